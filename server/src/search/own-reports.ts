import { sql } from 'kysely'
import { foldedWords } from '@openvrs/core/search/words.ts'
import { codeToken } from '@openvrs/core/search/terms.ts'
import type { ReadDb } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { getOrMake } from './get-or-make.ts'

export type OwnReport = { readonly id: string; readonly member: string; readonly unit: string; readonly from: string; readonly to: string; readonly status: string; readonly dataflows: readonly string[]; readonly tokens: ReadonlySet<string> }

const MOST = 2000

/** The newest reports that the viewer may see, with what they are found by: number, unit, dataflows, periods. */
export async function listOwnReports(db: ReadDb, { member }: Viewer): Promise<OwnReport[]> {
  if (member === '') return []
  const rows = await db.selectFrom('report as r').leftJoin('unit as u', (on) => on.onRef('u.ref_area', '=', 'r.ref_area').onRef('u.code', '=', 'r.unit')).where('r.ref_area', '=', member).orderBy('report_id', 'desc').limit(MOST)
    .select(['r.ref_area', 'report_id', 'r.unit', 'u.name', 'period_from', 'period_to', 'status', sql<string[]>`array(select dataflow from report_section s where s.ref_area = r.ref_area and s.report_id = r.report_id and s.version = r.version order by dataflow)`.as('dataflows')]).execute()
  const folded = new Map<string, readonly string[]>() // of many reports the same few words
  return rows.map(({ ref_area, report_id, unit, name, period_from, period_to, status, dataflows }) => {
    const id = publicId(ref_area, report_id)
    const [words, periods] = [`${unit} ${name ?? ''} ${status}`, periodsOf(period_from, period_to)]
    const tokens = new Set([...foldedWords(id), ...getOrMake(folded, words, () => foldedWords(words)), codeToken('REF_AREA', ref_area), ...dataflows.map((flow) => codeToken('DATAFLOW', flow)), ...periods.map((period) => codeToken('TIME_PERIOD', period))])
    return { id, member: ref_area, unit, from: period_from, to: period_to, status, dataflows, tokens }
  })
}

/** First and last period, and every year between. */
export function periodsOf(from: string, to: string): string[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  return [...new Set([from, to, ...Array.from({ length: last - first + 1 }, (_, n) => String(first + n))])]
}
