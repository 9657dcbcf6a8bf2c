import { regroup } from './regroup.ts'
import { keyOf, type Table } from './table.ts'

/**
 * Where no code is named, each is shown under the outermost one reported in the same place: that of May's parts beside June's whole is
 * the whole. `apart` are the columns that tell places apart no more, such as time where a value looks along it.
 */
export function raise(table: Table, apart: readonly number[] = []): Table {
  const { columns, breakdowns } = table.plan
  const open = breakdowns.flatMap(({ dimension, isColumn, codes }) => (isColumn && codes.kind === 'each' && codes.nesting.size > 0 ? [{ at: columns.indexOf(dimension), nesting: codes.nesting }] : []))
  return open.reduce((current, { at, nesting }, step) => {
    const later = [...open.slice(step).map((o) => o.at), ...apart]
    const place = (codes: readonly string[]) => keyOf(codes.filter((_, column) => !later.includes(column)))
    const reported = new Map([...Map.groupBy(current.rows, (row) => place(row.codes))].map(([key, rows]) => [key, new Set(rows.map((row) => row.codes[at]!))]))
    return regroup(current, (codes) => {
      const outer = (nesting.get(codes[at]!) ?? []).findLast((code) => reported.get(place(codes))?.has(code))
      return [outer === undefined ? codes : codes.with(at, outer)]
    })
  }, table)
}
