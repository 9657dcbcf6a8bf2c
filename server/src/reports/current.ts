import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { conform } from '@openvrs/core/report/conform.ts'
import { filterRows } from '@openvrs/core/report/fold-tables.ts'
import type { FigureTable } from '@openvrs/core/report/table.ts'
import type { ReadDb } from '../db/connect.ts'
import { readTables } from './chunks.ts'
import { collectionOf, getFlow } from './fold.ts'
import type { SectionKey } from './report.ts'

/** A release that counts now for some periods of its member, and where its payload lies. */
export type CurrentRelease = { readonly releaseId: number; readonly section: SectionKey; readonly periods: readonly string[] }

/** Of the named periods of a dataflow, those that a member has figures for now, by release. */
export async function currentReleases(db: ReadDb, refArea: string, dataflow: string, freq: string, periods: readonly string[]): Promise<CurrentRelease[]> {
  if (periods.length === 0) return []
  const rows = await db.selectFrom('release_period as p').innerJoin('release as r', (j) => j.onRef('r.ref_area', '=', 'p.ref_area').onRef('r.release_id', '=', 'p.release_id'))
    .select(['p.release_id', 'p.time_period', 'r.report_id', 'r.version']).where('p.ref_area', '=', refArea).where('p.dataflow', '=', dataflow).where('p.freq', '=', freq)
    .where('p.valid_to', 'is', null).where('p.time_period', 'in', periods).orderBy('p.release_id').orderBy('p.time_period').execute()
  const releases = new Map<number, CurrentRelease & { periods: string[] }>()
  for (const { release_id, time_period, report_id, version } of rows) {
    const release = releases.get(release_id) ?? { releaseId: release_id, section: { refArea, reportId: report_id, version, dataflow }, periods: [] }
    release.periods.push(time_period)
    releases.set(release_id, release)
  }
  return [...releases.values()]
}

/** Those of them that the reader may read: a reporter does not see the national reports of which the own unit's is a part. */
export async function readableReleases(db: ReadDb, refArea: string, dataflow: string, freq: string, periods: readonly string[]): Promise<CurrentRelease[]> {
  const releases = await currentReleases(db, refArea, dataflow, freq, periods)
  if (releases.length === 0) return []
  const seen = await db.selectFrom('report').select('report_id').where('ref_area', '=', refArea).where('report_id', 'in', releases.map(({ section }) => section.reportId)).execute()
  const ids = new Set(seen.map((report) => report.report_id))
  return releases.filter(({ section }) => ids.has(section.reportId))
}

/** The figures of a release in the periods that it counts for, in pieces, under the present structure of the dataflow. */
export const readCurrent = (db: ReadDb, { section, periods }: CurrentRelease, flow: Dataflow): AsyncGenerator<FigureTable> => readPeriods(db, section, new Set(periods), flow)

/** The approved figures of a section in some periods, in pieces. */
export async function* readPeriods(db: ReadDb, section: SectionKey, periods: ReadonlySet<string>, flow: Dataflow): AsyncGenerator<FigureTable> {
  const report = await db.selectFrom('report').select(['collection', 'collection_version']).where('ref_area', '=', section.refArea).where('report_id', '=', section.reportId).executeTakeFirstOrThrow()
  const own = getFlow(await collectionOf(db, report), section.dataflow)
  for await (const table of readTables(db, section, 'folded', own)) {
    const { codes, at } = table.dimensions.get('TIME_PERIOD')!
    const wanted = codes.map((period) => periods.has(period))
    yield conform(filterRows(table, (row) => wanted[at[row]!]!), flow)
  }
}

/** How the releases that count are written down: by period, 0 where none does. */
export function standingOf(releases: readonly CurrentRelease[], periods: readonly string[]): { readonly [period: string]: number } {
  const byPeriod = new Map(releases.flatMap((release) => release.periods.map((period) => [period, release.releaseId] as const)))
  return Object.fromEntries(periods.map((period) => [period, byPeriod.get(period) ?? 0]))
}
