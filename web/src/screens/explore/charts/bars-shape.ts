import { largest, type Grid, type Row } from '../shape.ts'
import type { Mark } from './mark.ts'

/** More bars than this are for the table. */
export const MOST_BARS = 15
export type Bar = { readonly row: Row | undefined; readonly cells: Row['cells']; /** How many rows it is of. */ readonly count: number; readonly held: Mark }

/** The largest rows, then the others as one bar; without a figure where they may not be added up. */
export function barsOf(grid: Grid, adds: boolean): readonly Bar[] {
  const { first, rest } = largest(grid.rows, grid.rows.length <= MOST_BARS + 1 ? MOST_BARS + 1 : MOST_BARS)
  const bars = first.map((row): Bar => ({ row, cells: row.cells, count: 1, held: Object.fromEntries(grid.dimensions.map((id, at) => [id, row.codes[at]!])) }))
  if (rest.length === 0) return bars
  const sum = (column: number): Row['cells'][number] => {
    const cells = rest.map((row) => row.cells[column])
    if (!adds || cells.includes(null)) return null
    return cells.every((cell) => cell === undefined) ? undefined : cells.reduce<number>((all, cell) => all + (cell ?? 0), 0)
  }
  return [...bars, { row: undefined, cells: grid.columns.map((_, column) => sum(column)), count: rest.length, held: {} }]
}

/** The codes across with most to show first. */
export function columnsBySize(grid: Grid): readonly number[] {
  const size = (column: number) => grid.rows.reduce((sum, row) => sum + Math.abs(row.cells[column] ?? 0), 0)
  return grid.columns.map((_, at) => at).toSorted((a, b) => size(b) - size(a))
}
