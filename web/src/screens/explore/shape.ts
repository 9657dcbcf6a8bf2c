import { REST } from '@openvrs/core/metadata/model.ts'
import { comparePeriods, frequencyOf, periodsBetween } from '@openvrs/core/report/period.ts'
import type { AnswerOf } from '../../api/call.ts'
import { TIME, type Layout } from './view.ts'

export type Answer = AnswerOf<'explore', 'query'>
/** Null: there are figures, but not at this breakdown. Undefined: nothing was reported. Neither is 0. */
export type Cell = number | null | undefined
/** Where a figure speaks of a stretch of time: how many of its periods are there, of how many. */
export type Periods = { readonly there: number; readonly of: number }
export type Row = { readonly codes: readonly string[]; readonly cells: readonly Cell[] }
export type Grid = { readonly dimensions: readonly string[]; readonly across: string | undefined; readonly columns: readonly string[]; readonly rows: readonly Row[] }
/** One kind of figures: a frequency, an indicator and a unit, whose figures are never added to each other's. `*`: it is among the rows or columns. */
export type Series = { readonly id: string; readonly freq: string; readonly indicator: string; readonly unit: string; readonly rows: number }
export const column = (answer: Answer, dimension: string): number => answer.columns.indexOf(dimension.toLowerCase())

/** The kinds of figures in an answer, the fullest first. */
export function seriesOf(answer: Answer, layout: Layout): readonly Series[] {
  const isShown = (dimension: string) => layout.rows.includes(dimension) || layout.columns.includes(dimension)
  const [freq, indicator, unit] = ['FREQ', 'INDICATOR', 'UNIT_MEASURE'].map((d) => (isShown(d) ? -1 : column(answer, d))) as [number, number, number]
  const at = (row: Answer['rows'][number], place: number) => (place < 0 ? '*' : String(row[place]))
  const groups = Map.groupBy(answer.rows, (row) => [freq, indicator, unit].map((place) => at(row, place)).join('.'))
  return [...groups].map(([id, rows]) => ({ id, freq: at(rows[0]!, freq), indicator: at(rows[0]!, indicator), unit: at(rows[0]!, unit), rows: rows.length })).toSorted((a, b) => b.rows - a.rows)
}

/** The rows of an answer that are of one series. */
export const ofSeries = (answer: Answer, series: Series): Answer['rows'] => {
  const held = ([['FREQ', series.freq], ['INDICATOR', series.indicator], ['UNIT_MEASURE', series.unit]] as const).filter(([, code]) => code !== '*').map(([d, code]) => [column(answer, d), code] as const)
  return answer.rows.filter((row) => held.every(([at, code]) => row[at] === code))
}

/**
 * The figures of one series as rows and columns, as they are drawn and told in words: of several dimensions of columns the last one. Every
 * period between the first and the last has a column, so that a gap is seen.
 */
export function gridOf(answer: Answer, layout: Layout, series: Series): Grid {
  const own = ofSeries(answer, series)
  const dimensions = [...layout.rows, ...layout.columns.slice(0, -1)]
  const across = layout.columns.at(-1)
  const places = dimensions.map((d) => column(answer, d))
  const acrossAt = across === undefined ? -1 : column(answer, across)
  const columns = across === undefined ? [''] : columnsOf([...new Set(own.map((row) => String(row[acrossAt])))], across)
  const valueAt = answer.columns.length - 1
  const rows = [...Map.groupBy(own, (row) => places.map((place) => String(row[place])).join('|')).values()].map((same): Row => {
    const cells = new Map(same.map((row) => [acrossAt < 0 ? '' : String(row[acrossAt]), row[valueAt] as number | null]))
    return { codes: places.map((place) => String(same[0]![place])), cells: columns.map((code) => cells.get(code)) }
  })
  return { dimensions, across, columns, rows }
}

/** Codes as they stand beside each other; of periods, those in between, too. */
export function columnsOf(codes: readonly string[], dimension: string): readonly string[] {
  if (dimension !== TIME) return codes.toSorted((a, b) => Number(a === REST) - Number(b === REST) || (a < b ? -1 : 1))
  const sorted = codes.toSorted(comparePeriods)
  const isOneFrequency = new Set(sorted.map(frequencyOf)).size === 1
  return isOneFrequency && sorted.length > 1 ? periodsBetween(sorted[0]!, sorted.at(-1)!) : sorted
}

/** Rows by one column (or by the names of their codes), what has no figure last whichever way. */
export function sortRows(rows: readonly Row[], by: number, descending: boolean, nameOf: (row: Row, place: number) => string): readonly Row[] {
  const way = descending ? -1 : 1
  if (by < 0) return rows.toSorted((a, b) => way * nameOf(a, -by - 1).localeCompare(nameOf(b, -by - 1)))
  const rank = (cell: Cell) => (cell === undefined ? 2 : cell === null ? 1 : 0)
  return rows.toSorted((a, b) => rank(a.cells[by]) - rank(b.cells[by]) || way * ((a.cells[by] ?? 0) - (b.cells[by] ?? 0)))
}

/** The rows with most to show, for the lines that get a colour and a name. */
export function largest(rows: readonly Row[], most: number): { readonly first: readonly Row[]; readonly rest: readonly Row[] } {
  const size = (row: Row) => row.cells.reduce<number>((sum, cell) => sum + Math.abs(cell ?? 0), 0)
  const sorted = rows.toSorted((a, b) => size(b) - size(a))
  return { first: sorted.slice(0, most), rest: sorted.slice(most) }
}
