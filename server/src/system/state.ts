import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { reading, type Db } from '../db/connect.ts'
import type { MailState } from '../mail/index.ts'
import { checkHealth } from './health.ts'

export type Services = {
  readonly db: Db; readonly jobs: Db; readonly mode: 'training' | 'live'; readonly version: string; readonly home: string; readonly contact: string | undefined; readonly publicUrl: string
  readonly runnerHealthy: () => boolean; readonly mail: () => MailState
}

/** How the server fares, for its administrator: totals alone, nothing by member. */
export async function readState(services: Services, now: Date) {
  const { db, jobs, version, mode, home, mail } = services
  const [checks, disk, database, queue, installed] = await Promise.all([checkHealth(services), readDisk(home), readDatabase(db), readQueue(jobs, now), listInstalled(jobs)])
  return {
    version, mode, node: process.versions.node, started: new Date(now.getTime() - Math.round(process.uptime() * 1000)).toISOString(), now: now.toISOString(),
    checks, disk, memory: process.memoryUsage.rss(), ...database, queue, mail: mail(), collections: installed,
  }
}

const readDisk = (home: string) => statfs(home).then(({ bavail, blocks, bsize }) => ({ free: bavail * bsize, total: blocks * bsize }), () => null)

async function readDatabase(db: Db): Promise<{ readonly database: string; readonly database_bytes: number }> {
  const { rows } = await sql<{ version: string; bytes: number }>`select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`.execute(db)
  return { database: `PostgreSQL ${rows[0]!.version}`, database_bytes: rows[0]!.bytes }
}

/** The jobs' login reads across members; only totals leave this function. */
async function readQueue(jobs: Db, now: Date) {
  const { rows } = await sql<{ waiting: number; running: number; oldest: Date | null; failed: number }>`
    select count(*) filter (where status = 'waiting')::integer as waiting, count(*) filter (where status = 'running')::integer as running,
           min(made_at) filter (where status = 'waiting') as oldest, count(*) filter (where status = 'failed' and ended_at > ${now}::timestamptz - interval '24 hours')::integer as failed
      from task`.execute(jobs)
  const { waiting, running, oldest, failed } = rows[0]!
  return { waiting, running, failed, oldest: oldest?.toISOString() ?? null }
}

async function listInstalled(jobs: Db) {
  const rows = await reading(jobs).selectFrom('collection').select(['id', 'version', 'installed_at']).orderBy('id').orderBy('installed_at', 'desc').execute()
  return rows.map(({ id, version, installed_at: at }) => ({ collection: id, version, installed: at.toISOString() }))
}
