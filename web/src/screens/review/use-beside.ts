import { useQueries } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import type { Beside } from './beside-table.tsx'
import type { Report } from './report.tsx'

export type Tables = readonly { readonly dataflow: string; readonly beside: Beside }[]

/** Of each section, the units' figures of the same time side by side; those that several units report alone, where asked. */
export function useBeside(id: string, data: Report, only = false): { readonly tables: Tables; readonly reports: Beside['reports'] } {
  const asked = useQueries({
    queries: data.sections.map(({ dataflow }) => ({ ...read('reports', 'beside', { params: { report: id, dataflow }, query: { limit: '200', ...(only ? { only: 'overlaps' as const } : {}) } }), placeholderData: (before: Beside | undefined) => before })),
  })
  const tables = data.sections.flatMap((section, at) => (asked[at]?.data ? [{ dataflow: section.dataflow, beside: asked[at].data }] : []))
  return { tables, reports: [...new Map(tables.flatMap(({ beside }) => beside.reports.map((one) => [one.report, one] as const))).values()] }
}
