import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLES } from '@openvrs/core/narrative/examples.ts'
import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import { writeEntries } from '../../src/search/entries.ts'
import { testApp, TODAY, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { shareFigures, shareNarratives } from '../releases.ts'
import { expectAlike } from './alike.ts'

/**
 * Requirements 5 and 12 for the search: what somebody may not see changes no answer, no count, no weight, no proposal and no time.
 * Every way of being invisible is there: NATIONAL, a group of others, the secretariat, an embargo.
 */
let app: TestApp
let khm: Actor
let cau: Actor
const ROUTE = 'VRS_NARR_ROUTE'
const MONTHS = ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09']
const HIDDEN = ['quillwort', 'สายลับปริศนา', 'Tarvanic']

const tell = (period: string, at: number, words: string): NarrativeBody => ({ ...EXAMPLES[ROUTE], period, summary: `Boats ${words} number ${at}`, text: `Boats wait at night, and ${words} are moved to the coast ${at}. Myanmar and smugglers.` })
const bodies = (count: number, words: string): NarrativeBody[] => MONTHS.flatMap((period) => Array.from({ length: count }, (_, at) => tell(period, at, words)))
const figures = (code: string) => MONTHS.map((timePeriod) => ({ timePeriod, value: 3, key: { CITIZENSHIP: code, TRANSPORT: 'SEA' } }))

beforeAll(async () => {
  app = await testApp()
  khm = await app.person('KHM', 'analyst')
  cau = await app.person('CAU', 'cau_analyst')
  for (const member of ['THA', 'LAO', 'VNM']) await app.person(member, 'focal_point')
  await app.call(await app.person('LAO', 'focal_point'), 'POST', '/api/groups', { name: 'Others', members: ['LAO', 'VNM'] })
  for (const member of ['KHM', 'THA']) {
    await shareNarratives(app.services.db, member, ROUTE, bodies(4, 'passengers'), { level: 'CONTRIBUTORS' }, TODAY)
    await shareFigures(app.services.db, member, figures('MMR'), { level: 'CONTRIBUTORS' }, TODAY)
  }
  await writeEntries(app.services.jobs)
})
afterAll(() => app?.close())

/** Releases that neither Cambodia nor the secretariat sees, full of words that others have and of some that nobody has. */
async function addHidden(): Promise<void> {
  const { db, jobs } = app.services
  const later = new Date(TODAY.getTime() + 30 * 86_400_000)
  const words = HIDDEN.join(' ')
  const trends = MONTHS.map((period) => ({ ...EXAMPLES['VRS_NARR_TREND'], period, text: words }))
  await shareNarratives(db, 'LAO', ROUTE, bodies(5, words), { level: 'NATIONAL' }, TODAY)
  await shareNarratives(db, 'VNM', ROUTE, bodies(5, words), { level: 'GROUP', group: 'LAO/Others' }, TODAY)
  await shareNarratives(db, 'LAO', 'VRS_NARR_TREND', trends, { level: 'SECRETARIAT' }, TODAY)
  await shareNarratives(db, 'VNM', 'VRS_NARR_TREND', trends, { level: 'CONTRIBUTORS', embargo: later }, TODAY)
  await shareFigures(db, 'LAO', figures('NPL'), { level: 'NATIONAL' }, TODAY)
  await shareFigures(db, 'VNM', figures('MMR'), { level: 'CONTRIBUTORS', embargo: later }, TODAY)
  await writeEntries(jobs)
}

const QUESTIONS = ['Boats', 'Myanmar', 'smuggler passengers', 'Nepal by sea', 'Lao PDR', 'Viet Nam 2026-08', ...HIDDEN, 'quillwrot', 'Tarvanik', 'boats quillwort', 'boots', '2026', 'VRS_DETECT', 'number 3']
const REQUESTS = [
  ...QUESTIONS.flatMap((words) => ['', '&kind=narrative&member=VNM'].map((more) => `/api/search?q=${encodeURIComponent(words)}${more}`)),
  ...['q', 'qu', 'quill', 'tarv', 'boats quil', 'สาย', 'bo', 'm', 'pass'].map((begun) => `/api/search/suggestions?q=${encodeURIComponent(begun)}`),
]

async function answers(who: Actor | null): Promise<string[]> {
  const all: string[] = []
  for (const path of REQUESTS) {
    const { statusCode, body, headers: { date: _, 'x-ratelimit-limit': _l, 'x-ratelimit-remaining': _r, 'x-ratelimit-reset': _s, ...headers } } = await app.call(who, 'GET', path)
    all.push(`${path} ${statusCode} ${JSON.stringify(headers)} ${body}`)
  }
  return all
}

describe('5, 12: what is invisible', () => {
  test('changes no byte of any answer, for nobody who does not see it', { timeout: 60_000 }, async () => {
    const others = [khm, cau, null]
    const before: string[][] = []
    for (const who of others) before.push(await answers(who))
    await addHidden()
    for (const [at, who] of others.entries()) expect(await answers(who)).toEqual(before[at])
    const own = await app.call(await app.person('LAO', 'analyst'), 'GET', '/api/search?q=quillwort&kind=narrative')
    expect(own.json<{ total: number }>().total, 'its owner finds it').toBe(36)
    expect((await app.call(await app.person('LAO', 'analyst'), 'GET', '/api/search/suggestions?q=quill')).json()).toEqual({ lines: ['quillwort'] })
  })

  test('takes no time: a word that others hide, however often, and one that nobody has', { timeout: 120_000 }, async () => {
    const languages = ['en', 'fr', 'th', 'ar', 'km', 'lo', 'zh', 'my', 'id', 'vi']
    const years = Array.from({ length: 60 }, (_, at) => `${2021 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`)
    const often = years.flatMap((period) => languages.map((language, at): NarrativeBody => ({ ...tell(period, at, HIDDEN.join(' ')), language })))
    for (const terms of [{ level: 'GROUP', group: 'LAO/Others' }, { level: 'CONTRIBUTORS', embargo: new Date(TODAY.getTime() + 30 * 86_400_000) }] as const) await shareNarratives(app.services.db, 'VNM', ROUTE, often, terms, TODAY)
    await writeEntries(app.services.jobs)
    const ask = (path: string) => () => app.call(khm, 'GET', path)
    await expectAlike(ask('/api/search?q=quillwort%20boats&kind=narrative'), ask('/api/search?q=quillworz%20boats&kind=narrative'))
    await expectAlike(ask('/api/search/suggestions?q=quill'), ask('/api/search/suggestions?q=quilx'))
  })
})

test('13: nothing that is sent becomes SQL: filters are names, words are values', async () => {
  for (const bad of ['kind=series;--', 'member=KHM%27', 'year=2026%20or%201', 'language=en%27', 'dataflow=obs_vrs_detect', 'after=1~x%27%3B', 'sort=score', 'order=ref_area', 'limit=1000']) expect([bad, (await app.call(khm, 'GET', `/api/search?q=boats&${bad}`)).statusCode]).toEqual([bad, 400])
  for (const words of ["'; drop table search_entry;--", '\\', '%', '$1', '"', '{}', '\u202e', "\ud83d\ude00 boats", 'a'.repeat(200), '= + -', '*', '~', 'CITIZENSHIP=MMR', 'en~boat']) expect([words, (await app.call(khm, 'GET', `/api/search?q=${encodeURIComponent(words)}`)).statusCode]).toEqual([words, 200])
})
