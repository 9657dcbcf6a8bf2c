import { frequencyOf } from '@openvrs/core/report/period.ts'
import type { Cell, Grid, Row } from '../shape.ts'
import { largest } from '../shape.ts'
import type { Mark } from './mark.ts'

export type HeatCell = { readonly cell: Cell; readonly codes: Mark }
export type Heat = {
  /** Years by months where there is one row of figures, else codes by periods. */
  readonly isCalendar: boolean
  readonly rows: readonly { readonly row: Row | undefined; readonly year: string | undefined; readonly cells: readonly (HeatCell | undefined)[] }[]
  /** Periods, or months and quarters of a year such as `01` and `Q1`. */
  readonly columns: readonly string[]
  /** Rows without a place, and periods before the first that has one. */
  readonly otherRows: number
  readonly otherColumns: number
}

export const MOST_ROWS = 24

/** Figures over time as cells. With `most` columns at most: the newest; the rest is said to be in the table. */
export function heatOf(grid: Grid, most: number): Heat {
  const isParted = grid.columns.length > 0 && grid.columns.every((code) => frequencyOf(code) !== 'A') && new Set(grid.columns.map(frequencyOf)).size === 1
  return grid.rows.length === 1 && isParted ? calendarOf(grid) : codesOf(grid, most)
}

const held = (grid: Grid, row: Row, column: string): Mark => ({ ...Object.fromEntries(grid.dimensions.map((id, at) => [id, row.codes[at]!])), TIME_PERIOD: column })

function calendarOf(grid: Grid): Heat {
  const row = grid.rows[0]!
  const years = [...new Set(grid.columns.map((code) => code.slice(0, 4)))]
  const parts = frequencyOf(grid.columns[0]!) === 'Q' ? ['Q1', 'Q2', 'Q3', 'Q4'] : Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'))
  return {
    isCalendar: true, columns: parts, otherRows: 0, otherColumns: 0,
    rows: years.map((year) => ({ row: undefined, year, cells: parts.map((part) => {
      const at = grid.columns.indexOf(`${year}-${part}`)
      return at < 0 ? undefined : { cell: row.cells[at], codes: held(grid, row, grid.columns[at]!) }
    }) })),
  }
}

function codesOf(grid: Grid, most: number): Heat {
  const { first, rest } = largest(grid.rows, MOST_ROWS)
  const skipped = Math.max(0, grid.columns.length - most)
  return {
    isCalendar: false, columns: grid.columns.slice(skipped), otherRows: rest.length, otherColumns: skipped,
    rows: first.map((row) => ({ row, year: undefined, cells: row.cells.slice(skipped).map((cell, at) => ({ cell, codes: held(grid, row, grid.columns[skipped + at]!) })) })),
  }
}

/** The seven steps of a ramp: amounts from the lowest to the highest; changes from the largest fall over none to the largest rise. */
export type Steps = { readonly ramp: 'seq' | 'div'; readonly stepOf: (value: number) => number; /** The highest value of a step. */ readonly boundOf: (step: number) => number }

/** Amounts by equal parts of their root, since few rows hold most of them. */
export function stepsOf(values: readonly number[]): Steps {
  if (values.some((value) => value < 0)) return changesOf(values)
  const [low, high] = [Math.sqrt(Math.min(...values)), Math.sqrt(Math.max(...values))]
  return {
    ramp: 'seq', stepOf: (value) => (high <= low ? 4 : Math.min(7, Math.max(1, Math.ceil((7 * (Math.sqrt(value) - low)) / (high - low))))),
    boundOf: (step) => (low + ((high - low) * step) / 7) ** 2,
  }
}

function changesOf(values: readonly number[]): Steps {
  const most = Math.max(...values.map(Math.abs))
  return { ramp: 'div', stepOf: (value) => (value === 0 ? 4 : 4 + Math.sign(value) * Math.min(3, Math.max(1, Math.ceil((3 * Math.abs(value)) / most)))), boundOf: (step) => ((step - 4) * most) / 3 }
}
