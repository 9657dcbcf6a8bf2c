import { largest, type Grid, type Row } from '../shape.ts'

/** More panels than these are for the table. */
export const MOST_PANELS = 12
export const MOST_LINES = 8

export type Panel = { readonly code: string; readonly rows: readonly Row[]; /** Lines beyond those with a colour. */ readonly rest: readonly Row[] }
export type Panels = {
  /** Those with most to show first. */
  readonly panels: readonly Panel[]
  readonly others: number
  /** All figures that are drawn: one scale holds them, so that heights can be compared. */
  readonly figures: readonly number[]
  /** What the lines of a panel are, by colour: the same in each. */
  readonly lines: readonly (readonly string[])[]
}

/** A panel for each code of the first breakdown; in it a line for each of the others. */
export function panelsOf(grid: Grid): Panels {
  const size = (rows: readonly Row[]): number => rows.reduce((sum, { cells }) => sum + cells.reduce<number>((all, cell) => all + Math.abs(cell ?? 0), 0), 0)
  const byCode = [...Map.groupBy(grid.rows, ({ codes }) => codes[0] ?? '')].toSorted((a, b) => size(b[1]) - size(a[1]))
  const byLine = [...Map.groupBy(grid.rows, ({ codes }) => codes.slice(1).join('|'))].map(([key, rows]) => ({ key, codes: rows[0]!.codes.slice(1), rows }))
  const lines = largest(byLine.map(({ codes, rows }) => ({ codes, cells: [size(rows)] })), MOST_LINES).first.map(({ codes }) => codes)
  const colored = new Set(lines.map((codes) => codes.join('|')))
  const panels = byCode.slice(0, MOST_PANELS).map(([code, rows]): Panel => ({ code, rows: lines.flatMap((codes) => rows.filter((row) => row.codes.slice(1).join('|') === codes.join('|'))), rest: rows.filter((row) => !colored.has(row.codes.slice(1).join('|'))) }))
  return { panels, others: Math.max(0, byCode.length - MOST_PANELS), lines, figures: panels.flatMap(({ rows, rest }) => [...rows, ...rest]).flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'number')) }
}
