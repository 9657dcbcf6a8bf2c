import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'

let app: TestApp
let [maker, colleague, focal, stranger]: Actor[] = []
beforeAll(async () => {
  app = await testApp()
  maker = await app.person('KHM', 'analyst')
  colleague = await app.person('KHM', 'reporter', 'POLICE')
  focal = await app.person('KHM', 'focal_point')
  stranger = await app.person('THA', 'focal_point')
})
afterAll(async () => app?.close())

type View = { view: string; name: string; note: string | null; shared: boolean; unit: string; mine: boolean; question: string; abilities: { change: boolean; remove: boolean } }
const listed = async (who: Actor): Promise<View[]> => (await app.call(who, 'GET', '/api/views')).json<{ views: View[] }>().views
const save = async (more: object = {}): Promise<View> => (await app.call(maker!, 'POST', '/api/views', { name: 'Rising', dataflow: 'VRS_DETECT', question: 'show=table&measure=change&down=CITIZENSHIP%2CSEX', shared: false, ...more })).json<View>()
const actions = async () => (await app.call(focal!, 'GET', '/api/audit')).json<{ entries: { action: string; subject: string }[] }>().entries.filter(({ action }) => action.startsWith('view.')).map(({ action }) => action)

test('a view is its maker\'s until it is shared within the state, and nobody else\'s ever', async () => {
  const own = await save()
  expect(own).toMatchObject({ name: 'Rising', note: null, mine: true, abilities: { change: true, remove: true } })
  for (const other of [colleague!, focal!, stranger!]) expect(await listed(other)).toEqual([])
  const shared = (await app.call(maker!, 'PATCH', `/api/views/${own.view}`, { shared: true, name: 'Rising fast', note: 'By citizenship' })).json<View>()
  expect([shared.shared, shared.name, shared.note, shared.question]).toEqual([true, 'Rising fast', 'By citizenship', own.question])
  expect((await listed(colleague!)).map(({ name, unit, mine, abilities }) => ({ name, unit, mine, abilities }))).toEqual([{ name: 'Rising fast', unit: own.unit, mine: false, abilities: { change: false, remove: false } }])
  expect(await listed(stranger!)).toEqual([])
  expect((await app.call(colleague!, 'PATCH', `/api/views/${own.view}`, { name: 'Mine' })).json().code).toBe('not_allowed')
  expect((await app.call(colleague!, 'DELETE', `/api/views/${own.view}`)).json().code).toBe('not_allowed')
  for (const method of ['PATCH', 'DELETE'] as const) expect((await app.call(stranger!, method, `/api/views/${own.view}`, method === 'PATCH' ? { name: 'x' } : undefined)).statusCode).toBe(404)
  await app.call(maker!, 'PATCH', `/api/views/${own.view}`, { shared: false })
  expect((await app.call(colleague!, 'PATCH', `/api/views/${own.view}`, { name: 'Mine' })).statusCode).toBe(404)
  expect(await listed(colleague!)).toEqual([])
})

test('a focal point removes what is shared, not what somebody kept for themselves; each step stands in the chain without its words', async () => {
  const [own, shared] = [await save(), await save({ shared: true, name: 'Left behind' })]
  expect((await app.call(focal!, 'DELETE', `/api/views/${own.view}`)).statusCode).toBe(404)
  expect((await app.call(focal!, 'PATCH', `/api/views/${shared.view}`, { name: 'x' })).json().code).toBe('not_allowed')
  expect((await app.call(focal!, 'DELETE', `/api/views/${shared.view}`)).statusCode).toBe(204)
  expect((await app.call(maker!, 'DELETE', `/api/views/${own.view}`)).statusCode).toBe(204)
  expect(await actions()).toEqual(expect.arrayContaining(['view.saved', 'view.changed', 'view.removed']))
  expect((await app.call(focal!, 'GET', '/api/audit')).body).not.toContain('Left behind')
})

test('what is saved is an address and nothing else', async () => {
  for (const question of ['show=<script>', 'javascript:alert(1)', 'show=table#x', '?show=table', 'a b=c', 'https://example.test/?a=b']) expect((await app.call(maker!, 'POST', '/api/views', { name: 'x', dataflow: 'VRS_DETECT', question, shared: false })).statusCode, question).toBe(400)
  expect((await app.call(maker!, 'POST', '/api/views', { name: 'x', dataflow: 'VRS_NONE', question: '', shared: false })).json().code).toBe('query.dataflow_unknown')
})

test('two hundred are enough for anybody, also when several are saved at once', async () => {
  const keen = await app.person('VNM', 'analyst')
  await sql`insert into saved_view (ref_area, view_id, person_id, unit, name, dataflow, question, shared, made_at, changed_at) select 'VNM', gen_random_uuid(), ${keen.person}, 'MAIN', 'x', 'VRS_DETECT', '', false, ${TODAY}, ${TODAY} from generate_series(1, 199)`.execute(app.migrator)
  const statuses = await Promise.all(Array.from({ length: 5 }, async () => (await app.call(keen, 'POST', '/api/views', { name: 'x', dataflow: 'VRS_DETECT', question: '', shared: false })).statusCode))
  expect(statuses.toSorted()).toEqual([201, 409, 409, 409, 409])
})

test('what somebody kept for themselves is erased with them, what they shared is their state\'s', async () => {
  const leaver = await app.person('LAO', 'analyst')
  const stays = await app.person('LAO', 'reporter')
  for (const shared of [true, false]) await app.call(leaver, 'POST', '/api/views', { name: String(shared), dataflow: 'VRS_DETECT', question: 'show=bar', shared })
  await app.migrator.updateTable('person').set({ disabled_at: new Date('2020-01-01') }).where('person_id', '=', leaver.person).execute()
  await sql`select erase_people(${TODAY})`.execute(app.migrator)
  expect((await listed(stays)).map(({ name }) => name)).toEqual(['true'])
  expect((await app.migrator.selectFrom('saved_view').select('name').where('ref_area', '=', 'LAO').execute()).map(({ name }) => name)).toEqual(['true'])
})
