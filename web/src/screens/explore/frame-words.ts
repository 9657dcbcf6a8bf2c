import { localeOf } from '@openvrs/core/i18n/languages.ts'
import { dayWords } from '@openvrs/core/i18n/period-words.ts'
import type { Words } from '../../i18n/use.ts'
import type { ChartShow } from './charts/drawn.ts'
import { MARK } from './charts/fit-words.ts'
import { tellOf } from './charts/tell.ts'
import { findingOf } from './finding.ts'
import type { Ground } from './ground.ts'
import type { Made } from './made.ts'
import type { Collection, Flow, Names } from './names.ts'
import { largest, type Grid, type Row, type Series } from './shape.ts'
import { TIME } from './view.ts'

type Asked = {
  readonly grid: Grid; readonly series: Series; readonly flow: Flow; readonly collection: Collection; readonly ground: Ground; readonly made: Made; readonly rolled: 'Q' | 'A' | undefined; /** The day of knowledge, where it is not today's. */ readonly on: string | undefined; readonly names: Names; readonly words: Words
  readonly show: ChartShow
  /** Whether a map has a place for an area. */
  readonly isPlaced: (code: string) => boolean
}
export type FrameWords = { readonly title: string; /** What is asked, without what the figures say. */ readonly shown: string; readonly lede: string; readonly chart: ChartWords; /** The drawing in words, for who does not see it. */ readonly label: string; /** What has to be said beside the drawing. */ readonly notes: readonly string[] }
/** What is written into a drawing. */
export type ChartWords = {
  readonly others: (count: number) => string; readonly missing: string; readonly unavailable: string; readonly all: string
  /** The codes of a row by name, with the mark of a state that counts differently. */
  readonly name: (row: Row) => string
  readonly number: (value: number) => string
  /** A period as short as an axis needs it. */
  readonly period: (code: string) => string
  /** What is counted, as it stands beside a figure. */
  readonly counted: string
  /** A code by name, with the mark of a state that counts differently. */
  readonly mark: (dimension: string, code: string) => string
  /** A unit, such as a currency. */
  readonly unit: (code: string) => string
  /** A month or quarter of any year. */
  readonly part: (code: string) => string
  /** Places in the order in which they are passed. */
  readonly way: (names: readonly string[]) => string
  readonly listed: Words['listed']
  readonly t: Words['t']
  /** They are made of figures, such as changes, or months together: one has no value where not all that it rests on is there. */
  readonly isMade: boolean
  /** Whether the rows may be added up, as for a bar of those that have none of their own. */
  readonly adds: boolean
}

/** Says in words what a frame shows: the finding, what is counted, by what, over which time; and the sentence that stands for the chart. */
export function frameWords({ grid, series, flow, collection, ground: { source, definitions }, made, rolled, on, names, words, show, isPlaced }: Asked): FrameWords {
  const { t } = words
  const all = t('explore.all')
  const by = listOf([...grid.dimensions, ...(grid.across && grid.across !== TIME ? [grid.across] : [])].map((id) => lowered(names.dimension(id), words.language)), words.language)
  const what = series.indicator === '*' ? t('explore.several', { count: flow.indicators.length }) : names.code('INDICATOR', series.indicator)
  const counted = by === '' ? what : t('explore.frame_title', { what, by })
  const shown = made.name === undefined ? counted : t('explore.made_title', { shown: counted, made: made.name })
  const unit = series.unit === '*' ? '' : unitWords(series.unit, names, t)
  const isOverTime = grid.across === TIME || grid.dimensions.includes(TIME)
  const [first, last] = grid.across === TIME ? [grid.columns[0], grid.columns.at(-1)] : [source.from, source.to]
  const span = first && last ? { from: words.period(first), to: words.period(last) } : undefined
  const over = span && first === last ? span.from : span ? t(isOverTime ? 'explore.span' : 'explore.whole_span', span) : ''
  const freq = series.freq === '*' || !isOverTime ? '' : t(`explore.each.${rolled && series.freq !== 'A' ? rolled : series.freq}`)
  const plain = (row: Row) => row.codes.map((code, at) => names.code(grid.dimensions[at]!, code)).join(' · ') || all
  const isDiffering = (row: Row) => row.codes.some((code, at) => grid.dimensions[at] === 'REF_AREA' && definitions.differ.has(code))
  const name = (row: Row) => (isDiffering(row) ? `${plain(row)}${MARK}` : plain(row))
  const chart: ChartWords = {
    others: (count) => t('explore.others', { count }), missing: t('explore.not_reported'), unavailable: t('explore.not_available'), name, number: made.figure, all, t, listed: words.listed, counted: what,
    mark: (dimension, code) => `${names.code(dimension, code)}${dimension === 'REF_AREA' && definitions.differ.has(code) ? MARK : ''}`, unit: (code) => names.code('UNIT_MEASURE', code), part: partOf(words), way: (stops) => stops.join(t('chart.way_on')),
    period: shortPeriod(words), isMade: made.name !== undefined || rolled !== undefined, adds: made.name === undefined && mayAdd(collection, flow, series, grid.dimensions) && !hasNested(grid, names),
  }
  const areUnlike = definitions.differ.size > 0 && [...grid.dimensions, grid.across].includes('REF_AREA') && source.states.length > 1
  const told = tellOf({ show, grid, names, isPlaced, words: chart })
  const ofTrend = series.indicator === '*' || series.unit === '*' || made.name !== undefined ? undefined : findingOf({ grid, name: plain, areUnlike, addsOverTime: mayAdd(collection, flow, series, [TIME]), words })
  const finding = (made.name === undefined && !areUnlike ? told.finding : undefined) ?? (show === 'trend' || show === 'bar' || show === 'panels' ? ofTrend : undefined)
  const title = finding ?? shown
  const label = show === 'trend' || show === 'bar' ? chartLabel(grid, title, told.notes, name, made.figure, words) : t(`chart.say.${show}`, { title, count: told.count, said: listOf(told.said, words.language), notes: told.notes.join(' ') })
  return { title, shown, lede: [finding ? shown : '', unit, freq, over, on === undefined ? '' : t('explore.known_then', { day: dayWords(words.language, on) })].filter((text) => text !== '').join(' · '), chart, label, notes: told.notes }
}

const SERIES: readonly string[] = ['FREQ', 'INDICATOR', 'UNIT_MEASURE']

/** Whether figures of the series may be added over the dimensions: it says so itself, and no code of theirs overlaps with another. */
export function mayAdd(collection: Collection, flow: Flow, series: Series, dimensions: readonly string[]): boolean {
  const indicator = flow.indicators.find(({ id }) => id === series.indicator)
  const additivity = indicator?.perUnit?.[series.unit] ?? indicator?.additivity
  const overlaps = (id: string) => {
    const representation = flow.dimensions.find((d) => d.id === id)?.representation
    return representation?.kind === 'codelist' && collection.codelists.find((list) => list.id === representation.list)?.exclusive === false
  }
  if (!additivity || additivity.over === 'none' || dimensions.some((id) => SERIES.includes(id) || overlaps(id))) return false
  return 'dimensions' in additivity ? !dimensions.some((id) => additivity.dimensions.includes(id)) : true
}

/** Whether a code stands beside one that it is part of: both together would count it twice. */
const hasNested = (grid: Grid, names: Names): boolean => grid.dimensions.some((id, at) => {
  const shown = new Set(grid.rows.map((row) => row.codes[at]))
  return names.codes(id).some(({ id: code, parent }) => shown.has(code) && parent !== undefined && shown.has(parent))
})

/** A month as short as an axis needs it. */
function shortPeriod({ language, period }: Words): (code: string) => string {
  const month = new Intl.DateTimeFormat(localeOf(language), { year: 'numeric', month: 'short', timeZone: 'UTC' })
  return (code) => (/^\d{4}-\d{2}$/.test(code) ? month.format(new Date(`${code}-15T00:00:00Z`)) : period(code))
}

/** A month by itself, or a quarter. */
function partOf({ language, t }: Words): (part: string) => string {
  const month = new Intl.DateTimeFormat(localeOf(language), { month: 'short', timeZone: 'UTC' })
  return (part) => (part.startsWith('Q') ? t('chart.quarter', { number: part.slice(1) }) : month.format(new Date(`2024-${part}-15T00:00:00Z`)))
}

/** The unit in words that keep apart what is often mixed up: a detection is no person. */
export const unitWords = (unit: string, names: Names, t: Words['t']): string => (unit === 'DET' || unit === 'PS' ? t(`explore.unit.${unit}`) : names.code('UNIT_MEASURE', unit))

function chartLabel(grid: Grid, title: string, notes: readonly string[], name: (row: Row) => string, number: (value: number) => string, words: Words): string {
  const { t } = words
  const last = grid.columns.length - 1
  const highest = largest(grid.rows, 3).first
  const said = listOf(highest.map((row) => {
    const at = row.cells.findLastIndex((cell) => typeof cell === 'number')
    return at < 0 ? `${name(row)}: ${t('explore.not_available')}` : `${name(row)}: ${number(row.cells[at]!)}${grid.across === TIME ? ` (${words.period(grid.columns[at] ?? grid.columns[last]!)})` : ''}`
  }), words.language)
  return [t(grid.across === TIME ? 'explore.say_trend' : 'explore.say_bars', { title, count: grid.rows.length, said }), ...notes].join(' ')
}

/** Within a sentence a name begins small, where the script knows small letters. */
const lowered = (name: string, language: string): string => name.charAt(0).toLocaleLowerCase(language) + name.slice(1)

const listOf = (names: readonly string[], language: string): string => new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
