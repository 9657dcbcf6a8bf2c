import { comparePeriods } from '@openvrs/core/report/period.ts'
import { OTHER, REST, UNKNOWN } from '@openvrs/core/metadata/model.ts'
import type { Names } from './names.ts'
import { onceFor } from './once-for.ts'
import { column, columnsOf, groupedBy, ofSeries, type Answer, type Cell, type Group, type Periods, type Series } from './shape.ts'
import type { Totals } from './totals.ts'
import { TIME, type Layout } from './view.ts'

/** A figure, and how much of its stretch of time is there where it speaks of one. */
export type PivotCell = { readonly value: Cell; readonly periods?: Periods }
/** The codes of one row or column, the outermost dimension first. */
export type Line = readonly string[]
/** Rows and columns, both of any number of dimensions, with the figures where they meet. */
export type Pivot = { readonly layout: Layout; readonly rows: readonly Line[]; readonly columns: readonly Line[]; readonly at: (row: number, column: number) => PivotCell | undefined; /** The least and the greatest figure, 0 among them. */ readonly range: readonly [number, number] }

export const keyOf = (line: Line): string => line.join('|')

/** Reads the figure of a row of an answer, with its periods where it tells of them. */
export function readCell(answer: Answer, row: Answer['rows'][number]): PivotCell {
  const value = row[answer.columns.length - 1] as number | null
  const [there, of] = [column(answer, 'PERIODS'), column(answer, 'PERIODS_OF')]
  return there < 0 ? { value } : { value, periods: { there: row[there] as number, of: row[of] as number } }
}

/** The figures of one series. Lines stand by name, periods in time; between the first and the last period none is left out of the columns, so that a gap is seen. */
export function pivotOf(answer: Answer, layout: Layout, series: Series, names: Names, language: string): Pivot {
  const places = (dimensions: readonly string[]) => dimensions.map((id) => column(answer, id))
  const columnPlaces = places(layout.columns)
  const own = ofSeries(answer, series)
  const groups = groupedBy(own, places(layout.rows))
  const rows = ordered(groups.map(({ codes }) => codes), layout.rows, names, language)
  const columns = ordered(filled(linesOf(groups, columnPlaces), layout.columns), layout.columns, names, language)
  const byRow = new Map(groups.map((group) => [keyOf(group.codes), group]))
  const keys = columns.map(keyOf)
  /** The figures of a row are put in their places when it is first looked at: of many rows few are in sight. */
  const cellsOf = onceFor((row: string) => new Map(byRow.get(row)!.rows.map((one) => [keyAt(one, columnPlaces), one])))
  const rowKeys = rows.map(keyOf)
  return {
    layout, rows, columns, range: rangeOf(own, answer.columns.length - 1),
    at: (row, at) => {
      const found = cellsOf(rowKeys[row]!).get(keys[at]!)
      return found && readCell(answer, found)
    },
  }
}

function rangeOf(rows: Answer['rows'], valueAt: number): readonly [number, number] {
  let [least, most] = [0, 0]
  for (const row of rows) {
    const value = row[valueAt] as number | null
    least = Math.min(least, value ?? 0)
    most = Math.max(most, value ?? 0)
  }
  return [least, most]
}

/** The key of the codes at these places. */
const keyAt = (row: Answer['rows'][number], places: readonly number[]): string => (places.length === 1 ? String(row[places[0]!]) : places.map((at) => row[at]).join('|'))

/** Each combination of codes at these places, once. */
function linesOf(groups: readonly Group[], places: readonly number[]): readonly Line[] {
  const lines = new Map<string, Line>()
  for (const { rows } of groups) for (const row of rows) {
    const key = keyAt(row, places)
    if (!lines.has(key)) lines.set(key, places.map((at) => String(row[at])))
  }
  return [...lines.values()]
}

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
