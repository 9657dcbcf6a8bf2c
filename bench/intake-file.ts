import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

/**
 * A national file of any size, always the same for the same seed: every row a different key, in a random order, as a statistics office
 * exports it: names in words, months as `Mar-24`, thousands with commas.
 */
export const BENCH_MAPPING = `# The mapping of the file that bench/intake generates.
mapping: 1
collection: vrs-msrc
dataflow: VRS_DETECT
frequency: M
file: { numbers: '1,234.5' }
period: { kind: month, column: Month, format: Mar-24 }
dimensions:
  INDICATOR: { constant: ENTRY_IRREG }
  UNIT_MEASURE: { constant: DET }
  CITIZENSHIP: { column: Nationality, codes: { CHINA PR: CHN, BURMA: MMR } }
  SEX: { column: Sex }
  AGE: { column: Age group }
  BORDER_PLACE: { column: Place }
value: { column: Detections }
rows_on_one_key: sum
drop: [Office, Remarks]
section: { source_type: administrative, def_conform: Y }
`

const COUNTRIES = [
  'Afghanistan', 'Albania', 'Algeria', 'Angola', 'Armenia', 'Azerbaijan', 'BANGLADESH', 'Benin', 'Bhutan', 'Bolivia (Plurinational State of)', 'Brazil', 'BURMA', 'Burundi', 'Cambodia', 'Cameroon', 'Chad',
  'Chile', 'CHINA PR', 'Colombia', 'Comoros', "Côte d'Ivoire", 'Cuba', 'Ecuador', 'Egypt', 'El Salvador', 'Eritrea', 'Ethiopia', 'Fiji', 'Gabon', 'Gambia', 'Georgia', 'Ghana', 'Guatemala', 'Guinea', 'Guinea-Bissau',
  'Haiti', 'Honduras', 'India', 'Indonesia', 'Iraq', 'Jordan', 'Kazakhstan', 'Kenya', 'Kuwait', 'Kyrgyzstan', 'Lebanon', 'Liberia', 'Libya', 'Madagascar', 'Malawi', 'Malaysia', 'Maldives', 'Mali', 'Mauritania',
  'Mexico', 'Mongolia', 'Morocco', 'Mozambique', 'Nepal', 'Nicaragua', 'Niger', 'Nigeria', 'Pakistan', 'Papua New Guinea', 'Peru', 'Philippines', 'Rwanda', 'Samoa', 'Senegal', 'Sierra Leone', 'Somalia',
  'South Sudan', 'Sri Lanka', 'Sudan', 'Tajikistan', 'Thailand', 'Timor-Leste', 'Togo', 'Tonga', 'Tunisia', 'Turkmenistan', 'Uganda', 'Ukraine', 'Uzbekistan', 'Vanuatu', 'VIET NAM', 'Yemen', 'Zambia', 'Zimbabwe',
] as const
const SEXES = ['Male', 'Female'] as const
const AGES = ['Y0T11', 'Y12T17', 'Y18T24', 'Y25T34', 'Y35T49', 'Y_GE50'] as const
const PLACES = ['Airport', 'Seaport', 'Land crossing point', 'Green border', 'Blue border', 'River or lake border', 'High sea', 'Inside the territory'] as const
const OFFICES = ['North', 'South', 'East', 'West', 'Headquarters'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const YEARS = 10

/** All keys that the file can hold. */
export const KEYS = COUNTRIES.length * SEXES.length * AGES.length * PLACES.length * MONTHS.length * YEARS

/** A step that meets every key once before it meets one again: it shares no factor with their number. */
const STEP = 7_368_787

/** Lines with their line ends, the header first. `rows` at most `KEYS`. */
export function* lines(rows: number, seed = 1): Generator<string> {
  if (rows > KEYS) throw new RangeError(`at most ${KEYS} rows`)
  yield 'Month,Nationality,Sex,Age group,Place,Office,Detections,Remarks\r\n'
  let random = seed >>> 0
  for (let row = 0, key = seed % KEYS; row < rows; row++, key = (key + STEP) % KEYS) {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
    const count = (random >>> 16) % (random % 50 === 0 ? 20_000 : 60)
    yield `${cellsOf(key)},${OFFICES[random % 5]},${count < 1000 ? count : `"${count.toLocaleString('en')}"`},\r\n`
  }
}

function cellsOf(key: number): string {
  let rest = key
  const take = <T>(list: readonly T[]): T => {
    const item = list[rest % list.length]!
    rest = Math.floor(rest / list.length)
    return item
  }
  const [place, age, sex, country, month] = [take(PLACES), take(AGES), take(SEXES), take(COUNTRIES), take(MONTHS)]
  return `${month}-${String(16 + (rest % YEARS)).padStart(2, '0')},${country},${sex},${age},${place}`
}

/** Writes the file; returns its bytes. */
export async function writeFile(path: string, rows: number, seed = 1): Promise<number> {
  const file = createWriteStream(path)
  let block = ''
  for (const line of lines(rows, seed)) {
    block += line
    if (block.length < 1 << 20) continue
    if (!file.write(block)) await once(file, 'drain')
    block = ''
  }
  file.end(block)
  await once(file, 'close')
  return file.bytesWritten
}
