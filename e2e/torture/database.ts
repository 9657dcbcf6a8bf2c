import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** The embedded database of a home, found as its owner finds it: by the file that PostgreSQL keeps beside its data. */
const lockFile = (home: string): string => join(home, 'postgres', 'data', 'postmaster.pid')
const line = (home: string, number: number): string | undefined => (existsSync(lockFile(home)) ? readFileSync(lockFile(home), 'utf8').split('\n')[number]?.trim() : undefined)

export const databasePid = (home: string): number | undefined => Number(line(home, 0)) || undefined

export function killDatabase(home: string): void {
  const pid = databasePid(home)
  if (pid === undefined) throw new Error('the database does not run')
  process.kill(pid, 'SIGKILL')
}

/** A way in for the owner of the machine, who can read the superuser's password. Close it. */
async function openAsOwner(home: string): Promise<pg.Client> {
  const client = new pg.Client({ host: line(home, 4), port: 5432, database: 'openvrs', user: 'postgres', password: readFileSync(join(home, 'postgres', 'superuser'), 'utf8') })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Ends every connection of the server; resolves to how many there were. */
export async function dropConnections(home: string): Promise<number> {
  const owner = await openAsOwner(home)
  try {
    const { rows } = await owner.query<{ ended: boolean }>(`select pg_terminate_backend(pid) as ended from pg_stat_activity where usename in ('vrs_app', 'vrs_jobs')`)
    return rows.filter((row) => row.ended).length
  } finally {
    await owner.end()
  }
}

/** Keeps a table shut to whoever would write in it, until what is returned is called. */
export async function holdShut(home: string, table: string): Promise<() => Promise<void>> {
  const owner = await openAsOwner(home)
  await owner.query(`begin; lock table ${table} in exclusive mode`)
  return () => owner.end()
}

/** Whether somebody waits for a table that is held shut. */
export async function isAwaited(home: string, table: string): Promise<boolean> {
  const owner = await openAsOwner(home)
  try {
    return (await owner.query('select from pg_locks where relation = $1::regclass and not granted', [table])).rowCount! > 0
  } finally {
    await owner.end()
  }
}
