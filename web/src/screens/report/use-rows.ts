import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { call } from '../../api/call.ts'
import { queryClient, read } from '../../api/queries.ts'
import type { Shown } from './metadata.ts'
import { rowsFrom, type Saved, type ServerRow, type SheetRow } from './sheet.ts'

/** Sections above this are read page by page. */
export const LARGE = 5_000
const PAGE = 1_000

/** Which page, and which rows: `CITIZENSHIP=MMR`. */
export type Loading = { readonly page: number; readonly where: readonly string[] }

export type LoadedRows = {
  readonly rows: readonly SheetRow[]
  readonly saved: Saved
  readonly editNo: number
  readonly isLarge: boolean
  readonly total: number
  readonly first: number
  readonly next: number | null
  /** Which page and search this is. */
  readonly place: string
  /** Differs for every reading. */
  readonly stamp: number
}

let stamp = 0

/** The figures of a section as the server has them now: all of them where they are few, else a page. */
export function useRows(report: Shown, flow: Dataflow | undefined, asked: Loading) {
  const { report: id, version } = report.rows[0]!
  return useQuery({
    // Not under `reports`: what is being typed is not thrown away when something of the report changes.
    queryKey: ['sheet', id, version, flow?.id, asked],
    enabled: flow !== undefined, staleTime: 0, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false, placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<LoadedRows> => {
      // As the page has just read it: an edit number that is older than the rows misses nobody's change, a newer one would.
      const { edit_no: editNo, sections } = await queryClient.fetchQuery(read('reports', 'show', { params: { report: id } }))
      const page = (after: number, limit: number) => call('reports', 'rows', { params: { report: id, dataflow: flow!.id }, query: { after: String(after), limit: String(limit), where: [...asked.where] } }, { signal })
      // A section that nobody wrote in yet has no rows to ask for.
      const first = sections.some((section) => section.dataflow === flow!.id) ? await page(asked.page * PAGE, PAGE) : { rows: [], total: 0, next: null }
      const isLarge = first.total > LARGE || asked.where.length > 0 || asked.page > 0
      const rows: ServerRow[] = [...first.rows]
      for (let next = isLarge ? null : first.next; next !== null;) {
        const more = await page(next, PAGE)
        rows.push(...more.rows)
        next = more.next
      }
      return { ...rowsFrom(rows, flow!), editNo, isLarge, total: first.total, first: isLarge ? asked.page * PAGE : 0, next: isLarge ? first.next : null, place: JSON.stringify(asked), stamp: ++stamp }
    },
  })
}
