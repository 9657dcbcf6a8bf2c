import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { call, type AnswerOf, type Refusal } from '../../api/call.ts'
import { read } from '../../api/queries.ts'
import type { Report } from './report.tsx'

export type Beside = AnswerOf<'reports', 'beside'>

const PAGE = 500

/** Of each section, how units' figures of the same time stand beside each other; the figures themselves come by the page. */
export function useBeside(id: string, data: Report): { readonly reports: Beside['reports']; readonly overlapping: number; readonly isPending: boolean } {
  const asked = useQueries({ queries: data.sections.map(({ dataflow }) => read('reports', 'beside', { params: { report: id, dataflow }, query: { limit: '1' } })) })
  const found = asked.flatMap(({ data: one }) => (one ? [one] : []))
  return { reports: [...new Map(found.flatMap(({ reports }) => reports.map((one) => [one.report, one] as const))).values()], overlapping: found.reduce((sum, one) => sum + one.overlapping, 0), isPending: asked.some((one) => one.isPending) }
}

/** The figures of one section, a page after the other; those that several units report alone, where asked. */
export const useBesidePages = (id: string, dataflow: string, only: boolean) => useInfiniteQuery<Beside, Refusal, { pages: Beside[] }, readonly unknown[], number>({
  queryKey: ['reports', 'beside', 'paged', id, dataflow, only],
  queryFn: ({ pageParam, signal }) => call('reports', 'beside', { params: { report: id, dataflow }, query: { limit: String(PAGE), after: String(pageParam), ...(only ? { only: 'overlaps' as const } : {}) } }, { signal }),
  initialPageParam: 0,
  getNextPageParam: (last) => last.next,
  placeholderData: (before) => before,
})
