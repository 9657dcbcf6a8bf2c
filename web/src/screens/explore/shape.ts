import { REST } from '@openvrs/core/metadata/model.ts'
import { comparePeriods, frequencyOf, periodsBetween } from '@openvrs/core/report/period.ts'
import type { AnswerOf } from '../../api/call.ts'
import { SERIES, TIME, type Layout } from './view.ts'

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

/** Rows of an answer that share their codes of some dimensions. */
export type Group = { readonly codes: readonly string[]; readonly rows: Answer['rows'] }

/** Rows that follow each other with the same codes at these places: answers come sorted, so that there are few of them. */
function* runsOf(rows: Answer['rows'], places: readonly number[]): Generator<Group> {
  for (let from = 0, to = 1; from < rows.length; from = to++) {
    const codes = places.map((at) => String(rows[from]![at]))
    while (to < rows.length && hasCodes(rows[to]!, places, codes)) to++
    yield { codes, rows: rows.slice(from, to) }
  }
}

function hasCodes(row: Answer['rows'][number], places: readonly number[], codes: readonly string[]): boolean {
  for (let at = 0; at < places.length; at++) if (row[places[at]!] !== codes[at]) return false
  return true
}

/** Rows by their codes at these places, in the order in which they are met. */
export function groupedBy(rows: Answer['rows'], places: readonly number[]): readonly Group[] {
  const groups = new Map<string, { readonly codes: readonly string[]; readonly parts: Answer['rows'][] }>()
  for (const run of runsOf(rows, places)) {
    const key = run.codes.join('|')
    const group = groups.get(key)
    if (group) group.parts.push(run.rows)
    else groups.set(key, { codes: run.codes, parts: [run.rows] })
  }
  return [...groups.values()].map(({ codes, parts }) => ({ codes, rows: parts.length === 1 ? parts[0]! : parts.flat() }))
}

/** The kinds of figures in an answer, the fullest first. */
export function seriesOf(answer: Answer, layout: Layout): readonly Series[] {
  const kinds = SERIES.map((dimension) => (layout.rows.includes(dimension) || layout.columns.includes(dimension) ? -1 : column(answer, dimension)))
  return groupedBy(answer.rows, kinds.filter((place) => place >= 0)).map(({ codes, rows }): Series => {
    const own = [...codes]
    const [freq, indicator, unit] = kinds.map((place) => (place < 0 ? '*' : own.shift()!)) as [string, string, string]
    return { id: [freq, indicator, unit].join('.'), freq, indicator, unit, rows: rows.length }
  }).toSorted((a, b) => b.rows - a.rows)
}

/** The rows of an answer that are of one series. */
export function ofSeries(answer: Answer, { freq, indicator, unit }: Series): Answer['rows'] {
  const held = [freq, indicator, unit].flatMap((code, at) => (code === '*' ? [] : [[column(answer, SERIES[at]!), code] as const]))
  const [places, codes] = [held.map(([place]) => place), held.map(([, code]) => code)]
  return answer.rows.filter((row) => hasCodes(row, places, codes))
}

/**
 * The figures of one series as rows and columns, as they are drawn and told in words: of several dimensions of columns the last one. Every
 * period between the first and the last has a column, so that a gap is seen.
 */
export function gridOf(answer: Answer, layout: Layout, series: Series): Grid {
  const own = ofSeries(answer, series)
  const dimensions = [...layout.rows, ...layout.columns.slice(0, -1)]
  const across = layout.columns.at(-1)
  const acrossAt = across === undefined ? -1 : column(answer, across)
  const codeOf = (row: Answer['rows'][number]): string => (acrossAt < 0 ? '' : String(row[acrossAt]))
  const columns = across === undefined ? [''] : columnsOf([...new Set(own.map(codeOf))], across)
  const places = new Map(columns.map((code, at) => [code, at]))
  const valueAt = answer.columns.length - 1
  const rows = groupedBy(own, dimensions.map((id) => column(answer, id))).map(({ codes, rows: same }): Row => {
    const cells = columns.map((): Cell => undefined)
    for (const row of same) cells[places.get(codeOf(row))!] = row[valueAt] as number | null
    return { codes, cells }
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

/** The rows with most to show, for the lines that get a colour and a name. */
export function largest(rows: readonly Row[], most: number): { readonly first: readonly Row[]; readonly rest: readonly Row[] } {
  const sizes = new Map(rows.map((row) => [row, row.cells.reduce<number>((sum, cell) => sum + Math.abs(cell ?? 0), 0)]))
  const sorted = rows.toSorted((a, b) => sizes.get(b)! - sizes.get(a)!)
  return { first: sorted.slice(0, most), rest: sorted.slice(most) }
}
