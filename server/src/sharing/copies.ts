import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { tableName } from '../registry/index.ts'

/** About how many rows one transaction rewrites. */
const BATCH_ROWS = 50_000

type Stale = { readonly ref_area: string; readonly release_id: number; readonly dataflow: string; readonly rows: number; readonly terms_version: number; readonly holds: 'figures' | 'narratives' }

/**
 * Writes the terms of releases that changed onto their rows, of observations or narratives, under the jobs login, and only then lets others
 * see them again. What is right already is not written, so it goes on where it was stopped. Resolves to how many releases
 * it finished; one that changed meanwhile is left for the next turn.
 */
export async function copyTerms(jobs: Db, stopped: () => boolean = () => false): Promise<number> {
  const stale = await jobs.selectFrom('release').select(['ref_area', 'release_id', 'dataflow', 'rows', 'terms_version', 'holds']).where('copies_current', '=', false).orderBy('terms_since').orderBy('ref_area').orderBy('release_id').execute()
  let finished = 0
  for (const release of stale) {
    if (await copyRelease(jobs, release, stopped)) finished++
    if (stopped()) break
  }
  return finished
}

async function copyRelease(jobs: Db, release: Stale, stopped: () => boolean): Promise<boolean> {
  for (const batch of await batchesOf(jobs, release)) {
    if (stopped()) return false
    await copyPeriods(jobs, release, batch)
  }
  const { numUpdatedRows } = await jobs.updateTable('release').set({ copies_current: true }).where('ref_area', '=', release.ref_area).where('release_id', '=', release.release_id)
    .where('terms_version', '=', release.terms_version).executeTakeFirst()
  return numUpdatedRows === 1n
}

type Batch = { readonly freq: string; readonly periods: readonly string[] }

/** The periods of a release in portions of about as many rows, as if each period had equally many. */
async function batchesOf(jobs: Db, { ref_area, release_id, rows }: Stale): Promise<Batch[]> {
  const all = await jobs.selectFrom('release_period').select(['freq', 'time_period']).where('ref_area', '=', ref_area).where('release_id', '=', release_id).orderBy('freq').orderBy('time_period').execute()
  const size = Math.max(1, Math.floor((BATCH_ROWS * all.length) / Math.max(rows, 1)))
  return [...Map.groupBy(all, (row) => row.freq)].flatMap(([freq, periods]) =>
    Array.from({ length: Math.ceil(periods.length / size) }, (_, i) => ({ freq, periods: periods.slice(i * size, (i + 1) * size).map((row) => row.time_period) })))
}

async function copyPeriods(jobs: Db, { ref_area, release_id, dataflow, holds }: Stale, { freq, periods }: Batch): Promise<void> {
  for (const table of [holds === 'narratives' ? 'narrative' : tableName(dataflow), 'search_entry']) await sql`
    update ${sql.table(table)} o set level = p.level, share_group = p.share_group, embargo_until = p.embargo_until
      from release_period p
     where o.ref_area = ${ref_area} and o.release_id = ${release_id} and o.freq = ${freq} and o.time_period = any(${periods}::text[])
       and p.ref_area = o.ref_area and p.release_id = o.release_id and p.freq = o.freq and p.time_period = o.time_period
       and (o.level, o.share_group, o.embargo_until) is distinct from (p.level, p.share_group, p.embargo_until)`.execute(jobs)
}
