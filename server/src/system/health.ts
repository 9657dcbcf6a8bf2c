import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type Check = { readonly check: string; readonly ok: boolean; readonly detail: string }

/** What the server needs to do its work. No check says more than its own name and a word. */
export async function checkHealth(services: { db: Db; jobs: Db; home: string; runnerHealthy: () => boolean }): Promise<Check[]> {
  const answers = (db: Db, check: string) => sql`select 1`.execute(db).then(() => ({ check, ok: true, detail: 'ok' }), () => ({ check, ok: false, detail: 'no answer' }))
  const [database, jobs] = await Promise.all([answers(services.db, 'database'), answers(services.jobs, 'jobs_database')])
  const migrations = await sql`select 1 from system`.execute(services.db).then((r) => ({ check: 'migrations', ok: r.rows.length === 1, detail: r.rows.length === 1 ? 'ok' : 'missing' }), () => ({ check: 'migrations', ok: false, detail: 'no answer' }))
  const running = services.runnerHealthy()
  return [database, migrations, jobs, { check: 'jobs', ok: running, detail: running ? 'ok' : 'not running' }, await checkStorage(services.home)]
}

/** What the database's own log and a few uploads need. */
const LEAST_FREE = 100 * 1024 * 1024

/** Whether the disk of the home has room for what may come: below that it will soon refuse it (`server.storage_full`). */
export async function checkStorage(home: string, least = LEAST_FREE): Promise<Check> {
  const free = await statfs(home).then(({ bavail, bsize }) => bavail * bsize, () => 0)
  return { check: 'storage', ok: free >= least, detail: free >= least ? 'ok' : 'nearly full' }
}
