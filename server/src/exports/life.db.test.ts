import { sql } from 'kysely'
import { readdirSync } from 'node:fs'
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { madeFile, makeFile, takeFile } from '../../test/files.ts'
import { shareFigures } from '../../test/releases.ts'
import { tableName } from '../registry/index.ts'
import { exportSweep } from './sweep.ts'

/** What becomes of a file whose making is given up, cut off or over. PostgreSQL answers here, whose tables a test can hold shut. */
let app: TestApp
let khm: Actor
const FLOW = 'VRS_DETECT'
beforeAll(async () => {
  app = await testApp({ env: { CUBE: 'postgres' } })
  khm = await app.person('KHM', 'analyst')
  await shareFigures(app.services.db, 'KHM', [{ timePeriod: '2026-09', value: 5 }], { level: 'NATIONAL' }, TODAY)
})
afterAll(() => app?.close())

const files = () => readdirSync(join(app.home, 'exports'))
const taskOf = async (task: string) => (await app.call(khm, 'GET', `/api/tasks/${task}`)).json<{ status: string; result: { rows: number } | null }>()
const order = async () => (await app.call(khm, 'POST', '/api/exports', { dataflow: FLOW, format: 'csv', by: 'TIME_PERIOD' })).json<{ task: { task: string } }>().task.task
const entries = async () => (await app.migrator.selectFrom('audit_entry').select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n

/** Works while no figure can be read. */
const heldShut = (work: () => Promise<void>): Promise<void> => app.migrator.transaction().execute(async (trx) => {
  await sql`lock table ${sql.table(tableName(FLOW))} in access exclusive mode`.execute(trx)
  await work()
})

test('PostgreSQL gives the rows as the copy does', async () => {
  expect((await madeFile(app, khm, 'csv', FLOW, { by: 'TIME_PERIOD' })).toString()).toMatch(/^time_period,.*\n2026-09,M,ENTRY_IRREG,DET,5,KHM,NATIONAL,,,2026/)
})

test('a file that is given up while it is made leaves nothing, and says so', async () => {
  const [before, written] = [files(), await entries()]
  let task = ''
  await heldShut(async () => {
    task = await order()
    await expect.poll(async () => (await taskOf(task)).status).toBe('running')
    expect((await takeFile(app, khm, task)).json().code).toBe('exports.unready')
    expect((await app.call(khm, 'DELETE', `/api/exports/${task}`)).statusCode).toBe(204)
    await expect.poll(async () => (await taskOf(task)).status).toBe('cancelled')
  })
  expect((await takeFile(app, khm, task)).statusCode).toBe(404)
  expect([files(), await entries()]).toEqual([before, written])
})

test('a file whose server ends is made by the next', async () => {
  let task = ''
  await heldShut(async () => {
    task = await order()
    await expect.poll(async () => (await taskOf(task)).status).toBe('running')
    await app.runner.stop()
    expect((await taskOf(task)).status).toBe('running')
  })
  const next = await buildApp(app.services)
  await expect.poll(async () => (await taskOf(task)).status, { timeout: 10_000 }).toBe('done')
  expect((await takeFile(app, khm, task)).body).toContain('\n2026-09,M,ENTRY_IRREG,DET,5,')
  expect((await makeFile({ ...app, ...next, call: app.call }, khm, 'csv', FLOW, { by: 'TIME_PERIOD' })).status).toBe('done')

  const cut = join(app.home, 'exports', 'cut.spool')
  await writeFile(cut, 'x')
  const long = new Date(Date.now() - 7_200_000)
  await utimes(cut, long, long)
  const kept = files().filter((name) => !name.includes('cut'))
  await exportSweep(app.services.jobs, join(app.home, 'exports'), () => TODAY).run()
  expect(files()).toEqual(kept)
  await exportSweep(app.services.jobs, join(app.home, 'exports'), () => new Date(TODAY.getTime() + 90_000_000)).run()
  expect(files()).toEqual([])
  expect((await takeFile(app, khm, task)).statusCode).toBe(404)
  await next.close()
})
