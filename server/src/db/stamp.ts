import pg from 'pg'
import { StartProblem } from '../start-problem.ts'
import type { Connection } from './connect.ts'

export type Mode = 'training' | 'live'

/** What the database was stamped with when it was made; undefined where it is new. */
export function findMode(migrator: Connection): Promise<Mode | undefined> {
  return withMigrator(migrator, read)
}

/**
 * Stamps a new database with `mode`, once and for all, and resolves to the stamp that holds. Throws where the database
 * bears the other one: figures of a live system and of a training are never served by the same database.
 */
export function stampMode(migrator: Connection, mode: Mode, now: Date): Promise<Mode> {
  return withMigrator(migrator, async (client) => {
    await client.query('insert into system (id, mode, made_at) values (1, $1, $2) on conflict (id) do nothing', [mode, now])
    const stamped = await read(client)
    if (stamped !== mode) throw new StartProblem('mode.stamped', { stamped: stamped ?? '', mode })
    return stamped
  })
}

async function read(client: pg.Client): Promise<Mode | undefined> {
  return (await client.query<{ mode: Mode }>('select mode from system where id = 1')).rows[0]?.mode
}

async function withMigrator<T>(migrator: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(migrator)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
