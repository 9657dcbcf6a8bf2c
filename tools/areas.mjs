#!/usr/bin/env node
/**
 * Writes what a collection knows of areas and currencies, from kept libraries, so that nobody types 250 names:
 *   codelists/CL_AREA.yaml, codelists/CL_CURRENCY.yaml, i18n/LANGUAGE/CL_AREA.yaml and i18n/LANGUAGE/CL_CURRENCY.yaml
 * Names come from i18n-iso-countries. It has no Lao: those names come from CLDR, by way of the runtime's Intl. CLDR's names in
 * the other languages, where they differ, are kept as aliases, since national files use them as well.
 * Use: node tools/areas.mjs collections/vrs-msrc
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(new URL('../server/package.json', import.meta.url))
const countries = require('i18n-iso-countries')
const isoCodes = require('i18n-iso-countries/codes.json')

const LANGUAGES = ['fr', 'id', 'th', 'vi', 'km', 'lo', 'zh', 'ar']
/** Currencies are named in the languages that pages are read in; national files write their codes. */
const READ = ['fr', 'th', 'ar']
/** ISO has no code for Kosovo; XKX is what its neighbours' files use. M49 has none either. */
const KOSOVO = { alpha2: 'XK', alpha3: 'XKX' }
/** English names as the United Nations writes them, where the library's first choice is another. */
const ENGLISH = {
  CHN: 'China', CIV: "Côte d'Ivoire", COG: 'Congo', COD: 'Democratic Republic of the Congo', CPV: 'Cabo Verde', CZE: 'Czechia', FSM: 'Micronesia (Federated States of)',
  GMB: 'Gambia', HKG: 'Hong Kong, China', IRN: 'Iran (Islamic Republic of)', KOR: 'Republic of Korea', LAO: "Lao People's Democratic Republic", MAC: 'Macao, China',
  MKD: 'North Macedonia', PRK: "Democratic People's Republic of Korea", SWZ: 'Eswatini', SYR: 'Syrian Arab Republic', VNM: 'Viet Nam', XKX: 'Kosovo',
  BOL: 'Bolivia (Plurinational State of)', VEN: 'Venezuela (Bolivarian Republic of)', MDA: 'Republic of Moldova', BRN: 'Brunei Darussalam', FLK: 'Falkland Islands (Malvinas)',
}
/** Names as the state calls itself before the United Nations, where the library's first choice is another or an old one. */
const OWN = {
  MMR: { th: 'เมียนมา', km: 'មីយ៉ាន់ម៉ា', lo: 'ມຽນມາ', ar: 'ميانمار' }, KOR: { fr: 'République de Corée', th: 'สาธารณรัฐเกาหลี', ar: 'جمهورية كوريا' },
  PRK: { fr: 'République populaire démocratique de Corée', th: 'สาธารณรัฐประชาธิปไตยประชาชนเกาหลี', ar: 'جمهورية كوريا الشعبية الديمقراطية' },
  TLS: { th: 'ติมอร์-เลสเต', ar: 'تيمور - ليشتي' }, MKD: { th: 'มาซิโดเนียเหนือ' },
  SWZ: { fr: 'Eswatini', th: 'เอสวาตินี', ar: 'إسواتيني' }, TUR: { fr: 'Türkiye', th: 'ทูร์เคีย' }, CIV: { fr: "Côte d'Ivoire", th: 'โกตดิวัวร์', ar: 'كوت ديفوار' }, CPV: { fr: 'Cabo Verde', th: 'กาบูเวร์ดี', ar: 'كابو فيردي' },
  CZE: { fr: 'Tchéquie', th: 'เช็กเกีย', ar: 'تشيكيا' }, PSE: { fr: 'État de Palestine', ar: 'دولة فلسطين' },
}
/** What national files write and no library knows. */
const ALIASES = {
  CHN: ['China, Peoples Republic of', 'PRC'], MMR: ['Burma', 'Myanmar (Burma)', 'พม่า'], HKG: ['Hong Kong', 'Hong Kong SAR'], MAC: ['Macau', 'Macao', 'Macao SAR'], LAO: ['Laos', 'Lao PDR'],
  VNM: ['Vietnam', 'Socialist Republic of Viet Nam'], KOR: ['Korea, South', 'ROK'], PRK: ['North Korea', 'Korea, North', 'DPRK'], IRN: ['Iran, Islamic Republic of'], TLS: ['East Timor'],
  COD: ['DR Congo', 'Congo, Democratic Republic of the', 'Zaire'], COG: ['Congo, Republic of', 'Congo-Brazzaville'], CPV: ['Cape Verde'], SWZ: ['Swaziland'], RUS: ['Russia'],
  SYR: ['Syria'], BOL: ['Bolivia'], VEN: ['Venezuela'], MDA: ['Moldova'], BRN: ['Brunei'], FLK: ['Falkland Islands'], FSM: ['Micronesia'], XKX: ['Kosovo (UNSCR 1244)', 'XKK', 'KOS'],
  USA: ['US', 'America'], GBR: ['UK', 'Britain', 'United Kingdom of Great Britain and Northern Ireland'], ARE: ['UAE'], PNG: ['PNG'], PSE: ['Palestine', 'Palestinian Territory', 'Occupied Palestinian Territory'],
}

const display = (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
/** Khmer joins words with zero-width spaces in some sources; they are no part of a name. */
const clean = (name) => name.normalize('NFC').replace(/[\u200b\u200e\u200f\u202a-\u202e]/g, '').replace(/\s+/g, ' ').trim()
const quote = (text) => `'${text.replaceAll("'", "''")}'`

const areas = isoCodes
  .map(([alpha2, alpha3, m49]) => (alpha2 === KOSOVO.alpha2 ? KOSOVO : { alpha2, alpha3, m49 }))
  .sort((a, b) => (a.alpha3 < b.alpha3 ? -1 : 1))

/** Every name that the libraries give an area in a language, the best first. */
function namesOf({ alpha2, alpha3 }, language) {
  const cldr = display(language).of(alpha2)
  const kept = language === 'lo' ? [] : [countries.getName(alpha2, language, { select: 'all' }) ?? []].flat()
  const own = OWN[alpha3]?.[language]
  return [...(own ? [own] : []), ...kept, ...(cldr ? [cldr] : [])].map(clean)
}

function englishName(area) {
  return ENGLISH[area.alpha3] ?? namesOf(area, 'en')[0]
}

const mainNames = (area) => [englishName(area), ...LANGUAGES.map((language) => namesOf(area, language)[0])]
/** Officers leave out what stands in brackets behind a name. */
const withHead = (name) => [name, ...(/\S ?\(.+\)$/.test(name) ? [name.replace(/ ?\(.+\)$/, '')] : [])]
const otherNames = (area) => [...(ALIASES[area.alpha3] ?? []), ...['en', ...LANGUAGES].flatMap((language) => namesOf(area, language))].flatMap(withHead)

/** How many areas each name belongs to: "Congo" is two, so it is nobody's alias. */
const owners = new Map()
for (const area of areas) for (const name of new Set([...mainNames(area), ...otherNames(area)])) owners.set(name, (owners.get(name) ?? 0) + 1)

function aliasesOf(area) {
  const main = new Set(mainNames(area))
  return [...new Set(otherNames(area))].filter((name) => !main.has(name) && owners.get(name) === 1 && !name.includes(';'))
}

function areaLine(area) {
  const aliases = aliasesOf(area)
  const annotations = [
    `alpha2: ${quote(area.alpha2)}`,
    ...(area.m49 ? [`m49: ${quote(area.m49)}`] : []),
    ...(aliases.length > 0 ? [`alias: ${quote(aliases.join('; '))}`] : []),
  ]
  return `  ${area.alpha3}: { name: ${quote(englishName(area))}, annotations: { ${annotations.join(', ')} } }`
}

const MADE = '# Made by tools/areas.mjs from i18n-iso-countries and CLDR; change the tool, not this file.\n'

const areaList = () => `${MADE}id: CL_AREA
name: Areas
description: >-
  States and territories by their ISO 3166-1 alpha-3 code. Territories stand beside the states that they belong to and report in their own
  right. XKX (Kosovo) is no ISO code. The alpha-2 and M49 codes and the names in all languages are accepted when a file is read.
codes:
${areas.map(areaLine).join('\n')}
`

const areaNames = (language) => `${MADE}codelists:
  CL_AREA:
    codes:
${areas.map((area) => `      ${area.alpha3}: ${quote(namesOf(area, language)[0])}`).join('\n')}
`

const currencies = () => {
  const names = new Intl.DisplayNames(['en'], { type: 'currency' })
  return Intl.supportedValuesOf('currency').filter((code) => names.of(code) !== code && isCirculating(code))
}

function currencyNames(language) {
  const names = new Intl.DisplayNames([language], { type: 'currency', fallback: 'none' })
  return `${MADE}codelists:
  CL_CURRENCY:
    codes:
${currencies().filter((code) => names.of(code)).map((code) => `      ${code}: ${quote(clean(names.of(code)))}`).join('\n')}
`
}

function currencyList() {
  const names = new Intl.DisplayNames(['en'], { type: 'currency' })
  const codes = currencies()
  return `${MADE}id: CL_CURRENCY
name: Currencies
description: Currencies by their ISO 4217 code. An amount is stated in the currency in which it was paid or asked; amounts in different currencies are never added.
codes:
${codes.map((code) => `  ${code}: ${quote(names.of(code))}`).join('\n')}
`
}

/** Former currencies carry their years in CLDR's names ("(1992-1998)"); funds, metals and test codes start with X, but for the three unions'. */
function isCirculating(code) {
  const name = new Intl.DisplayNames(['en'], { type: 'currency' }).of(code)
  return !/\d{4}/.test(name) && (!code.startsWith('X') || ['XAF', 'XCD', 'XOF', 'XPF', 'XCG'].includes(code))
}

const target = process.argv[2]
if (!target) {
  console.error('Use: node tools/areas.mjs FOLDER_OF_A_COLLECTION')
  process.exit(2)
}
const write = (path, text) => {
  mkdirSync(join(target, path, '..'), { recursive: true })
  writeFileSync(join(target, path), text)
}
write('codelists/CL_AREA.yaml', areaList())
write('codelists/CL_CURRENCY.yaml', currencyList())
for (const language of LANGUAGES) {
  write(`i18n/${language}/CL_AREA.yaml`, areaNames(language))
  if (READ.includes(language)) write(`i18n/${language}/CL_CURRENCY.yaml`, currencyNames(language))
}
