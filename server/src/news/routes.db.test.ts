import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { clearReleases, shareFigures, viewerOf } from '../../test/releases.ts'
import { copyTerms } from '../sharing/index.ts'
import { withViewer } from '../db/viewer.ts'

type News = { since: string | null; at: string; mark: string; figures: { dataflow: string; member: string; kind: string; last: string; periods: number }[]; own: { what: string; from: string; to: string; level: string }[]; uses: { member: string; action: string; count: number }[] }

let app: TestApp
const cast: { [name: string]: Actor } = {}
const months = (...periods: readonly string[]) => periods.map((timePeriod) => ({ timePeriod, value: 5 }))
const open = { level: 'CONTRIBUTORS' } as const
const LAST = ['2026-08', '2026-09', '2026-10'] as const

const hear = async (who: string): Promise<News> => (await app.call(cast[who]!, 'GET', '/api/news')).json()
const said = (news: News): string[] => news.figures.map(({ member, kind, last }) => `${member} ${kind} ${last}`)
const heard = async (who: string): Promise<string[]> => said(await hear(who))
async function see(who: string): Promise<number> {
  const { mark, at } = await hear(who)
  return (await app.call(cast[who]!, 'PUT', '/api/news/seen', { mark, at })).statusCode
}
/** A release of a member; the jobs have copied its terms and counted what it unlocks. */
async function share(member: string, periods: readonly string[], terms: Parameters<typeof shareFigures>[3] = open, now = TODAY): Promise<number> {
  const release = await shareFigures(app.services.db, member, months(...periods), terms, now)
  await copyTerms(app.services.jobs)
  return release
}

beforeAll(async () => {
  app = await testApp({ env: { CUBE: 'postgres' } }) // releases are emptied between tests, which never happens in life: a copy would take a new one for the old one of its number
  for (const [name, member, role] of [['thai', 'THA', 'analyst'], ['thai focal', 'THA', 'focal_point'], ['thai liaison', 'THA', 'liaison'], ['malay', 'MYS', 'focal_point'], ['khmer', 'KHM', 'focal_point'], ['fiji', 'FJI', 'analyst'], ['cau', 'CAU', 'cau_analyst'], ['admin', 'CAU', 'administrator']] as const) cast[name] = await app.person(member, role)
  await app.person('IDN', 'focal_point')
})
beforeEach(async () => {
  await clearReleases(app.migrator)
  app.setNow(TODAY)
})
afterAll(() => app.close())

describe('what others show', () => {
  test('is told to those who may see it, and to nobody else', async () => {
    await share('THA', LAST)
    await share('MYS', LAST)
    await share('KHM', LAST, { level: 'NATIONAL' })
    await share('IDN', LAST, { level: 'SECRETARIAT' })
    expect(await heard('thai')).toEqual(['MYS first 2026-10'])
    expect(await heard('malay')).toEqual(['THA first 2026-10'])
    expect(await heard('cau')).toEqual(['MYS first 2026-10', 'THA first 2026-10'])
    for (const who of ['fiji', 'admin', 'thai liaison']) expect(await hear(who), who).toMatchObject({ figures: [], own: [], uses: [] })
  })

  test('once seen it is news no more; what comes after is', async () => {
    await share('THA', LAST)
    await share('MYS', LAST)
    expect(await see('thai')).toBe(204)
    expect(await hear('thai')).toMatchObject({ since: expect.stringMatching(/^2026-11-21T12/), figures: [], own: [] })
    await share('MYS', ['2026-11'])
    await share('KHM', ['2026-10'])
    expect(await heard('thai')).toEqual(['KHM first 2026-10', 'MYS more 2026-11'])
    expect(await see('thai')).toBe(204)
    const later = new Date('2026-11-22T12:00:00Z')
    app.setNow(later)
    await share('MYS', ['2026-09'], open, later)
    expect(await heard('thai')).toEqual(['MYS newer 2026-11'])
    expect(await heard('cau'), 'each person has seen what they have seen').toHaveLength(3)
  })

  test('the end of an embargo, wider terms and the opening of a dataflow make news without anything else happening', async () => {
    await share('THA', LAST)
    await share('MYS', LAST, { level: 'CONTRIBUTORS', embargo: new Date('2026-12-01T00:00:00Z') })
    expect(await heard('thai')).toEqual([])
    app.setNow(new Date('2026-12-01T00:00:00Z'))
    expect(await heard('thai')).toEqual(['MYS first 2026-10'])
    expect(await heard('fiji')).toEqual([])
    const kept = await share('KHM', LAST, { level: 'NATIONAL' })
    expect(await heard('thai')).toEqual(['MYS first 2026-10'])
    expect((await app.call(cast['khmer']!, 'PUT', `/api/releases/KHM-${kept}/terms`, open)).statusCode).toBe(200)
    await copyTerms(app.services.jobs)
    expect(await heard('thai')).toEqual(['KHM first 2026-10', 'MYS first 2026-10'])
    await share('FJI', ['2026-09'], open, new Date('2026-12-01T00:00:00Z'))
    expect(await heard('fiji')).toEqual(['KHM first 2026-10', 'MYS first 2026-10', 'THA first 2026-10'])
  })

  test('what is taken back is told by nothing', async () => {
    await share('THA', LAST)
    await share('MYS', LAST)
    await see('thai')
    await share('MYS', LAST, { level: 'NATIONAL' })
    expect(await heard('thai')).toEqual([])
    expect((await hear('thai')).mark, 'and yet what can be seen has changed').not.toBe('')
  })

  test('what came meanwhile is not taken for seen', async () => {
    await share('THA', LAST)
    await share('MYS', LAST)
    const { mark, at } = await hear('thai')
    await share('KHM', ['2026-10'])
    const refused = await app.call(cast['thai']!, 'PUT', '/api/news/seen', { mark, at })
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'news.changed'])
    expect(await heard('thai')).toHaveLength(2)
  })
})

test('the own releases are told to the own people, with their terms', async () => {
  await share('THA', LAST)
  await see('thai')
  app.setNow(new Date('2026-11-22T12:00:00Z'))
  await share('THA', ['2026-07'], { level: 'NATIONAL' }, new Date('2026-11-22T12:00:00Z'))
  expect((await hear('thai')).own).toEqual([expect.objectContaining({ what: 'approved', dataflow: 'VRS_DETECT', from: '2026-07', to: '2026-07', level: 'NATIONAL' })])
  expect((await hear('malay')).own).toEqual([])
})

test('a focal point is told who used the own figures, by state, until it is seen', async () => {
  await share('THA', LAST)
  await share('MYS', LAST)
  const ask = () => app.call(cast['malay']!, 'GET', '/api/dataflows/VRS_DETECT/query?by=REF_AREA')
  await ask()
  expect((await hear('thai focal')).uses).toEqual([{ member: 'MYS', dataflow: 'VRS_DETECT', action: 'query', count: 1 }])
  expect((await hear('thai')).uses).toEqual([])
  await see('thai focal')
  expect((await hear('thai focal')).uses).toEqual([])
  await ask()
  expect((await hear('thai focal')).uses).toMatchObject([{ member: 'MYS', count: 2 }])
})

test('nobody says it for somebody else', async () => {
  await see('thai')
  const other = { ...viewerOf('THA', 'analyst'), person: cast['thai focal']!.person }
  expect(await withViewer(app.services.db, other, TODAY, (trx) => trx.selectFrom('news_seen').selectAll().execute())).toEqual([])
})
