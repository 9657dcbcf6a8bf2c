import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import pg from 'pg'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>
export type Trx = Transaction<Database>
/** What readers take, so that a reader that writes does not compile. A transaction is handed over with `reading`. */
export type ReadDb = ReadonlyKysely<Database>
export const reading = (db: Db): ReadDb => db as unknown as ReadDb

// bigint and numeric counts stay below 2^53; a larger one is an error, never a rounded figure.
pg.types.setTypeParser(20, (text) => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error('a bigint from the database does not fit a number')
  return number
})
pg.types.setTypeParser(1082, (text) => text) // a date is a day, not an instant

export type Connection = pg.PoolConfig

/** One pool for one login. A connection that is lost while idle is reported and replaced; whenever it is lost, the process lives on. */
export function connect(config: Connection, onLost: (error: Error) => void, max = 10): { db: Db; pool: pg.Pool } {
  const pool = new pg.Pool({ max, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 30_000, ...config })
  pool.on('error', onLost)
  // One that is lost while in use makes the query of its user fail, and would end the process if nobody heard of it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), pool }
}
