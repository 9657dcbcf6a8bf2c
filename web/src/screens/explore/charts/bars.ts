import { said } from './ages.ts'
import { barsOf, columnsBySize, type Bar } from './bars-shape.ts'
import type { Draw } from './drawn.ts'
import { fit } from './fit-words.ts'
import { keyOf } from './key.ts'
import { category, MOST_SERIES } from './look.ts'
import type { Marked } from './mark.ts'
import { scaleOf } from './scale.ts'
import { el, label } from './svg.ts'

const [BAR, BETWEEN, FOOT] = [16, 12, 26]

/** A bar for each row, the longest first; beside each other for the codes that stand across. Where there is no figure, words say so. */
export const draw: Draw = (drawn, width, pen) => {
  const { grid, words, isRightToLeft } = drawn
  const bars = barsOf(grid, words.adds)
  const columns = columnsBySize(grid).slice(0, MOST_SERIES)
  const across = (column: number) => (grid.across === undefined ? words.all : words.mark(grid.across, grid.columns[column]!))
  const key = columns.length > 1 ? keyOf(columns.map(across), drawn, width, 0, 10, pen) : { svg: '', height: 0 }
  const name = (bar: Bar): string => (bar.row ? words.name(bar.row) : words.others(bar.count))
  const beside = Math.min(width * 0.42, Math.max(0, ...bars.map((bar) => pen(name(bar)))) + 12)
  const steps = scaleOf(bars.flatMap(({ cells }) => columns.map((column) => cells[column])), width < NARROW ? 2 : 4)
  const [low, high] = [steps[0]!, steps.at(-1)!]
  const room = width - beside - Math.max(...bars.flatMap(({ cells }) => columns.map((column) => pen(said(cells[column], drawn, true))))) - 10
  const x = (value: number): number => { const along = beside + ((value - low) / (high - low)) * room; return isRightToLeft ? width - along : along }
  const start = isRightToLeft ? 'end' : 'start'
  const end = isRightToLeft ? 'start' : 'end'
  const group = columns.length * (BAR + 2) + BETWEEN
  const bottom = key.height + bars.length * group
  const marks: Marked[] = []
  const bar = (of: Bar, column: number, place: number, y: number): string => {
    const cell = of.cells[column]
    marks.push({ codes: { ...of.held, ...(grid.across === undefined ? {} : { [grid.across]: grid.columns[column]! }) }, head: name(of), lines: [{ name: grid.across === undefined ? words.counted : across(column), value: said(cell, drawn), color: category(place) }] })
    const [from, to] = [x(0), x(cell ?? 0)]
    return el('g', { 'data-mark': marks.length - 1 }, el('rect', { x: Math.min(x(low), x(high)), y, width: room, height: BAR, fill: 'transparent' }), ...(typeof cell === 'number' && cell !== 0 ? [el('rect', { x: Math.min(from, to), y, width: Math.max(1, Math.abs(to - from)), height: BAR, rx: 1, fill: of.row ? category(place) : 'var(--cat-other)' })] : []),
      label((cell ?? 0) < 0 ? from + (isRightToLeft ? -6 : 6) : to + (isRightToLeft ? -6 : 6), y + BAR / 2, said(cell, drawn, true), { anchor: start, color: typeof cell === 'number' ? 'var(--ink-2)' : 'var(--ink-3)' }))
  }
  const rows = bars.map((of, at) => {
    const y = key.height + at * group + BETWEEN / 2
    return label(isRightToLeft ? width - beside + 10 : beside - 10, y + (group - BETWEEN) / 2, fit(name(of), beside - 12, pen), { anchor: end, color: 'var(--ink)' }) + columns.map((column, place) => bar(of, column, place, y + place * (BAR + 2))).join('')
  })
  const scale = steps.map((step) => el('line', { x1: x(step), x2: x(step), y1: key.height, y2: bottom, stroke: step === 0 ? 'var(--chart-axis)' : 'var(--chart-grid)' }) + label(x(step), bottom + 12, words.number(step), { anchor: 'middle', color: 'var(--ink-3)' }))
  return { marks, height: bottom + FOOT, svg: key.svg + scale.join('') + rows.join('') }
}

const NARROW = 520
