import { namedPeriods } from './room.ts'
import { largest, type Row } from '../shape.ts'
import { said } from './ages.ts'
import type { Draw, Drawn, Pen } from './drawn.ts'
import { fit } from './fit-words.ts'
import { keyOf } from './key.ts'
import { line, type Field } from './lines.ts'
import { category, MOST_SERIES } from './look.ts'
import type { Marked } from './mark.ts'
import { scaleOf } from './scale.ts'
import { spread } from './spread.ts'
import { el, label } from './svg.ts'

/** Below this width lines are told apart by a list under the drawing; above it by names at their ends. */
const NARROW = 520
const HEIGHT = 340
const [TOP, FOOT, LABEL, LINE] = [10, 26, 190, 16]

/** A line for each row: those with most to show in colour, the rest thin and grey. Where nothing was reported a line breaks. */
export const draw: Draw = (drawn, width, pen) => {
  const { grid, words } = drawn
  const { first, rest } = largest(grid.rows, MOST_SERIES)
  const isNarrow = width < NARROW
  const names = first.map(words.name)
  const key = isNarrow && grid.rows.length > 1 ? keyOf(names, drawn, width, 0, 3, pen, rest.length > 0 ? words.others(rest.length) : undefined) : { svg: '', height: 0 }
  const cells = grid.rows.flatMap((row) => row.cells)
  const steps = scaleOf(cells)
  const left = Math.max(...steps.map((step) => pen(words.number(step)))) + 8
  const right = isNarrow || grid.rows.length < 2 ? 12 : 22 + Math.min(LABEL, Math.max(...names.map((name) => pen(name)), rest.length > 0 ? pen(words.others(rest.length)) : 0))
  const bottom = HEIGHT - FOOT
  const last = Math.max(1, grid.columns.length - 1)
  const low = steps[0]!
  const field: Field = { x: (period) => left + (grid.columns.length === 1 ? 0.5 : period / last) * (width - left - right), y: (value) => bottom - ((value - low) / (steps.at(-1)! - low)) * (bottom - TOP) }
  const marks = marksOf(first, drawn)
  const ends = isNarrow || grid.rows.length < 2 ? '' : endNames([...first.map((row, place) => ({ name: names[place]!, row, color: category(place) })), ...rest.slice(0, 1).map((row) => ({ name: words.others(rest.length), row, color: 'var(--cat-other)' }))], field, width - right, bottom, right, pen)
  const step = (width - left - right) / last
  return {
    marks, height: HEIGHT + key.height,
    svg: axes(drawn, steps, field, left, width - right, bottom, width, pen) + rest.map((row) => line(row.cells, field, 'var(--cat-other)', 1)).join('')
      + first.map((row, place) => line(row.cells, field, category(place), 2.25)).toReversed().join('') + ends
      + grid.columns.map((_, period) => el('rect', { x: field.x(period) - step / 2, y: TOP, width: Math.max(2, step), height: bottom - TOP, fill: 'transparent', 'data-mark': period })).join('')
      + (key.height > 0 ? el('g', { transform: `translate(0 ${HEIGHT})` }, key.svg) : ''),
  }
}

function axes({ grid, words }: Drawn, steps: readonly number[], field: Field, left: number, right: number, bottom: number, width: number, pen: Pen): string {
  const periods = grid.columns.map(words.period)
  const isNamed = namedPeriods(grid.columns, periods, right - left)
  const lines = steps.map((step) => el('line', { x1: left, x2: right, y1: field.y(step), y2: field.y(step), stroke: step === 0 ? 'var(--chart-axis)' : 'var(--chart-grid)' }) + label(left - 8, field.y(step), words.number(step), { anchor: 'end', color: 'var(--ink-3)' }))
  const named = periods.map((name, at) => {
    if (!isNamed(at)) return ''
    const [x, half] = [field.x(at), pen(name) / 2]
    return el('line', { x1: x, x2: x, y1: bottom, y2: bottom + 4, stroke: 'var(--chart-axis)' }) + label(x, bottom + 14, name, { anchor: x < half ? 'start' : x + half > width ? 'end' : 'middle', color: 'var(--ink-3)' })
  })
  return [...lines, ...named].join('')
}

/** Names at the height of their last figure, moved apart where they would cover each other; the dot says whose they are. */
function endNames(ends: readonly { readonly name: string; readonly row: Row; readonly color: string }[], { y }: Field, from: number, bottom: number, room: number, pen: Pen): string {
  const wanted = ends.map((end) => ({ ...end, y: y(end.row.cells.findLast((cell) => typeof cell === 'number') ?? 0) })).toSorted((a, b) => a.y - b.y)
  const heights = spread(wanted.map((end) => end.y), LINE, bottom)
  return wanted.map(({ name, color }, at) => el('circle', { cx: from + 10, cy: heights[at], r: 4, fill: color }) + label(from + 18, heights[at]!, fit(name, room - 18, pen), { color: 'var(--ink)' })).join('')
}

/** A period is a mark with the figures of all lines that have a colour. */
const marksOf = (rows: readonly Row[], drawn: Drawn): readonly Marked[] => drawn.grid.columns.map((code, at) => ({
  codes: { TIME_PERIOD: code }, head: drawn.names.code('TIME_PERIOD', code), lines: rows.map((row, place) => ({ name: drawn.words.name(row), value: said(row.cells[at], drawn), color: category(place) })),
}))
