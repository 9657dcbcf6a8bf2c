import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type Check = { readonly check: string; readonly ok: boolean; readonly detail: string }

/** What the server needs to do its work. No check says more than its own name and a word. */
export async function checkHealth(services: { db: Db; jobs: Db; runnerHealthy: () => boolean }): Promise<Check[]> {
  const answers = (db: Db, check: string) => sql`select 1`.execute(db).then(() => ({ check, ok: true, detail: 'ok' }), () => ({ check, ok: false, detail: 'no answer' }))
  const [database, jobs] = await Promise.all([answers(services.db, 'database'), answers(services.jobs, 'jobs_database')])
  const migrations = await sql`select 1 from system`.execute(services.db).then((r) => ({ check: 'migrations', ok: r.rows.length === 1, detail: r.rows.length === 1 ? 'ok' : 'missing' }), () => ({ check: 'migrations', ok: false, detail: 'no answer' }))
  const running = services.runnerHealthy()
  return [database, migrations, jobs, { check: 'jobs', ok: running, detail: running ? 'ok' : 'not running' }]
}
