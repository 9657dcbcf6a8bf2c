import type { Words } from '../../i18n/use.ts'
import type { Source } from './coverage.ts'
import type { Flow, Names } from './names.ts'
import { largest, type Grid, type Row, type Series } from './shape.ts'
import { TIME } from './view.ts'

type Asked = { readonly grid: Grid; readonly series: Series; readonly flow: Flow; readonly source: Source; readonly names: Names; readonly words: Words }
export type FrameWords = { readonly title: string; readonly lede: string; readonly chart: ChartWords }
/** What the chart says: to whom cannot see it, at the ends of its lines, and where there is no figure. */
export type ChartWords = { readonly label: string; readonly others: (count: number) => string; readonly missing: string; readonly unavailable: string; readonly name: (row: Row) => string; readonly number: (value: number) => string; readonly all: string }

/** Says in words what a frame shows: what is counted, by what, over which time; and the sentence that stands for the chart. */
export function frameWords({ grid, series, flow, source, names, words }: Asked): FrameWords {
  const { t, number } = words
  const all = t('explore.all')
  const by = listOf([...grid.dimensions, ...(grid.across && grid.across !== TIME ? [grid.across] : [])].map((id) => lowered(names.dimension(id), words.language)), words.language)
  const counted = series.indicator === '*' ? flow.indicators.length : 1
  const what = series.indicator === '*' ? t('explore.several', { count: counted }) : names.code('INDICATOR', series.indicator)
  const title = by === '' ? what : t('explore.frame_title', { what, by })
  const unit = series.unit === '*' ? '' : unitWords(series.unit, names, t)
  const isOverTime = grid.across === TIME || grid.dimensions.includes(TIME)
  const span = source.from && source.to ? { from: words.period(source.from), to: words.period(source.to) } : undefined
  const over = span ? t(isOverTime ? 'explore.span' : 'explore.whole_span', span) : ''
  const freq = series.freq === '*' || !isOverTime ? '' : t(`explore.each.${series.freq}`)
  const name = (row: Row) => row.codes.map((code, at) => names.code(grid.dimensions[at]!, code)).join(' · ') || all
  return { title, lede: [unit, freq, over].filter((text) => text !== '').join(' · '), chart: { label: chartLabel(grid, title, name, words), others: (count) => t('explore.others', { count }), missing: t('explore.not_reported'), unavailable: t('explore.not_available'), name, number, all } }
}

/** The unit in words that keep apart what is often mixed up: a detection is no person. */
export const unitWords = (unit: string, names: Names, t: Words['t']): string => (unit === 'DET' || unit === 'PS' ? t(`explore.unit.${unit}`) : names.code('UNIT_MEASURE', unit))

function chartLabel(grid: Grid, title: string, name: (row: Row) => string, words: Words): string {
  const { t, number } = words
  const last = grid.columns.length - 1
  const highest = largest(grid.rows, 3).first
  const said = listOf(highest.map((row) => {
    const at = row.cells.findLastIndex((cell) => typeof cell === 'number')
    return at < 0 ? `${name(row)}: ${t('explore.not_available')}` : `${name(row)}: ${number(row.cells[at]!)}${grid.across === TIME ? ` (${words.period(grid.columns[at] ?? grid.columns[last]!)})` : ''}`
  }), words.language)
  return t(grid.across === TIME ? 'explore.say_trend' : 'explore.say_bars', { title, count: grid.rows.length, said })
}

/** Within a sentence a name begins small, where the script knows small letters. */
const lowered = (name: string, language: string): string => name.charAt(0).toLocaleLowerCase(language) + name.slice(1)

const listOf = (names: readonly string[], language: string): string => new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
