import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import type { Status } from '@openvrs/core/report/life.ts'
import type { FigureTable } from '@openvrs/core/report/table.ts'
import type { ReadDb } from '../db/connect.ts'
import { readPeriods } from './current.ts'
import { keyOfReport, periodsOf, sectionsOf, type ReportRow } from './report.ts'

/** What a unit itself had approved of a dataflow for some periods, or submitted where that is asked, in pieces; of each period its latest report. */
export async function earlierOfUnit(db: ReadDb, report: ReportRow, dataflow: string, periods: readonly string[], flow: Dataflow, statuses: readonly Status[] = ['approved']): Promise<AsyncIterable<FigureTable>[]> {
  if (periods.length === 0) return []
  const reports = await db.selectFrom('report').selectAll().where('ref_area', '=', report.ref_area).where('unit', '=', report.unit).where('collection', '=', report.collection).where('freq', '=', report.freq)
    .where('report_id', '<>', report.report_id).where('status', 'in', statuses).where('period_from', '<=', periods.at(-1)!).where('period_to', '>=', periods[0]!).orderBy('report_id', 'desc').limit(MOST).execute()
  const left = new Set(periods)
  const found: AsyncIterable<FigureTable>[] = []
  for (const earlier of reports) {
    const section = (await sectionsOf(db, earlier)).find((one) => one.dataflow === dataflow && one.sha256 !== null)
    const its = new Set(section ? periodsOf(section).map((cover) => cover.period).filter((period) => left.delete(period)) : [])
    if (its.size > 0) found.push(readPeriods(db, { ...keyOfReport(earlier), version: section!.version, dataflow }, its, flow))
  }
  return found
}

/** A period is seldom reported more often than this. */
const MOST = 50
