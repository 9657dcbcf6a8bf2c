import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLES } from '@openvrs/core/narrative/examples.ts'
import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { anySigner, shareNarratives, viewerOf } from '../../test/releases.ts'
import { withViewer } from '../db/viewer.ts'
import { changeTerms, copyTerms } from '../sharing/index.ts'
import { writeEntries } from './entries.ts'

let app: TestApp
let khm: Actor
const ROUTE = 'VRS_NARR_ROUTE'
const months = ['2026-07', '2026-08', '2026-09']
const tell = (language: string, summary: string, text: string, period = '2026-09'): NarrativeBody => ({ ...EXAMPLES[ROUTE], language, summary, text, period })
const share = async (member: string, bodies: readonly NarrativeBody[], level: 'CONTRIBUTORS' | 'NATIONAL' = 'CONTRIBUTORS'): Promise<number> => {
  const release = await shareNarratives(app.services.db, member, ROUTE, bodies, { level }, TODAY)
  await writeEntries(app.services.jobs)
  return release
}

beforeAll(async () => {
  app = await testApp()
  khm = await app.person('KHM', 'analyst')
  for (const member of ['THA', 'LAO', 'FRA']) await app.person(member, 'focal_point')
  await share('KHM', months.map((period) => tell('en', 'Own route', 'Nothing of note.', period)))
  await share('THA', [
    tell('th', 'เรือประมงรับผู้โดยสารกลางทะเล', 'เจ้าหน้าที่พบผู้โดยสารชาวเมียนมาในเรือประมงใกล้ชายฝั่ง'), tell('en', 'Fishing boats take passengers at sea', 'The smugglers smuggled groups from Myanmar. A skipper called Zorbak was paid twice.'),
    tell('fr', 'Des bateaux de pêche', 'Les passeurs transportaient des réfugiés vers les îles.'), tell('km', 'ជនចំណាកស្រុក', 'ជនចំណាកស្រុកពីកម្ពុជាធ្វើដំណើរតាមទូក'), tell('lo', 'ເຮືອ', 'ຜູ້ຍົກຍ້າຍຈາກປະເທດລາວຂ້າມແມ່ນ້ຳຂອງ'), tell('zh', '渔船接走乘客', '来自缅甸的移民在海上换船'),
  ])
})
afterAll(() => app?.close())

type Marked = { readonly text: string; readonly ranges: readonly (readonly [number, number])[] }
type Result = { readonly kind: string; readonly id: string; readonly title: Marked; readonly text: Marked; readonly language: string; readonly terms: object }
async function search(actor: Actor | null, q: string, more = '&kind=narrative'): Promise<{ results: Result[]; total: number; meant: string | null; facets: { [facet: string]: { value: string; count: number }[] } }> {
  const answer = await app.call(actor, 'GET', `/api/search?q=${encodeURIComponent(q)}${more}`)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json()
}
const languages = async (actor: Actor, q: string) => (await search(actor, q)).results.map(({ language }) => language).toSorted()
const marks = ({ text, ranges }: Marked): string[] => ranges.map(([from, to]) => text.slice(from, to))

test('words are found in every script, whatever stands around them', async () => {
  for (const [words, language] of [['เรือประมง', 'th'], ['fishing boats', 'en'], ['bateaux', 'fr'], ['ចំណាកស្រុក', 'km'], ['ແມ່ນ້ຳ', 'lo'], ['渔船', 'zh']] as const) expect([words, await languages(khm, words)]).toEqual([words, [language]])
})

test('stems find other forms, in the language of the text; accents and case do not count', async () => {
  for (const words of ['smuggle', 'SMUGGLING', 'boat passenger']) expect([words, await languages(khm, words)]).toEqual([words, ['en']])
  for (const words of ['refugie', 'RÉFUGIÉS', 'ile', 'des bateaux']) expect([words, await languages(khm, words)]).toEqual([words, ['fr']])
})

test('a code\'s name in one language finds what the code stands in, in all; and its other names in texts', async () => {
  const all = ['en', 'en', 'en', 'en', 'fr', 'km', 'lo', 'th', 'zh']
  expect(await languages(khm, 'ရန်ကုန်')).toEqual([])
  for (const words of ['Myanmar', 'เมียนมา', '缅甸']) expect([words, await languages(khm, words)]).toEqual([words, all]) // each example names it as a citizenship
  const [best] = (await search(khm, 'Myanmar ทะเล')).results
  expect(best?.language).toBe('th')
})

test('a result shows where the words stand, under which terms, and leads by its public id', async () => {
  const { results: [found], facets } = await search(khm, 'smuggle')
  expect(found).toMatchObject({ kind: 'narrative', id: 'THA-2', title: { text: 'Fishing boats take passengers at sea', ranges: [] }, terms: { level: 'CONTRIBUTORS', group: null } })
  expect(marks(found!.text)).toEqual(['smuggled']) // "smugglers" has a stem of its own
  expect(facets['language']).toEqual([{ value: 'en', count: 1 }])
  expect((await search(khm, 'Myanmar', '&language=th&kind=narrative')).total).toBe(1)
})

test('who shows no narratives finds none; a word that only they hold is put right for who sees it alone', async () => {
  const fra = await app.person('FRA', 'analyst')
  for (const who of [fra, null]) {
    expect(await search(who, 'fishing')).toMatchObject({ total: 0, results: [] })
    expect((await search(who, 'Zorbac', '')).meant).toBeNull()
    expect((await app.call(who, 'GET', '/api/search/suggestions?q=zorb')).json()).toEqual({ lines: [] })
  }
  expect((await search(khm, 'Zorbac', '')).meant).toBe('zorbak')
  expect((await app.call(khm, 'GET', '/api/search/suggestions?q=skipper%20zorb')).json()).toEqual({ lines: ['skipper zorbak'] })
})

test('what is narrowed is found by nobody else on the next question, by no word of it', async () => {
  const lao = viewerOf('LAO', 'focal_point')
  const release = await share('LAO', months.map((period) => tell('en', 'Barges of gravel', 'Quarrymen hide people under tarpaulins.', period)))
  expect(await languages(khm, 'tarpaulin')).toEqual(['en', 'en', 'en'])
  await withViewer(app.services.db, lao, TODAY, (trx) => changeTerms(trx, lao, release, { level: 'NATIONAL' }, TODAY, anySigner))
  for (const copied of [false, true]) {
    if (copied) await copyTerms(app.services.jobs)
    for (const words of ['tarpaulin', 'Barges', 'gravel quarrymen']) expect([words, copied, await languages(khm, words)]).toEqual([words, copied, []])
    expect((await search(khm, 'tarpaulinz', '')).meant).toBeNull()
  }
})

describe('a hostile narrative', () => {
  /** One word that no compressor makes smaller. */
  const [endless] = fc.sample(fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 19_000, maxLength: 19_000 }), { seed: 7, numRuns: 1 })

  test('of one word without an end is found by its beginning, and keeps no other from being found', async () => {
    await shareNarratives(app.services.db, 'FRA', ROUTE, months.map((period) => tell('en', 'Overlong', endless!, period)), { level: 'NATIONAL' }, TODAY)
    await share('LAO', months.map((period) => tell('en', 'Rafts of bamboo', 'Porters wait on sandbanks.', period)))
    expect((await search(khm, 'sandbanks')).total).toBe(3)
    expect((await search(await app.person('FRA', 'analyst'), endless!.slice(0, 200))).total).toBe(3)
  })

  test('that cannot be taken in keeps no other from being found, and is tried again', async () => {
    await sql`alter table search_entry add constraint unlucky check (token <> 'unlucky')`.execute(app.migrator)
    await shareNarratives(app.services.db, 'FRA', ROUTE, months.map((period) => tell('en', 'Unlucky', 'Never.', period)), { level: 'NATIONAL' }, TODAY)
    await expect(share('LAO', months.map((period) => tell('en', 'Ferries', 'Drovers cross by cable.', period)))).rejects.toThrow(/unlucky/)
    expect((await search(khm, 'drovers')).total).toBe(3)
    await sql`alter table search_entry drop constraint unlucky`.execute(app.migrator)
    expect(await writeEntries(app.services.jobs)).toBe(1)
  })

  test('hides no word behind characters that are not seen, and proposes none of them', async () => {
    await share('THA', months.map((period) => tell('en', 'Sm\u2060ug\u2066gl\u202eer\u{e0041}s of zir\u034fcon', 'Zir\ufe0fconia.', period)))
    expect((await search(khm, 'smugglers zircon')).total).toBe(3)
    const { lines } = (await app.call(khm, 'GET', '/api/search/suggestions?q=zirc')).json<{ lines: string[] }>()
    expect(lines.toSorted()).toEqual(['zircon', 'zirconia'])
  })
})
