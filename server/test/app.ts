import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { LightMyRequestResponse } from 'fastify'
import { buildApp, type App, type Services } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect, type Db } from '../src/db/connect.ts'
import type { Role } from '../src/db/viewer.ts'
import { openKeyring } from '../src/keys/keyring.ts'
import { installerOf } from '../src/registry/index.ts'
import { addActor, type Actor } from './cast.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** The day on which tests play, unless they say another. */
export const TODAY = new Date('2026-11-21T12:00:00Z')

export type TestApp = App & {
  readonly database: TestDatabase
  readonly migrator: Db
  readonly services: Services
  readonly home: string
  /** What the server logged, line by line. */
  readonly logged: string[]
  /** Sets the clock. */
  setNow(now: Date): void
  person(member: string, role: Role, unit?: string): Promise<Actor>
  call(actor: Actor | null, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>
}

/** The production server over a database of its own. Close it in `afterAll`. */
export async function testApp(options: { mode?: 'training' | 'live'; now?: Date; poolSize?: number; env?: NodeJS.ProcessEnv } = {}): Promise<TestApp> {
  const database = await testDatabase()
  const home = await mkdtemp(join(tmpdir(), 'openvrs-test-'))
  const mode = options.mode ?? 'training'
  const migrator = database.db('migrator')
  await migrator.insertInto('system').values({ id: 1, mode, made_at: TODAY }).onConflict((c) => c.doNothing()).execute()
  const logged: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
  const { db } = connect(database.app, () => undefined, options.poolSize ?? 5)
  const { db: jobs } = connect(database.jobs, () => undefined, 8)
  const locks = connect(database.jobs, () => undefined)
  let offset = (options.now ?? TODAY).getTime() - Date.now()
  const services: Services = {
    config: readConfig({ VRS_HOME: home, PORT: '0', PUBLIC_URL: 'http://localhost', ...options.env }, { home }), mode, version: '0.0.0-test', db, jobs, locks: locks.pool, install: installerOf(database.migrator), keys: openKeyring(home), log, clock: () => new Date(Date.now() + offset),
  }
  const app = await buildApp(services)
  await app.http.ready()
  return {
    ...app, database, migrator, services, home, logged,
    setNow: (now) => { offset = now.getTime() - Date.now() },
    person: (member, role, unit) => addActor(migrator, member, role, unit),
    call: (actor, method, path, body, headers = {}) => app.http.inject({
      method, url: path, headers: { host: 'localhost', ...(actor ? { authorization: `Bearer ${actor.token}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}), ...headers }, ...(body ? { payload: JSON.stringify(body) } : {}),
    }),
    close: async () => {
      await app.close()
      await Promise.all([db, jobs, locks.db].map((pool) => pool.destroy()))
      await database.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
