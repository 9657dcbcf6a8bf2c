import type { AnswerOf } from '../../api/call.ts'

export type ReportRow = AnswerOf<'reports', 'list'>['reports'][number]
export type Status = ReportRow['status']
export const STATUSES: readonly Status[] = ['draft', 'returned', 'submitted', 'approved', 'withdrawn']
export const NATIONAL = 'NATIONAL'

export type Section = { readonly dataflow: string; readonly holds: ReportRow['holds']; readonly rows: number; readonly release: string | null; readonly terms: string | null }
/** A report as it is listed: what its rows have in common, and its sections. */
export type Listed = Pick<ReportRow, 'report' | 'member' | 'unit' | 'freq' | 'from' | 'to' | 'version' | 'status' | 'collection'> & { readonly sections: readonly Section[] }

/** Rows of sections as the API lists them, gathered by report; their order stays. */
export function byReport(rows: readonly ReportRow[]): readonly Listed[] {
  const found = new Map<string, Listed & { readonly sections: Section[] }>()
  for (const { report, member, unit, freq, from, to, version, status, collection, dataflow, holds, rows: count, release, terms } of rows) {
    const there = found.get(report) ?? { report, member, unit, freq, from, to, version, status, collection, sections: [] }
    if (dataflow !== null) there.sections.push({ dataflow, holds, rows: count, release, terms })
    found.set(report, there)
  }
  return [...found.values()]
}
