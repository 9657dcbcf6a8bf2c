import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SEARCH_KINDS } from '@openvrs/contract/search.ts'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { anySigner, shareFigures, viewerOf, type Figure } from '../../test/releases.ts'
import { connect, type Db } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import { changeTerms, copyTerms, withdrawRelease } from '../sharing/index.ts'
import { writeEntries } from './entries.ts'

let app: TestApp
/** Sees the ledgers of all. */
let superuser: Db
let khm: Actor
let fji: Actor

const figures = (value: number, key: Figure['key']): readonly Figure[] => ['2026-07', '2026-08', '2026-09'].map((timePeriod) => ({ timePeriod, value, key }))
const share = async (member: string, key: Figure['key'], level: 'CONTRIBUTORS' | 'NATIONAL' = 'CONTRIBUTORS'): Promise<number> => {
  const id = await shareFigures(app.services.db, member, figures(2, key), { level }, TODAY)
  await writeEntries(app.services.jobs)
  return id
}

beforeAll(async () => {
  app = await testApp()
  superuser = connect(app.database.admin, () => undefined, 1).db
  khm = await app.person('KHM', 'analyst')
  fji = await app.person('FJI', 'analyst')
  for (const member of ['THA', 'LAO']) await app.person(member, 'focal_point')
  await share('KHM', { CITIZENSHIP: 'MMR' })
  await share('THA', { CITIZENSHIP: 'MMR', SEX: 'F' })
})
afterAll(async () => {
  await superuser?.destroy()
  await app?.close()
})

type Marked = { readonly text: string; readonly ranges: readonly (readonly [number, number])[] }
type Answer = {
  readonly results: readonly { readonly kind: string; readonly id: string; readonly title: Marked; readonly within: string | null; readonly text: Marked | null; readonly member: string | null; readonly from: string | null; readonly to: string | null; readonly codes: readonly { readonly code: string; readonly name: string }[] }[]
  readonly total: number; readonly meant: string | null; readonly next: string | null; readonly facets: { readonly [facet: string]: readonly { readonly value: string; readonly count: number }[] }
}
async function search(actor: Actor | null, q: string, more = '', language = 'en'): Promise<Answer> {
  const answer = await app.call(actor, 'GET', `/api/search?q=${encodeURIComponent(q)}${more}`, undefined, { 'accept-language': language })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const series = async (actor: Actor | null, q: string, more = '') => (await search(actor, q, `&kind=series${more}`)).results.map(({ member, from, to }) => `${member} ${from}..${to}`).toSorted()
const marks = ({ text, ranges }: Marked): string[] => ranges.map(([from, to]) => text.slice(from, to))

test('a series is found by what its figures are broken down by, by member and by period, in any language', async () => {
  const both = ['KHM 2026-07..2026-09', 'THA 2026-07..2026-09']
  for (const words of ['Myanmar', 'Birmanie', 'เมียนมา', '缅甸', 'ميانمار', 'MMR']) expect([words, await series(khm, words)]).toEqual([words, both])
  expect(await series(khm, 'Myanmar female')).toEqual(['THA 2026-07..2026-09'])
  expect(await series(khm, 'Myanmar male')).toEqual([])
  expect(await series(khm, 'myanmar thailand 2026-08')).toEqual(['THA 2026-08..2026-08'])
  expect(await series(khm, 'irregular entries of Thailand in 2026')).toEqual(['THA 2026-07..2026-09'])
  expect(await series(khm, 'Myanmar 2025')).toEqual([])
  const [found] = (await search(khm, 'หญิง เมียนมา', '&kind=series', 'th')).results
  expect(found).toMatchObject({ id: 'VRS_DETECT/ENTRY_IRREG/THA', terms: { level: 'CONTRIBUTORS', group: null }, codes: [{ dimension: 'SEX', code: 'F', name: 'หญิง' }, { dimension: 'CITIZENSHIP', code: 'MMR' }] })
  expect(marks(found!.text!).join(' ')).toContain('หญิง')
})

test('who contributes nothing finds what everybody may know and no series; who is not signed in finds the same', async () => {
  for (const who of [fji, null, await app.person('CAU', 'administrator'), await app.person('KHM', 'liaison')]) {
    const { results, facets } = await search(who, 'Myanmar')
    expect(results[0]).toMatchObject({ kind: 'definition', title: { text: 'Myanmar' }, member: null, terms: null })
    expect(facets['kind']!.map(({ value }) => value).toSorted()).toEqual(['definition', 'place', 'route'])
    expect([facets['member'], facets['year'], facets['dataflow']]).toEqual([[], [], []])
  }
  expect((await search(await app.person('CAU', 'cau_analyst'), 'Myanmar', '&kind=series')).total).toBe(2)
})

test('terms hold on the next question: narrowing, widening once it was copied, an embargo, a withdrawal', async () => {
  const lao = viewerOf('LAO', 'focal_point')
  const release = await share('LAO', { CITIZENSHIP: 'VNM' })
  const change = (terms: Parameters<typeof changeTerms>[3]) => withViewer(app.services.db, lao, TODAY, (trx) => changeTerms(trx, lao, release, terms, TODAY, anySigner))
  const laos = ['LAO 2026-07..2026-09']
  expect(await series(khm, 'Viet Nam')).toEqual(laos)
  await change({ level: 'NATIONAL' })
  expect(await series(khm, 'Viet Nam')).toEqual([])
  expect(await series(await app.person('LAO', 'analyst'), 'Viet Nam')).toEqual(laos)
  await change({ level: 'CONTRIBUTORS' })
  await copyTerms(app.services.jobs)
  expect(await series(khm, 'Viet Nam')).toEqual(laos)
  await change({ level: 'CONTRIBUTORS', embargo: new Date(TODAY.getTime() + 86_400_000) })
  await copyTerms(app.services.jobs)
  expect(await series(khm, 'Viet Nam')).toEqual([])
  app.setNow(new Date(TODAY.getTime() + 2 * 86_400_000))
  expect(await series(khm, 'Viet Nam')).toEqual(laos)
  app.setNow(TODAY)
  await withViewer(app.services.db, lao, TODAY, (trx) => withdrawRelease(trx, lao, release, TODAY, anySigner))
  await copyTerms(app.services.jobs)
  app.setNow(new Date(TODAY.getTime() + 2 * 86_400_000))
  expect(await series(khm, 'Viet Nam')).toEqual([])
  app.setNow(TODAY)
})

test('facets count within what was asked, each without its own choice, and narrow the results', async () => {
  const all = await search(khm, 'Myanmar')
  expect(all.facets['member']).toEqual([{ value: 'KHM', count: 1 }, { value: 'THA', count: 1 }])
  expect(all.facets['dataflow']).toEqual([{ value: 'VRS_DETECT', count: 2 }])
  const ofThailand = await search(khm, 'Myanmar', '&member=THA')
  expect([ofThailand.total, ofThailand.facets['member'], ofThailand.facets['kind']]).toEqual([1, all.facets['member'], [{ value: 'series', count: 1 }]])
  expect((await search(khm, 'Myanmar', '&kind=series&kind=place')).total).toBe(2 + all.facets['kind']!.find(({ value }) => value === 'place')!.count)
  expect((await search(khm, 'Myanmar', '&year=2025')).total).toBe(0)
})

test('pages follow each other without a gap or a repetition', async () => {
  const ids: string[] = []
  let [next, total]: [string | null, number] = ['', 0]
  while (next !== null) {
    const page: Answer = await search(khm, 'island', next === '' ? '' : `&after=${encodeURIComponent(next)}`)
    ids.push(...page.results.map(({ kind, id }) => `${kind} ${id}`))
    ;({ next, total } = page)
  }
  expect(total).toBeGreaterThan(20)
  expect(new Set(ids).size).toBe(total)
  expect(ids.length).toBe(total)
  expect((await app.call(khm, 'GET', '/api/search?q=island&after=nonsense')).statusCode).toBe(400)
})

test('reports are found by who may see them: the own unit\'s by its officers, all by a focal point', async () => {
  const [police, navy, focal] = [await app.person('MYS', 'reporter', 'POLICE'), await app.person('MYS', 'reporter', 'NAVY'), await app.person('MYS', 'focal_point')]
  const made = await app.call(police, 'POST', '/api/reports', { collection: 'vrs-msrc', freq: 'M', from: '2026-01', to: '2026-03' })
  expect(made.statusCode, made.body).toBe(201)
  const report = made.json<{ rows: { report: string }[] }>().rows[0]!.report
  expect(made.statusCode, made.body).toBe(201)
  const reports = async (who: Actor, words: string) => (await search(who, words, '&kind=report')).results.map(({ id }) => id)
  for (const words of [report, 'police 2026', 'Malaysia draft']) {
    expect([words, await reports(police, words), await reports(focal, words)]).toEqual([words, [report], [report]])
    expect(await reports(navy, words)).toEqual([])
    expect(await reports(khm, words)).toEqual([])
  }
})

test('what is misspelt is put right by words that everybody may know', async () => {
  expect(await search(khm, 'Mianmar')).toMatchObject({ total: 0, meant: 'Myanmar' })
  expect((await search(khm, 'Tailand border')).meant).toBe('Thailand border')
  expect((await app.call(khm, 'GET', '/api/search/suggestions?q=myan')).json().lines[0]).toBe('Myanmar')
  expect((await app.call(khm, 'GET', `/api/search/suggestions?q=${encodeURIComponent('เมีย')}`, undefined, { 'accept-language': 'th' })).json().lines[0]).toBe('เมียนมา')
})

test('every kind is named, and nothing of what is asked for reaches the log', async () => {
  expect((await app.call(khm, 'GET', '/api/search?q=x&kind=secret')).statusCode).toBe(400)
  for (const kind of SEARCH_KINDS) expect((await app.call(khm, 'GET', `/api/search?q=Zweihundertfünfzig&kind=${kind}`)).statusCode).toBe(200)
  for (const bad of ['q=', 'q=%20', `q=${'x'.repeat(201)}`, 'q=a%0Ab', 'q=x&order=1', 'q=x&member=%27%3B']) expect([bad, (await app.call(khm, 'GET', `/api/search?${bad}`)).statusCode]).toEqual([bad, 400])
  expect(app.logged.filter((line) => /Myanmar|Zweihundert/i.test(line))).toEqual([])
})

test('of whom an answer tells that they have something stands in the ledger, be it that it is only counted; typing does not', async () => {
  const uses = async () => (await sql<{ ref_area: string; count: number }>`select ref_area, count from ledger where member = 'MYS' and action = 'query' order by 1`.execute(superuser)).rows
  await share('MYS', { CITIZENSHIP: 'BGD' })
  const mys = await app.person('MYS', 'analyst')
  await search(mys, 'Bangladesh')
  expect(await uses(), 'nobody counts a look at the own').toEqual([])
  await search(mys, 'Zweihundertfünfzig')
  await app.call(mys, 'GET', '/api/search/suggestions?q=my')
  expect(await uses()).toEqual([])
  for (const [at, more] of ['', '&kind=place', '&after=0~~x'].entries()) {
    await search(mys, 'Myanmar', more)
    expect([more, await uses()]).toEqual([more, [{ ref_area: 'KHM', count: at + 1 }, { ref_area: 'THA', count: at + 1 }]])
  }
})
