import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { shareFigures, viewerOf, type Figure } from '../../test/releases.ts'
import { withViewer } from '../db/viewer.ts'
import { makeGroup } from '../sharing/index.ts'

/** Thailand and Malaysia contribute, Cambodia shares with its group alone and Fiji's month at CONTRIBUTORS is too old to open anything. */
let app: TestApp
const people: { [name: string]: Actor } = {}
const STATES = ['THA', 'KHM', 'MYS', 'FJI', 'VNM'] as const
const LATER = new Date(TODAY.getTime() + 3_600_000)
const figures = (...months: readonly string[]): Figure[] => months.map((timePeriod, at) => ({ timePeriod, value: 10 + at }))

beforeAll(async () => {
  app = await testApp()
  for (const state of STATES) for (const role of ['analyst', 'focal_point'] as const) people[`${state} ${role}`] = await app.person(state, role)
  people['CAU analyst'] = await app.person('CAU', 'cau_analyst')
  const { db } = app.services
  const group = async (name: string, members: readonly string[], withCau: boolean) => withViewer(db, viewerOf(members[0]!, 'focal_point'), TODAY, (trx) => makeGroup(trx, viewerOf(members[0]!, 'focal_point'), { name, members, withCau }, TODAY))
  await group('Mekong', ['THA', 'KHM', 'VNM'], false)
  await group('Coast', ['THA', 'MYS'], true)
  const contributors = { level: 'CONTRIBUTORS' } as const
  await shareFigures(db, 'THA', figures('2026-05', '2026-06', '2026-07'), contributors, TODAY)
  await shareFigures(db, 'THA', figures('2026-08'), { level: 'GROUP', group: 'THA/Mekong' }, TODAY)
  await shareFigures(db, 'THA', figures('2026-09'), { level: 'GROUP', group: 'THA/Coast' }, TODAY)
  await shareFigures(db, 'THA', figures('2026-10'), { level: 'CONTRIBUTORS', embargo: new Date('2027-02-01T00:00:00Z') }, TODAY)
  await shareFigures(db, 'THA', figures('2026-04'), { level: 'NATIONAL' }, TODAY)
  await shareFigures(db, 'KHM', figures('2026-08', '2026-09', '2026-10'), { level: 'GROUP', group: 'THA/Mekong' }, TODAY)
  await shareFigures(db, 'MYS', figures('2026-08', '2026-09', '2026-10'), contributors, TODAY)
  await shareFigures(db, 'FJI', figures('2024-01'), contributors, new Date('2026-01-01T00:00:00Z'))
  app.setNow(LATER)
})
afterAll(() => app.close())

const get = async (who: string, path: string) => app.call(people[who]!, 'GET', path)
const preview = (who: string, as: string, more = '') => get(who, `/api/dataflows/VRS_DETECT/preview?as=${as}&by=TIME_PERIOD${more}`)
const audience = async (who: string, terms: string) => (await get(who, `/api/access/VRS_DETECT/audience?${terms}`)).json()
const ledger = () => app.migrator.selectFrom('ledger').selectAll().execute()

describe('a preview', () => {
  test('is what an analyst of that member is answered, held to the own figures, and no use of them', async () => {
    const seen: { [as: string]: unknown[] } = {}
    for (const as of [...STATES.filter((state) => state !== 'THA'), 'CAU']) {
      const theirs = await get(`${as} analyst`, '/api/dataflows/VRS_DETECT/query?by=TIME_PERIOD&where=REF_AREA=THA')
      const before = await ledger()
      const shown = await preview('THA focal_point', as)
      expect(shown.statusCode, shown.body).toBe(200)
      expect(shown.json().rows, as).toEqual(theirs.statusCode === 404 ? [] : theirs.json().rows)
      expect(await ledger(), 'nobody of theirs looked').toEqual(before)
      seen[as] = shown.json().rows.map(([period]: [string]) => period)
    }
    expect(seen).toEqual({ KHM: ['2026-08'], MYS: ['2026-05', '2026-06', '2026-07', '2026-09'], FJI: [], VNM: [], CAU: ['2026-05', '2026-06', '2026-07', '2026-09'] })
  })

  test('of the own member is what the own analysts see, and nothing of anybody else ever comes with it', async () => {
    expect((await preview('THA focal_point', 'THA')).json().rows).toHaveLength(7)
    expect((await preview('THA focal_point', 'MYS', '&where=REF_AREA=MYS')).json().rows).toEqual([])
    expect((await preview('THA focal_point', 'MYS', '&where=REF_AREA=MYS,THA')).json().rows).toHaveLength(4)
    const answer = await get('THA focal_point', '/api/dataflows/VRS_DETECT/preview?as=MYS&by=REF_AREA')
    expect(answer.json().rows.map(([area]: [string]) => area)).toEqual(['THA'])
  })

  test('stands in the own chain, and is the focal points\' alone', async () => {
    const entries = (await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', 'THA').execute()).map(({ body }) => body as unknown as { action: string; subject: string })
    expect(entries.filter(({ action }) => action === 'explore.preview').map(({ subject }) => subject)).toContain('VRS_DETECT:VNM')
    expect((await preview('THA analyst', 'KHM')).statusCode).toBe(403)
    expect((await preview('CAU analyst', 'KHM')).statusCode).toBe(403)
    expect((await preview('THA focal_point', 'ZZZ')).json().code).toBe('preview.member_unknown')
    expect((await get('THA focal_point', '/api/dataflows/VRS_DETECT/preview?as=KHM&by=SHOE')).json().code).toBe('query.dimension_unknown')
  })

  test('tells a state outside the circle that it shares with nothing of who is in it, whomever it names', async () => {
    const refused = await Promise.all(['THA', 'MYS', 'VNM'].map((as) => preview('FJI focal_point', as)))
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403])
    expect(new Set(refused.map(({ body }) => body)).size).toBe(1)
    expect((await preview('FJI focal_point', 'CAU')).json().rows).toEqual([['2024-01', 'M', 'ENTRY_IRREG', 'DET', 10]])
    expect((await preview('FJI focal_point', 'FJI')).json().rows).toHaveLength(1)
  })
})

describe('who can see this', () => {
  test('names those who see it, to those who are among them', async () => {
    expect(await audience('THA analyst', 'level=CONTRIBUTORS')).toEqual({ dataflow: 'VRS_DETECT', level: 'CONTRIBUTORS', group: null, told: true, members: ['THA', 'MYS'], waiting: [], secretariat: true, contributors: '3' })
    expect(await audience('THA focal_point', 'level=GROUP&group=Mekong')).toMatchObject({ told: true, members: ['THA', 'KHM'], waiting: ['VNM'], secretariat: false })
    expect(await audience('THA analyst', 'level=GROUP&group=Coast')).toMatchObject({ told: true, members: ['THA', 'MYS'], waiting: [], secretariat: true })
    expect(await audience('THA analyst', 'level=NATIONAL')).toMatchObject({ told: true, members: ['THA'], secretariat: false })
    expect(await audience('THA analyst', 'level=SECRETARIAT')).toMatchObject({ told: true, members: ['THA'], secretariat: true })
  })

  test('tells nobody else a name, and a group the names of its members alone', async () => {
    expect(await audience('FJI focal_point', 'level=CONTRIBUTORS')).toMatchObject({ told: false, members: ['FJI'], waiting: [], contributors: '3' })
    expect(await audience('VNM focal_point', 'level=GROUP&group=Mekong')).toMatchObject({ told: false, members: ['VNM'], waiting: ['KHM', 'THA'] })
    expect((await get('MYS focal_point', '/api/access/VRS_DETECT/audience?level=GROUP&group=Mekong')).json().code).toBe('group.unknown')
    expect((await get('CAU analyst', '/api/access/VRS_DETECT/audience?level=CONTRIBUTORS')).statusCode).toBe(403)
  })

  test('agrees with every preview', async () => {
    const { members } = await audience('THA focal_point', 'level=CONTRIBUTORS')
    for (const as of STATES) expect((await preview('THA focal_point', as, '&where=TIME_PERIOD=2026-06')).json().rows.length > 0, as).toBe(members.includes(as))
  })
})
