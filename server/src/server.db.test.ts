import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../test/database.ts'
import { readConfig } from './config.ts'
import type { Connection } from './db/connect.ts'
import { startServer, type RunningServer } from './server.ts'

/** A server on a PostgreSQL that is not its own. */
let database: TestDatabase
let server: RunningServer
let asked = 0
const home = mkdtempSync(join(tmpdir(), 'openvrs-server-'))

const addressOf = ({ user, password, host, port, database: name }: Connection) =>
  `postgres://${user}:${encodeURIComponent(password as string)}@/${name}?host=${encodeURIComponent(host!)}&port=${port}`
const config = (more: NodeJS.ProcessEnv = {}, { migrator, app, jobs } = database) =>
  readConfig({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: addressOf(migrator), DATABASE_APP_URL: addressOf(app), DATABASE_JOBS_URL: addressOf(jobs), ...more }, { home })
const askMode = async () => {
  asked += 1
  return 'training' as const
}
const ready = () => fetch(`${server.url}/readyz`).then((answer) => answer.status, () => 0)

beforeAll(async () => {
  database = await testDatabase()
  server = await startServer(config(), askMode)
})
afterAll(async () => {
  await server?.stop()
  await database.close()
  rmSync(home, { recursive: true, force: true })
})

test('it stands on the database of DATABASE_URL', async () => {
  expect(await ready()).toBe(200)
  expect(inject('cluster').version).toMatch(/^1[5-9]/)
})

test('security 24: connections that are dropped do not end it', async () => {
  const admin = new pg.Client(database.admin)
  await admin.connect()
  for (let round = 0; round < 20; round++) {
    // Some are dropped while a query waits on them, others between the queries of a transaction, others idle.
    const asking = [ready(), ready(), ready()]
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
    for (const status of await Promise.all(asking)) expect([200, 503]).toContain(status)
  }
  await expect.poll(ready, { timeout: 10_000 }).toBe(200)
  await admin.end()
})

test('which mode a system is of is asked once', async () => {
  expect(asked).toBe(1)
  await server.stop()
  server = await startServer(config(), askMode)
  expect([asked, server.mode]).toEqual([1, 'training'])
})

test('where the start fails nothing stays behind, and the address of the database is not told', async () => {
  const failed = await startServer(config({ VRS_HOME: `${home}-2`, DATABASE_URL: 'postgres://owner:hidden@127.0.0.1:1/none' }), askMode).catch((problem: Error) => problem)
  expect(failed).toMatchObject({ code: 'database.unreachable' })
  expect(String((failed as Error).stack)).not.toContain('hidden')
  const again = await startServer(config({ VRS_HOME: `${home}-2` }), askMode)
  await again.stop()
  rmSync(`${home}-2`, { recursive: true, force: true })
})

test('a live system says all that it lacks, and one that is for training cannot become live at all', async () => {
  const unstamped = await testDatabase()
  const live = { VRS_HOME: `${home}-3`, VRS_MODE: 'live' }
  const refused = (on: TestDatabase) => startServer(config(live, on), askMode).catch((problem: Error) => problem)
  const lacking = await refused(unstamped)
  expect(lacking).toMatchObject({ code: 'live.missing' })
  expect((lacking as Error).message).toMatch(/PUBLIC_URL[\s\S]*TLS_CERT/)
  expect(await refused(database)).toMatchObject({ code: 'mode.stamped' })
  await unstamped.close()
  rmSync(`${home}-3`, { recursive: true, force: true })
})
