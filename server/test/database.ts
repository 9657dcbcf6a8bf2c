import pg from 'pg'
import { inject } from 'vitest'
import { connect, type Connection, type Db } from '../src/db/connect.ts'
import { openDatabase, type Connections } from '../src/db/provision.ts'
import { LOGINS, type Login } from '../src/db/logins.ts'

export type TestDatabase = Connections & {
  /** The superuser, for looking behind the policies and for breaking things. */
  readonly admin: Connection
  readonly name: string
  /** A pool of one login, ended by `close`. */
  db(login: 'app' | 'jobs' | 'migrator', max?: number): Db
  close(): Promise<void>
}

let made = 0

/** A database of its own for a test file: migrated, with the collections installed. Call `close` in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const { admin, passwords, template } = inject('cluster')
  const name = `test_${process.pid}_${process.env['VITEST_WORKER_ID'] ?? 0}_${++made}`
  await asAdmin(admin, async (client) => {
    await client.query(`create database ${name} owner vrs_migrator template ${template} strategy file_copy`)
    await openDatabase(client, name, LOGINS)
  })
  const as = (user: Login): Connection => ({ ...admin, user, password: passwords[user], database: name })
  const connections: Connections = { migrator: as('vrs_migrator'), app: as('vrs_app'), jobs: as('vrs_jobs') }
  const open: Db[] = []
  return {
    ...connections,
    admin: { ...admin, database: name },
    name,
    db(login, max = 5) {
      const { db } = connect(connections[login], () => undefined, max)
      open.push(db)
      return db
    },
    async close() {
      await Promise.all(open.map((db) => db.destroy()))
      await asAdmin(admin, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

async function asAdmin(admin: Connection, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(admin)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
