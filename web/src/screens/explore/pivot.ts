import { comparePeriods } from '@openvrs/core/report/period.ts'
import { OTHER, REST, UNKNOWN } from '@openvrs/core/metadata/model.ts'
import type { Names } from './names.ts'
import { column, columnsOf, ofSeries, type Answer, type Cell, type Periods, type Series } from './shape.ts'
import type { Totals } from './totals.ts'
import { TIME, type Layout } from './view.ts'

/** A figure, and how much of its stretch of time is there where it speaks of one. */
export type PivotCell = { readonly value: Cell; readonly periods?: Periods }
/** The codes of one row or column, the outermost dimension first. */
export type Line = readonly string[]
/** Rows and columns, both of any number of dimensions, with the figures where they meet. */
export type Pivot = { readonly layout: Layout; readonly rows: readonly Line[]; readonly columns: readonly Line[]; readonly at: (row: number, column: number) => PivotCell | undefined }

export const keyOf = (line: Line): string => line.join('|')

/** Reads the figure of a row of an answer, with its periods where it tells of them. */
export function readCell(answer: Answer, row: Answer['rows'][number]): PivotCell {
  const value = row[answer.columns.length - 1] as number | null
  const [there, of] = [column(answer, 'PERIODS'), column(answer, 'PERIODS_OF')]
  return there < 0 ? { value } : { value, periods: { there: row[there] as number, of: row[of] as number } }
}

/** The figures of one series. Lines stand by name, periods in time; between the first and the last period none is left out of the columns, so that a gap is seen. */
export function pivotOf(answer: Answer, layout: Layout, series: Series, names: Names, language: string): Pivot {
  const own = ofSeries(answer, series)
  const reader = (dimensions: readonly string[]) => {
    const places = dimensions.map((d) => column(answer, d))
    return (row: Answer['rows'][number]): Line => places.map((at) => String(row[at]))
  }
  const [rowOf, columnOf] = [reader(layout.rows), reader(layout.columns)]
  const [rows, columns] = [ordered(own.map(rowOf), layout.rows, names, language), ordered(filled(own.map(columnOf), layout.columns), layout.columns, names, language)]
  const [rowAt, columnAt] = [placesOf(rows), placesOf(columns)]
  const cells = new Map(own.map((row) => [rowAt.get(keyOf(rowOf(row)))! * columns.length + columnAt.get(keyOf(columnOf(row)))!, row]))
  return {
    layout, rows, columns,
    at: (row, at) => {
      const found = cells.get(row * columns.length + at)
      return found && readCell(answer, found)
    },
  }
}

const placesOf = (lines: readonly Line[]): ReadonlyMap<string, number> => new Map(lines.map((line, at) => [keyOf(line), at]))
const distinct = (lines: readonly Line[]): readonly Line[] => [...new Map(lines.map((line) => [keyOf(line), line])).values()]

/** With every period under each combination of the other codes. */
function filled(lines: readonly Line[], dimensions: readonly string[]): readonly Line[] {
  const at = dimensions.indexOf(TIME)
  if (at < 0) return lines
  const periods = columnsOf([...new Set(lines.map((line) => line[at]!))], TIME)
  return distinct(lines.map((line) => line.with(at, ''))).flatMap((line) => periods.map((period) => line.with(at, period)))
}

const LAST: readonly string[] = [REST, OTHER, UNKNOWN]

/** Each line once, dimension by dimension: periods in time, codes by name, what is no code of its own last. */
function ordered(lines: readonly Line[], dimensions: readonly string[], names: Names, language: string): readonly Line[] {
  const collator = new Intl.Collator(language)
  const ranks = dimensions.map((dimension, at) => {
    const codes = [...new Set(lines.map((line) => line[at]!))]
    const sorted = dimension === TIME ? codes.toSorted(comparePeriods)
      : codes.map((code) => ({ code, name: names.code(dimension, code) })).toSorted((a, b) => LAST.indexOf(a.code) - LAST.indexOf(b.code) || collator.compare(a.name, b.name)).map(({ code }) => code)
    return new Map(sorted.map((code, rank) => [code, rank]))
  })
  const rank = (line: Line, at: number) => ranks[at]!.get(line[at]!)!
  return distinct(lines).toSorted((a, b) => {
    const at = dimensions.findIndex((_, place) => a[place] !== b[place])
    return at < 0 ? 0 : rank(a, at) - rank(b, at)
  })
}

/** With the column of what all columns are together, where there is one. */
export const columnCount = (pivot: Pivot, totals: Totals | undefined): number => pivot.columns.length + (totals && pivot.layout.columns.length > 0 ? 1 : 0)

export const cellAt = (pivot: Pivot, totals: Totals | undefined, row: number, column: number): PivotCell | undefined =>
  (column < pivot.columns.length ? pivot.at(row, column) : totals?.of(pivot.rows[row]!, []))

/** The order of rows by one column: of its figures, what has none last whichever way. */
export function byColumn(pivot: Pivot, figure: (row: number) => Cell, descending: boolean): readonly number[] {
  const figures = pivot.rows.map((_, row) => figure(row))
  const rank = (cell: Cell) => (cell === undefined ? 2 : cell === null ? 1 : 0)
  return pivot.rows.map((_, row) => row).toSorted((a, b) => rank(figures[a]) - rank(figures[b]) || (descending ? -1 : 1) * ((figures[a] ?? 0) - (figures[b] ?? 0)))
}

/** What a table draws from top to bottom: its rows, and above those with the same outer codes a head for these. */
export type Drawn = { readonly kind: 'head'; readonly line: Line } | { readonly kind: 'row'; readonly row: number }

export function underHeads(rows: readonly Line[]): readonly Drawn[] {
  return rows.flatMap((line, row): readonly Drawn[] => {
    const before = rows[row - 1]
    const depths = line.slice(0, -1).map((_, depth) => depth).filter((depth) => !before || line.slice(0, depth + 1).some((code, at) => code !== before[at]))
    return [...depths.map((depth): Drawn => ({ kind: 'head', line: line.slice(0, depth + 1) })), { kind: 'row', row }]
  })
}
