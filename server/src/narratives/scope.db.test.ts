import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { releaseNarrative, submitNarrative, type Kind } from '../../test/narratives.ts'
import { work } from '../../test/reports.ts'
import { withViewer } from '../db/viewer.ts'
import { copyTerms } from '../sharing/index.ts'

/** Who finds which narrative: the lists of figures, the same policies, the same moment. */
let app: TestApp
type People = { readonly reporter: Actor; readonly focal: Actor; readonly analyst: Actor }
const people: { [member: string]: People } = {}
let cau: Actor

beforeAll(async () => {
  app = await testApp()
  for (const member of ['THA', 'KHM', 'LAO', 'AUS']) people[member] = { reporter: await app.person(member, 'reporter', 'POLICE'), focal: await app.person(member, 'focal_point'), analyst: await app.person(member, 'analyst') }
  cau = await app.person('CAU', 'cau_analyst')
  await tell('KHM', 'VRS_NARR_ROUTE', { level: 'CONTRIBUTORS' }) // who tells sees what others tell
})
afterAll(() => app.close())

async function tell(member: string, kind: Kind, terms: object, period = '2026-09') {
  const told = await releaseNarrative(app, people[member]!.reporter, people[member]!.focal, kind, terms, { period })
  await settle()
  return told
}
/** The jobs write terms that changed onto the rows; until then nobody else sees them. */
const settle = () => copyTerms(app.services.jobs)

/** Who finds a narrative by its id; the list says the same. */
async function finders(narrative: string): Promise<string[]> {
  const found: string[] = []
  for (const [name, actor] of [...Object.entries(people).map(([member, { analyst }]) => [member, analyst] as const), ['CAU', cau] as const]) {
    const { statusCode } = await app.call(actor, 'GET', `/api/narratives/${narrative}`)
    const listed = (await app.call(actor, 'GET', '/api/narratives?limit=200')).json<{ narratives: { narrative: string }[] }>().narratives.some((one) => one.narrative === narrative)
    expect([statusCode, listed], name).toEqual(statusCode === 200 ? [200, true] : [404, false])
    if (listed) found.push(name)
  }
  return found
}
const setTerms = async (member: string, release: string, terms: object) => {
  const answer = await app.call(people[member]!.focal, 'PUT', `/api/releases/${release}/terms`, terms)
  expect(answer.statusCode, answer.body).toBe(200)
}

describe('by the terms of its release', () => {
  test.each([
    [{ level: 'NATIONAL' }, ['THA']], [{ level: 'SECRETARIAT' }, ['THA']], [{ level: 'CONTRIBUTORS' }, ['THA', 'KHM', 'CAU']], [{ level: 'PUBLIC' }, ['THA', 'KHM', 'CAU']],
  ])('%j', async (terms, who) => {
    const { narrative } = await tell('THA', 'VRS_NARR_ROUTE', terms, '2026-08')
    expect(await finders(narrative)).toEqual(who)
  })

  test('to a group: its members who tell to it', async () => {
    expect((await app.call(people['THA']!.focal, 'POST', '/api/groups', { name: 'Mekong', members: ['THA', 'LAO', 'KHM'], with_cau: true })).statusCode).toBe(201)
    const { narrative } = await tell('THA', 'VRS_NARR_FEE', { level: 'GROUP', group: 'Mekong' })
    expect(await finders(narrative)).toEqual(['THA', 'CAU'])
    await tell('LAO', 'VRS_NARR_FEE', { level: 'GROUP', group: 'Mekong' })
    expect(await finders(narrative)).toEqual(['THA', 'LAO', 'CAU'])
  })

  test('who does not read figures reads no narrative, and who is not signed in none', async () => {
    const { narrative } = await tell('THA', 'VRS_NARR_ROUTE', { level: 'PUBLIC' }, '2026-07')
    for (const role of ['liaison', 'administrator'] as const) {
      const asker = await app.person('CAU', role)
      expect((await app.call(asker, 'GET', `/api/narratives/${narrative}`)).statusCode).toBe(404)
      expect((await app.call(asker, 'GET', '/api/narratives')).json()).toEqual({ narratives: [], next: null })
    }
    expect((await app.call(null, 'GET', '/api/narratives')).statusCode).toBe(401)
  })

  test('the answer says source, terms and what each code means, in the reader\'s language; the owner counts the reading', async () => {
    const { narrative } = await tell('THA', 'VRS_NARR_ROUTE', { level: 'CONTRIBUTORS' }, '2026-06')
    const answer = await app.call(people['KHM']!.analyst, 'GET', `/api/narratives/${narrative}`, undefined, { 'accept-language': 'th' })
    expect(answer.json()).toMatchObject({
      member: 'THA', kind: 'route', kind_name: 'เส้นทาง (คำบรรยาย)', level: 'CONTRIBUTORS', group: null, version: 1, language: 'en', reliability: { value: 'B', name: 'มักเชื่อถือได้' },
      fields: expect.arrayContaining([expect.objectContaining({ field: 'VOLUME_BAND', name: 'ปริมาณต่อเดือน', values: [{ value: 'B100T499', name: '100 ถึง 499', definition: expect.any(String) as string }] })]) as object[],
    })
    const { uses } = (await app.call(people['THA']!.focal, 'GET', '/api/ledger?dataflow=VRS_NARR_ROUTE')).json<{ uses: object[] }>()
    expect(uses).toContainEqual(expect.objectContaining({ member: 'KHM', role: 'analyst', action: 'query' }))
  })
})

test('who lists narratives is counted by those whose summaries they are shown, as who reads one is', async () => {
  await tell('THA', 'VRS_NARR_ROUTE', { level: 'CONTRIBUTORS' }, '2026-09')
  const counted = async (): Promise<number> => {
    const { uses } = (await app.call(people['THA']!.focal, 'GET', '/api/ledger?dataflow=VRS_NARR_ROUTE')).json<{ uses: { member: string; action: string; count: number }[] }>()
    return uses.filter(({ member, action }) => member === 'KHM' && action === 'query').reduce((sum, { count }) => sum + count, 0)
  }
  const before = await counted()
  expect((await app.call(people['KHM']!.analyst, 'GET', '/api/narratives?member=THA&kind=route')).json<{ narratives: object[] }>().narratives.length).toBeGreaterThan(0)
  expect(await counted()).toBe(before + 1)
  expect((await app.call(people['KHM']!.analyst, 'GET', '/api/narratives?member=THA&kind=route&after=200')).json()).toEqual({ narratives: [], next: null })
  expect(await counted(), 'nothing was shown').toBe(before + 1)
})

describe('from the moment of a change', () => {
  test('an embargo holds it back; its owner reads it', async () => {
    const { narrative } = await tell('THA', 'VRS_NARR_TREND', { level: 'CONTRIBUTORS', embargo: '2027-05-01T00:00:00Z' }, '2026-05')
    await tell('KHM', 'VRS_NARR_TREND', { level: 'CONTRIBUTORS' }, '2026-05')
    expect(await finders(narrative)).toEqual(['THA'])
  })

  test('during the embargo of a correction others go on reading the version before', async () => {
    const { narrative, national } = await tell('THA', 'VRS_NARR_TREND', { level: 'CONTRIBUTORS' }, '2026-04')
    const { focal } = people['THA']!
    const second = await app.person('THA', 'focal_point')
    await app.call(focal, 'POST', `/api/reports/${national}/correct`)
    const { narratives: [draft] } = (await app.call(focal, 'GET', `/api/reports/${national}/narratives`)).json<{ narratives: [{ edit_no: number; body: object }] }>()
    expect((await app.call(focal, 'PUT', `/api/reports/${national}/narratives/${narrative.split('-')[1]}`, { base: draft.edit_no, body: { ...draft.body, summary: 'Mended.' } })).statusCode).toBe(200)
    await work(app, focal, `/api/reports/${national}/submit`)
    expect(await work(app, second, `/api/reports/${national}/approve`, { terms: { level: 'CONTRIBUTORS', embargo: '2027-05-01T00:00:00Z' } })).toHaveProperty('result')
    const version = async (actor: Actor) => (await app.call(actor, 'GET', `/api/narratives/${narrative}`)).json<{ version: number }>().version
    expect([await version(people['THA']!.analyst), await version(people['KHM']!.analyst)]).toEqual([2, 1])
  })

  test('narrowing holds at once, before anything is copied; widening once it is', async () => {
    const { narrative, release } = await tell('THA', 'VRS_NARR_ROUTE', { level: 'CONTRIBUTORS' }, '2026-03')
    await setTerms('THA', release, { level: 'NATIONAL' })
    expect(await finders(narrative)).toEqual(['THA'])
    await settle()
    expect(await finders(narrative)).toEqual(['THA'])
    await setTerms('THA', release, { level: 'CONTRIBUTORS' })
    await settle()
    expect(await finders(narrative)).toEqual(['THA', 'KHM', 'CAU'])
  })

  test('a withdrawal ends it for all', async () => {
    const { narrative, national } = await tell('THA', 'VRS_NARR_ROUTE', { level: 'CONTRIBUTORS' }, '2026-02')
    expect((await app.call(people['THA']!.focal, 'POST', `/api/reports/${national}/withdraw`)).statusCode).toBe(200)
    expect(await finders(narrative)).toEqual([])
    await settle()
    expect(await finders(narrative)).toEqual([])
  })
})

test('whoever tells nothing of a kind is told what is missing, and finds nothing', async () => {
  const { narrative } = await tell('THA', 'VRS_NARR_MEASURE', { level: 'CONTRIBUTORS' })
  expect(await finders(narrative)).toEqual(['THA', 'CAU'])
  expect((await app.call(people['LAO']!.analyst, 'GET', '/api/access/VRS_NARR_MEASURE')).json()).toMatchObject({ unlocked: false, values: { covered: 0, needed: 1 } })
})

test('the policies say it, not the question: rows of the table are those that the routes give', async () => {
  await submitNarrative(app, people['AUS']!.reporter, 'VRS_NARR_METHOD', { period: '2026-01' })
  for (const { analyst } of Object.values(people)) {
    const listed = (await app.call(analyst, 'GET', '/api/narratives?limit=200')).json<{ narratives: { narrative: string }[] }>().narratives.map(({ narrative }) => narrative)
    const rows = await withViewer(app.services.db, { member: analyst.member, unit: analyst.unit, role: analyst.role, person: analyst.person }, app.services.clock(), async (trx) =>
      (await sql<{ id: string }>`select distinct ref_area || '-' || narrative_id as id from narrative`.execute(trx)).rows.map(({ id }) => id))
    expect(listed.filter((id) => !rows.includes(id))).toEqual([])
    expect(rows.filter((id) => !id.startsWith(analyst.member) && !listed.includes(id)), `${analyst.member} reads rows of others that the list does not give`).toEqual([])
  }
})
