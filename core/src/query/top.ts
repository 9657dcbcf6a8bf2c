import { REST } from '../metadata/model.ts'
import { regroup, relabelColumn } from './regroup.ts'
import { columnOf, keyOf, type Table } from './table.ts'
import { SERIES } from './additivity.ts'

/**
 * The codes with the greatest figures under themselves, all others under `_REST`, the same ones in every row of a series. What is left
 * is added up from the rows that are seen, never taken from a total. `looked`: the rows whose figures decide.
 */
export function keepTop(table: Table, dimension: string, count: number, looked: (codes: readonly string[]) => boolean): Table {
  const at = columnOf(table.plan, dimension)
  const series = (codes: readonly string[]) => keyOf(SERIES.map((id) => codes[columnOf(table.plan, id)]!))
  const kept = new Map([...Map.groupBy(table.rows.filter((row) => looked(row.codes)), (row) => series(row.codes))].map(([key, rows]) => {
    const codes = [...Map.groupBy(rows.filter((row) => row.codes[at] !== REST), (row) => row.codes[at]!)]
    const weighed = codes.map(([code, own]) => ({ code, weight: own.reduce((sum, { value }) => sum + (value ?? 0), 0) }))
    return [key, new Set(weighed.toSorted((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1)).slice(0, count).map(({ code }) => code))]
  }))
  return regroup(table, relabelColumn(at, (code, codes) => [kept.get(series(codes))?.has(code) ? code : REST]))
}
