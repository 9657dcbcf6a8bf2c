import { foldedWords } from '@openvrs/core/search/words.ts'
import { codeToken } from '@openvrs/core/search/terms.ts'
import type { ReadDb } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'

export type OwnReport = { readonly id: string; readonly member: string; readonly unit: string; readonly from: string; readonly to: string; readonly status: string; readonly dataflows: readonly string[]; readonly tokens: ReadonlySet<string> }

const MOST = 2000

/** The newest reports that the viewer may see, with what they are found by: number, unit, dataflows, periods. */
export async function listOwnReports(db: ReadDb, viewer: Viewer): Promise<OwnReport[]> {
  const reports = await db.selectFrom('report').select(['ref_area', 'report_id', 'version', 'unit', 'period_from', 'period_to', 'status']).where('ref_area', '=', viewer.member).orderBy('report_id', 'desc').limit(MOST).execute()
  if (reports.length === 0) return []
  const sections = await db.selectFrom('report_section').select(['report_id', 'version', 'dataflow']).where('ref_area', '=', viewer.member).where('report_id', '>=', reports.at(-1)!.report_id).orderBy('dataflow').execute()
  const units = new Map((await db.selectFrom('unit').select(['code', 'name']).where('ref_area', '=', viewer.member).execute()).map(({ code, name }) => [code, name]))
  const flows = Map.groupBy(sections, ({ report_id, version }) => `${report_id} ${version}`)
  return reports.map((row) => {
    const id = publicId(row.ref_area, row.report_id)
    const dataflows = (flows.get(`${row.report_id} ${row.version}`) ?? []).map(({ dataflow }) => dataflow)
    const periods = periodsOf(row.period_from, row.period_to)
    const tokens = new Set([...foldedWords(`${id} ${row.unit} ${units.get(row.unit) ?? ''} ${row.status}`), codeToken('REF_AREA', row.ref_area), ...dataflows.map((flow) => codeToken('DATAFLOW', flow)), ...periods.map((period) => codeToken('TIME_PERIOD', period))])
    return { id, member: row.ref_area, unit: row.unit, from: row.period_from, to: row.period_to, status: row.status, dataflows, tokens }
  })
}

/** First and last period, and every year between. */
export function periodsOf(from: string, to: string): string[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  return [...new Set([from, to, ...Array.from({ length: last - first + 1 }, (_, n) => String(first + n))])]
}
