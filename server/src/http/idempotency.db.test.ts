import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'

let app: TestApp
let officer: Actor
beforeAll(async () => {
  app = await testApp({ poolSize: 12 })
  officer = await app.person('THA', 'reporter', 'POLICE')
})
afterAll(() => app?.close())

const create = (key: string, body: object = {}, actor = officer) =>
  app.call(actor, 'POST', '/api/reports', { freq: 'M', from: '2024-01', to: '2024-03', ...body }, { 'idempotency-key': key })
const reports = async () => ((await app.call(officer, 'GET', '/api/reports')).json() as { reports: { report: string }[] }).reports.map((row) => row.report)

test('a hundred requests at once under one key are one piece of work with one answer', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => create('all-at-once')))
  expect(new Set(answers.map((answer) => `${answer.statusCode} ${answer.body}`)).size).toBe(1)
  expect(answers[0]!.statusCode).toBe(201)
  expect(await reports()).toEqual([answers[0]!.json().rows[0].report])
})

test('another request under the key is refused, another key or another person is another request', async () => {
  const first = await create('a-key')
  expect((await create('a-key', { to: '2024-06' })).json()).toMatchObject({ status: 409, code: 'request.idempotency_conflict' })
  const colleague = await app.person('THA', 'reporter', 'POLICE')
  const others = [await create('another-key'), await create('a-key', {}, colleague)]
  expect(new Set([first, ...others].map((answer) => answer.json().rows[0].report)).size).toBe(3)
})

test('a refused attempt frees the key', async () => {
  expect((await create('second-try', { from: '2024-09' })).json()).toMatchObject({ code: 'report.range' })
  expect((await create('second-try')).statusCode).toBe(201)
})

test('23: the answer is stored with the work or not at all: what breaks off in between leaves neither, and the key free', async () => {
  const before = await reports()
  // The answer cannot be stored, so the report is not either.
  await app.migrator.schema.alterTable('idempotency').addCheckConstraint('broken', sql`key <> 'breaks-off'`).execute()
  const broken = await create('breaks-off').finally(() => app.migrator.schema.alterTable('idempotency').dropConstraint('broken').execute())
  expect(broken.statusCode).toBe(500)
  expect(await reports()).toEqual(before)
  const again = await create('breaks-off')
  expect(again.statusCode).toBe(201)
  expect(await reports()).toEqual([again.json().rows[0].report, ...before])
})
