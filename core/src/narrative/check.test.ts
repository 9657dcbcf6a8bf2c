import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import thai from '../i18n/narratives.th.json' with { type: 'json' }
import { ENGLISH } from '../i18n/sentences.ts'
import { readCollection } from '../metadata/read.ts'
import { checkNarrative, type NarrativeFault } from './check.ts'
import { EXAMPLES } from './examples.ts'
import { isSameBody, narrativeLine, SUMMARY_MOST, type Leg, type NarrativeBody } from './narrative.ts'
import { KINDS } from '../nonnominal/screen.ts'
import { nominalIn } from './nominal.ts'
import { narrativeWording } from './wording.ts'

const folder = new URL('../../../collections/vrs-msrc/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
const { collection } = readCollection(new Map(files.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')])))
const kindOf = (id: string) => collection!.narratives.get(id)!
const context = { collection: collection!, range: { freq: 'M', from: '2026-01', to: '2026-06' }, now: new Date('2026-11-21T12:00:00Z') } as const

const faults = (id: keyof typeof EXAMPLES, change: Partial<NarrativeBody> & { readonly answers?: NarrativeBody['fields'] } = {}): readonly NarrativeFault[] => {
  const { answers, ...common } = change
  const body: NarrativeBody = { ...EXAMPLES[id], ...common }
  return checkNarrative(kindOf(id), { ...body, fields: { ...body.fields, ...answers } }, context)
}
const keys = (...of: Parameters<typeof faults>): readonly string[] => faults(...of).map(({ field, key }) => `${field} ${key}`)

describe('a narrative is read strictly', () => {
  test.each(Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[])('nothing is wrong with the example of %s', (id) => expect(faults(id)).toEqual([]))

  test('what every kind has: period, language, texts, source, links', () => {
    expect(keys('VRS_NARR_TREND', { period: '2026-07' })).toEqual(['period outside'])
    expect(keys('VRS_NARR_TREND', { period: '2026-Q1' })).toEqual(['period outside'])
    expect(keys('VRS_NARR_TREND', { language: '' })).toEqual(['language language'])
    expect(keys('VRS_NARR_TREND', { summary: ' ', text: '' })).toEqual(['summary missing', 'text missing'])
    expect(keys('VRS_NARR_TREND', { summary: 'ก'.repeat(SUMMARY_MOST) })).toEqual([])
    expect(keys('VRS_NARR_TREND', { summary: '😀'.repeat(SUMMARY_MOST + 1) })).toEqual(['summary long'])
    expect(keys('VRS_NARR_TREND', { text: 'a\u0000b' })).toEqual(['text control'])
    expect(keys('VRS_NARR_TREND', { reliability: 'G', credibility: '0', source_type: '' })).toEqual(['source_type missing', 'reliability code', 'credibility code'])
    expect(keys('VRS_NARR_TREND', { series: [{ dataflow: 'VRS_NOTHING', codes: {} }, { dataflow: 'VRS_DETECT', codes: { CITIZENSHIP: 'ATL', COLOUR: 'RED', REF_AREA: 'THA' } }] })).toEqual(['series series', 'series code', 'series dimension', 'series dimension'])
  })

  test('the fields of its kind: codes, numbers, periods, and nothing else', () => {
    expect(keys('VRS_NARR_FEE', { answers: { CURRENCY: 'XXZ', LOW: -1, COLOUR: 'red' } })).toEqual(['COLOUR unknown', 'LOW range', 'CURRENCY code'])
    expect(keys('VRS_NARR_FEE', { answers: { LOW: 2500 } })).toEqual(['HIGH below'])
    expect(keys('VRS_NARR_FEE', { answers: { LOW: '1800', SERVICE_SCOPE: 'FULL' } })).toEqual(['SERVICE_SCOPE odd', 'LOW odd'])
    expect(keys('VRS_NARR_FEE', { answers: { PAY_MEANS: ['CASH', 'CASH', 'SHELLS'], SERVICE_SCOPE: [] } })).toEqual(['SERVICE_SCOPE missing', 'PAY_MEANS twice', 'PAY_MEANS code'])
    expect(keys('VRS_NARR_ROUTE', { answers: { FIRST_SEEN: '2026-12', LAST_SEEN: 'May' } })).toEqual(['FIRST_SEEN future', 'LAST_SEEN period'])
    expect(keys('VRS_NARR_ROUTE', { answers: { FIRST_SEEN: '2026-04', LAST_SEEN: '2026-Q1' } })).toEqual(['LAST_SEEN below'])
    expect(keys('VRS_NARR_MEASURE', { answers: { TARGET: ['VRS_DETECT'] } })).toEqual(['TARGET odd'])
    expect(keys('VRS_NARR_METHOD', { answers: { CONCEALMENT: 'x'.repeat(1001) } })).toEqual(['CONCEALMENT long'])
  })

  test('legs join up, and each answers for itself', () => {
    const [first, second, third] = EXAMPLES.VRS_NARR_ROUTE.fields.LEGS
    expect(keys('VRS_NARR_ROUTE', { answers: { LEGS: [] } })).toEqual(['LEGS missing'])
    expect(keys('VRS_NARR_ROUTE', { answers: { LEGS: [first, third] } })).toEqual(['LEGS.2.FROM_PLACE apart'])
    expect(keys('VRS_NARR_ROUTE', { answers: { LEGS: [first, { ...second, TO_PLACE: '', DURATION_D: 9999, COLOUR: 'red' }, third] } })).toEqual(['LEGS.2.COLOUR unknown', 'LEGS.2.TO_PLACE missing', 'LEGS.2.DURATION_D range'])
    expect(keys('VRS_NARR_ROUTE', { answers: { LEGS: ['MAE_SOT'] } })).toEqual(['LEGS odd'])
  })

  test('any chain of places joins up, and any break in it is found where it is', () => {
    const places = collection!.register.filter(({ register }) => register === 'place').map(({ id }) => id)
    fc.assert(fc.property(fc.array(fc.constantFrom(...places), { minLength: 3, maxLength: 20 }), fc.nat(), (stops, at) => {
      const legs: Leg[] = stops.slice(1).map((to, i) => ({ FROM_PLACE: stops[i]!, TO_PLACE: to, TRANSPORT: 'FOOT' }))
      expect(keys('VRS_NARR_ROUTE', { answers: { LEGS: legs } })).toEqual([])
      const broken = 1 + (at % (legs.length - 1))
      const other = places.find((place) => place !== legs[broken]!['FROM_PLACE'])!
      expect(keys('VRS_NARR_ROUTE', { answers: { LEGS: legs.map((leg, i) => (i === broken ? { ...leg, FROM_PLACE: other } : leg)) } })).toEqual([`LEGS.${broken + 1}.FROM_PLACE apart`])
    }), { seed: 5 })
  })

  test('whatever stands in its fields, the reader answers with faults and never breaks off', () => {
    const anything = fc.oneof(fc.string(), fc.double(), fc.array(fc.string()), fc.array(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double()))), fc.array(fc.record({ dataflow: fc.string(), codes: fc.dictionary(fc.string(), fc.string()) })))
    fc.assert(fc.property(fc.constantFrom(...collection!.narratives.values()), fc.infiniteStream(anything), fc.string(), (kind, answers, text) => {
      const fields = Object.fromEntries(kind.fields.map(({ id }) => [id, answers.next().value]))
      const found = checkNarrative(kind, { period: text, language: text, summary: text, text, source_type: text, reliability: text, credibility: text, series: [], fields }, context)
      for (const fault of found) expect(narrativeWording(kind, collection!)(fault)).toMatch(/^\P{C}+[.]$/u)
    }), { seed: 6, numRuns: 300 })
  })
})

test('texts of every kind of answer are screened, and nothing else is', () => {
  const route = { ...EXAMPLES.VRS_NARR_ROUTE, summary: 'Call 081-234-5678.', fields: { ...EXAMPLES.VRS_NARR_ROUTE.fields, LEGS: [{ FROM_PLACE: 'guide@mail.example', HANDOVER: 'guide@mail.example' }] } }
  expect(nominalIn(kindOf('VRS_NARR_ROUTE'), route)).toEqual([{ field: 'summary', key: 'nominal', values: { what: 'phone', found: '081-234-5678' } }, { field: 'LEGS.1.HANDOVER', key: 'nominal', values: { what: 'email', found: 'guide@mail.example' } }])
  for (const what of KINDS) expect(narrativeWording(kindOf('VRS_NARR_ROUTE'), collection!)({ field: 'text', key: 'nominal', values: { what, found: 'x' } })).toMatch(/^Text holds what looks like (a|an|the) [^.]+: “x”\./)
})

describe('a fault is said in words', () => {
  const said = (change: Parameters<typeof faults>[1], own = ENGLISH) => faults('VRS_NARR_ROUTE', change).map(narrativeWording(kindOf('VRS_NARR_ROUTE'), collection!, own))

  test('with the names of fields and periods as people read them', () => {
    expect(said({ summary: '', answers: { LAST_SEEN: '2024' } })).toEqual(['Summary is missing.', 'Last seen (2024) must not be below First seen (2025).'])
    expect(said({ answers: { LEGS: [{ FROM_PLACE: 'MAE_SOT', TO_PLACE: 'HAT_YAI' }] } })).toEqual(['Legs, leg 1, Transport is missing.'])
    const [leg] = EXAMPLES.VRS_NARR_ROUTE.fields.LEGS
    expect(said({ answers: { LEGS: [leg, { ...leg, FROM_PLACE: 'HAT_YAI' }] } })).toEqual(['Leg 2 begins at Hat Yai, but leg 1 ends at Mae Sot. Let each leg begin where the one before it ends.'])
    expect(said({ summary: '' }, { ...ENGLISH, language: 'th', narratives: thai })).toEqual(['ยังไม่ได้กรอก สรุป'])
  })
})

test('the canonical line of a narrative does not depend on the order in which it was written', () => {
  const { fields, ...rest } = EXAMPLES.VRS_NARR_FEE
  const turned: NarrativeBody = { fields: Object.fromEntries(Object.entries(fields).toReversed()) as NarrativeBody['fields'], ...rest }
  const line = (body: NarrativeBody) => narrativeLine({ narrative: 'THA-1', version: 1, kind: 'VRS_NARR_FEE', ...body })
  expect(line(turned)).toBe(line(EXAMPLES.VRS_NARR_FEE))
  expect(line(turned)).toMatch(/^\{.*\}\n$/)
  expect([isSameBody(turned, EXAMPLES.VRS_NARR_FEE), isSameBody({ ...turned, text: 'other' }, turned)]).toEqual([true, false])
})
