import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import { checkStorage } from './health.ts'

let app: TestApp
beforeAll(async () => { app = await testApp({ env: { CONTACT_EMAIL: 'secretariat@vrs.example' } }) })
afterAll(() => app.close())

test('a server with its database and its jobs is alive and ready', async () => {
  expect((await app.call(null, 'GET', '/healthz')).json()).toEqual({ ok: true })
  const ready = await app.call(null, 'GET', '/readyz')
  expect(ready.statusCode).toBe(200)
  expect(ready.json().checks.map((c: { check: string }) => c.check)).toEqual(['database', 'migrations', 'jobs_database', 'jobs', 'storage'])
})

test('24: a disk that is nearly full, or not there, is said', async () => {
  expect(await checkStorage(app.home, 1)).toEqual({ check: 'storage', ok: true, detail: 'ok' })
  expect(await checkStorage(app.home, Infinity)).toEqual({ check: 'storage', ok: false, detail: 'nearly full' })
  expect((await checkStorage(`${app.home}/gone`)).ok).toBe(false)
})

test('an address that is not there is a problem of the catalogue', async () => {
  const answer = await app.call(null, 'GET', '/api/nothing')
  expect(answer.statusCode).toBe(404)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json().code).toBe('not_found')
})

test('training does not answer under another name, nor through a proxy', async () => {
  expect((await app.call(null, 'GET', '/healthz', undefined, { host: 'evil.example' })).statusCode).toBe(421)
  expect((await app.call(null, 'GET', '/healthz', undefined, { 'x-forwarded-for': '1.2.3.4' })).statusCode).toBe(421)
})

test('the API describes itself as OpenAPI 3.1', async () => {
  const document = (await app.call(null, 'GET', '/api/openapi.json')).json()
  expect(document.openapi).toBe('3.1.0')
  expect(document.paths['/api/tasks/{task}'].get.operationId).toBe('tasks.show')
})

test('who takes part is public: members that accepted the terms, in every language, and nothing else of them', async () => {
  for (const [code, role] of [['THA', 'analyst'], ['FRONTEX', 'analyst'], ['CAU', 'administrator']] as const) await app.person(code, role)
  await app.migrator.insertInto('member').values([{ code: 'NPL', name: 'Nepal', kind: 'state', joined_at: TODAY, terms_accepted_at: null, left_at: null }, { code: 'FJI', name: 'Fiji', kind: 'state', joined_at: TODAY, terms_accepted_at: TODAY, left_at: TODAY }]).execute()
  const { contact, participants } = (await app.call(null, 'GET', '/api/about')).json()
  expect(contact).toBe('secretariat@vrs.example')
  expect(participants.map(({ code }: { code: string }) => code)).toEqual(['CAU', 'FRONTEX', 'THA'])
  expect(participants[2]).toMatchObject({ kind: 'state', name: { en: 'Thailand', th: 'ไทย' } })
  expect(Object.keys(participants[2])).toEqual(['code', 'name', 'kind'])
})

test('how the server fares is for the administrator alone, in totals', async () => {
  const administrator = await app.person('CAU', 'administrator')
  const state = (await app.call(administrator, 'GET', '/api/system')).json()
  expect(state).toMatchObject({ mode: 'training', database: expect.stringMatching(/^PostgreSQL \d/), queue: { waiting: 0, running: 0, oldest: null, failed: 0 }, mail: { configured: false, sent: 0, failed: 0 }, collections: [{ collection: 'vrs-msrc', version: '1.3.0' }] })
  expect(state.disk.free).toBeGreaterThan(0)
  expect(state.database_bytes).toBeGreaterThan(1_000_000)
  for (const [member, role] of [['CAU', 'cau_analyst'], ['THA', 'focal_point'], ['THA', 'analyst']] as const) {
    expect((await app.call(await app.person(member, role), 'GET', '/api/system')).json().code).toBe('not_allowed')
  }
  expect((await app.call(null, 'GET', '/api/system')).statusCode).toBe(401)
})
