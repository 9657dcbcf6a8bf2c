import type { Draw, Drawn, Pen } from './drawn.ts'
import { fit } from './fit-words.ts'
import type { Marked } from './mark.ts'
import { pricesOf, type Currency, type Price } from './prices-shape.ts'
import { shareOf, stepsTo } from './scale.ts'
import { at, el, label, type Anchor } from './svg.ts'

const ROW = 34
/** Narrower than this, a corridor and its median stand above its range, which has the whole width. */
const NARROW = 520
const NARROW_ROW = 48
const [HEAD, FOOT] = [34, 30]
const rowIn = (width: number): number => (width < NARROW ? NARROW_ROW : ROW)

/** A range for each corridor: from the lowest to the highest, its middle half thick, the median a line across. Each currency has an axis of its own. */
export const draw: Draw = (drawn, width, pen) => {
  const { currencies, dimensions } = pricesOf(drawn.grid)
  const marks: Marked[] = []
  let top = 0
  const parts = currencies.map((currency) => {
    const part = el('g', { transform: `translate(0 ${top})` }, currencyOf(currency, dimensions, drawn, width, marks, pen))
    top += HEAD + currency.prices.length * rowIn(width) + FOOT
    return part
  })
  return { svg: parts.join(''), height: top, marks }
}

type Edge = { readonly x: number; readonly anchor: Anchor }

const corridorName = ({ codes }: Pick<Price, 'codes'>, dimensions: readonly string[], { words }: Pick<Drawn, 'words'>): string => {
  const [from = '', to = '', ...rest] = codes.map((code, place) => words.mark(dimensions[place]!, code))
  return [words.t('chart.from_to', { from, to }), ...rest].join(' · ')
}

function currencyOf({ unit, prices, highest }: Currency, dimensions: readonly string[], drawn: Drawn, width: number, marks: Marked[], pen: Pen): string {
  const { names, words, isRightToLeft } = drawn
  const said = prices.map((price) => corridorName(price, dimensions, drawn))
  const typical = names.code('STAT', 'MEDIAN')
  const [isNarrow, high] = [width < NARROW, rowIn(width)]
  const amounts = Math.max(pen(typical), ...prices.map(({ median }) => (median === undefined ? 0 : pen(words.number(median))))) + 20
  const about = (room: number): readonly number[] => stepsTo(highest, Math.max(1, Math.min(4, Math.floor(room / (pen(words.number(highest * 2)) + 12)))))
  const beside = isNarrow ? 6 : Math.min(width * 0.42, Math.max(...said.map((one) => pen(one))) + 14)
  const room = width - beside - (isNarrow ? pen(words.number(about(width).at(-1)!)) / 2 : amounts)
  const steps = about(room)
  const x = (value: number): number => { const along = beside + shareOf(value, steps) * room; return isRightToLeft ? width - along : along }
  const bottom = HEAD + prices.length * high
  const scale = steps.map((step) => el('line', { x1: x(step), x2: x(step), y1: HEAD - 6, y2: bottom, stroke: step === 0 ? 'var(--chart-axis)' : 'var(--chart-grid)' }) + label(x(step), bottom + 12, words.number(step), { anchor: 'middle', color: 'var(--ink-3)' })).join('')
  const [near, far]: readonly [Edge, Edge] = isRightToLeft ? [{ x: width, anchor: 'end' }, { x: 0, anchor: 'start' }] : [{ x: 0, anchor: 'start' }, { x: width, anchor: 'end' }]
  const rows = prices.map((price, place) => {
    marks.push({ codes: price.held, head: `${said[place]!} · ${names.code('UNIT_MEASURE', unit)}`, lines: linesOf(price, drawn) })
    const top = HEAD + place * high
    const [written, ranged] = isNarrow ? [top + 14, top + 34] : [top + high / 2, top + high / 2]
    return el('g', { 'data-mark': marks.length - 1 }, el('rect', { x: 0, y: top, width, height: high, fill: 'transparent' }), rangeOf(price, ranged, x), fewOf(price, ranged, x, drawn, pen),
      label(near.x, written, fit(said[place]!, isNarrow ? width - amounts : beside - 10, pen), { anchor: near.anchor, color: 'var(--ink)', halo: isNarrow }),
      label(far.x, written, price.median === undefined ? '–' : words.number(price.median), { anchor: far.anchor, halo: isNarrow }))
  })
  return label(near.x, 10, names.code('UNIT_MEASURE', unit), { anchor: near.anchor, strong: true, color: 'var(--ink)' }) + label(far.x, 10, typical, { anchor: far.anchor, color: 'var(--ink-3)' }) + scale + rows.join('')
}

function rangeOf(price: Price, y: number, x: (value: number) => number): string {
  const { low, quarter, median, threeQuarters, high, mean, isAlone } = price
  const bar = (from: number | undefined, to: number | undefined, thick: number, fill: string) => (from === undefined || to === undefined ? '' : el('rect', { x: Math.min(x(from), x(to)), y: y - thick / 2, width: Math.max(1, Math.abs(x(to) - x(from))), height: thick, fill, rx: 1 }))
  return bar(low, high, 3, 'var(--chart-axis)') + bar(quarter, threeQuarters, 14, 'var(--seq-3)')
    + (median === undefined ? '' : isAlone ? el('circle', { cx: x(median), cy: y, r: 5, fill: 'var(--surface)', stroke: 'var(--accent)', 'stroke-width': 2, 'stroke-dasharray': '2 2' }) : el('rect', { x: x(median) - 1.5, y: y - 9, width: 3, height: 18, fill: 'var(--accent)' }))
    + (mean === undefined ? '' : el('path', { d: `M${at(x(mean), y - 4)}L${at(x(mean) + 4, y)}L${at(x(mean), y + 4)}L${at(x(mean) - 4, y)}Z`, fill: 'var(--ink-2)' }))
}

/** Beside the ring of a lone median, on the side where the drawing has room: that it rests on few observations. */
function fewOf({ median, isAlone }: Price, y: number, x: (value: number) => number, { words, isRightToLeft }: Drawn, pen: Pen): string {
  if (median === undefined || !isAlone) return ''
  const said = words.t('chart.few_short')
  const isBefore = Math.abs(x(median) - x(0)) > pen(said, 11) + 16
  const way = isBefore === isRightToLeft ? 1 : -1
  return label(x(median) + way * 11, y, said, { anchor: way > 0 ? 'start' : 'end', color: 'var(--ink-3)', size: 11, halo: true })
}

function linesOf({ low, quarter, median, threeQuarters, high, mean, period, isAlone }: Price, { names, words }: Drawn): Marked['lines'] {
  const stats = [['MAX', high], ['P75', threeQuarters], ['MEDIAN', median], ['MEAN', mean], ['P25', quarter], ['MIN', low]] as const
  return [...stats.flatMap(([code, value]) => (value === undefined ? [] : [{ name: names.code('STAT', code), value: words.number(value) }])), { name: names.dimension('TIME_PERIOD'), value: names.code('TIME_PERIOD', period) }, ...(isAlone ? [{ name: words.t('chart.few'), value: '' }] : [])]
}
