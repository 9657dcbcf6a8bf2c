import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { keyOf } from '@openvrs/core/report/keys.ts'
import { shiftPeriod } from '@openvrs/core/report/period.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../../api/call.ts'
import type { Shown } from './metadata.ts'
import { wholeKey, type SheetRow } from './sheet.ts'

/** More than can be typed. */
const MOST = 5_000

/** The figures of the period before, by key without the period. */
export type Last = { readonly period: string; readonly figures: ReadonlyMap<string, number | null> }

/** The figures of the last period that has any before this report; undefined while they are read, null where there are none. */
export function useLast(report: Shown, flow: Dataflow | undefined): Last | null | undefined {
  const { report: id } = report.rows[0]!
  return useQuery({
    // Not under `reports`: nothing that is typed here changes it.
    queryKey: ['last', id, flow?.id], enabled: flow !== undefined, staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Last | null> => {
      const figures = new Map<string, number | null>()
      let period: string | null = null
      for (let after: number | null = 0; after !== null && figures.size < MOST;) {
        const page: Awaited<ReturnType<typeof call<'reports', 'last'>>> = await call('reports', 'last', { params: { report: id, dataflow: flow!.id }, query: { after: String(after) } }, { signal })
        for (const { key, value } of page.rows) figures.set(withoutPeriod(key), value)
        period = page.period
        after = page.next
      }
      return period === null ? null : { period, figures }
    },
  }).data
}

/** The period stands at the end of a key. */
const withoutPeriod = (key: string): string => key.slice(0, key.lastIndexOf('.'))

/** What a row is compared with: a figure, null where it was said to be missing, undefined where nothing was reported. */
export type Compare = (row: SheetRow) => number | null | undefined

/** Each row with the period before it: in the report itself, or in what was reported last. */
export function useCompare(rows: readonly SheetRow[], last: Last | null | undefined, flow: Dataflow, { from, to }: { readonly from: string; readonly to: string }): Compare {
  const own = useMemo(() => (from === to ? undefined : new Map(rows.flatMap((row) => (row.cells.OBS_VALUE === '' ? [] : [[wholeKey(flow, row), Number(row.cells.OBS_VALUE)]])))), [rows, flow, from, to])
  return useMemo(() => (row) => {
    const key = wholeKey(flow, row)
    if (key === undefined) return undefined
    const period = row.codes['TIME_PERIOD']!
    if (own && period > from) return own.get(keyOf(flow, { ...row.codes, TIME_PERIOD: shiftPeriod(period, -1) }))
    return last?.figures.get(withoutPeriod(key))
  }, [own, last, flow, from])
}

/** The keys of the last period as they are in this report's first one. */
export const keysOf = (last: Last | null | undefined, from: string): readonly string[] => [...(last?.figures.keys() ?? [])].map((key) => `${key}.${from}`)
