import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import { checkStorage } from './health.ts'

let app: TestApp
beforeAll(async () => { app = await testApp() })
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
