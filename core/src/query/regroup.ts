import { isAlikeBehind, isSummable, keyOf, placeOf, standingsAt, type Row, type Table } from './table.ts'

/** The codes under which something is shown; several where it belongs to several. */
export type Relabel = (codes: readonly string[]) => readonly (readonly string[])[]

/**
 * Shows rows under other codes, and adds up those that then stand under the same. What is added may not hold a row without a value, a
 * figure that does not fit the question, or anything over which its indicator may not be summed: then there is no value.
 */
export function regroup(table: Table, relabel: Relabel): Table {
  const { plan } = table
  const standings = table.standings.flatMap((standing) => relabel(standing.codes).map((codes) => ({ ...standing, codes })))
  const behind = standingsAt({ plan, rows: [], standings })
  const moved = table.rows.flatMap((row) => relabel(row.codes).map((codes) => ({ row, codes })))
  const rows = [...Map.groupBy(moved, ({ codes }) => keyOf(codes)).values()].map((group): Row => {
    const { codes } = group[0]!
    const own = group.map(({ row }) => row)
    const touched = plan.columns.filter((_, at) => own.some((row) => row.codes[at] !== codes[at]))
    const there = behind.get(placeOf(plan, codes)) ?? []
    const isWhole = there.every(({ answered }) => answered) && (own.length === 1 || isAlikeBehind(plan, codes, there)) && touched.every((d) => isSummable(plan, codes, d))
    return { codes, value: isWhole ? sumOf(own) : null, figures: own.reduce((n, row) => n + row.figures, 0) }
  })
  return { plan, rows: sorted(rows), standings }
}

/** Null where one of them has no value. */
export const sumOf = (rows: readonly Row[]): number | null => rows.reduce<number | null>((total, { value }) => (total === null || value === null ? null : total + value), 0)

/** By codes, as a query answers. */
export const sorted = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => {
    const at = a.codes.findIndex((code, i) => code !== b.codes[i])
    return at < 0 ? 0 : a.codes[at]! < b.codes[at]! ? -1 : 1
  })

/** One column under other codes. */
export const relabelColumn = (at: number, labels: (code: string, codes: readonly string[]) => readonly string[]): Relabel =>
  (codes) => labels(codes[at]!, codes).map((label) => codes.with(at, label))
