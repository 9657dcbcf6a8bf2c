import { agesOf, type Band, type Bar } from './ages-shape.ts'
import type { Draw, Drawn, Pen } from './drawn.ts'
import { fit } from './fit-words.ts'
import type { Marked } from './mark.ts'
import { shareOf, stepsTo } from './scale.ts'
import { el, label, type Anchor } from './svg.ts'

const ROW = 30
const BAR = 20
const HEAD = 24
const APART = 14

/** The bars of both sexes back to back, the oldest on top; who is of neither, or not known, beside on the same scale; who is of no known age beneath. */
export const draw: Draw = (drawn, width, pen) => {
  const { grid, names, words } = drawn
  const shape = agesOf(grid, names.codes('AGE'))
  const rows = [...shape.bands.toReversed(), ...shape.apart]
  const ages = rows.map(({ age }) => names.code('AGE', age))
  const middle = Math.min(width * 0.39, Math.max(...ages.map((age) => pen(age)), 40) + 20)
  const besides = shape.besideCodes.length
  const side = (width - middle - (besides > 0 ? 12 * besides : 0)) / (2 + besides * 0.6)
  const value = Math.min(62, side * 0.42)
  const highest = Math.max(0, ...grid.rows.flatMap(({ cells }) => cells.map((cell) => cell ?? 0)))
  const steps = stepsTo(highest, 6)
  const long = (cell: number): number => shareOf(cell, steps) * (side - value)
  const marks: Marked[] = []
  const bar = (from: number, y: number, way: 1 | -1, { cell, codes }: Bar, color: string, age: string): string => {
    const wide = typeof cell === 'number' ? long(cell) : 0
    marks.push({ column: grid.columns.indexOf(codes['SEX']!), codes, head: words.t('chart.age_sex', { age, sex: names.code('SEX', codes['SEX']!) }), lines: [{ name: words.counted, value: said(cell, drawn) }] })
    return el('g', { 'data-mark': marks.length - 1 },
      el('rect', { x: way > 0 ? from : from - side, y, width: side, height: BAR, fill: 'transparent' }), ...(wide > 0 ? [el('rect', { x: way > 0 ? from : from - wide, y, width: Math.max(1, wide), height: BAR, fill: color, rx: 1 })] : []),
      label(from + way * (wide + 6), y + BAR / 2, said(cell, drawn, true), { anchor: way > 0 ? 'start' : 'end', color: typeof cell === 'number' ? 'var(--ink-2)' : 'var(--ink-3)' }))
  }
  const starts = [side, side + middle, ...shape.besideCodes.map((_, at) => 2 * side + middle + 12 + at * (side * 0.6 + 12))]
  const colors = ['var(--cat-1)', 'var(--cat-2)', 'var(--cat-other)', 'var(--cat-4)', 'var(--cat-5)']
  const line = (band: Band, at: number): string => {
    const y = HEAD + at * ROW + (at >= shape.bands.length ? APART : 0)
    return bar(starts[0]!, y, -1, band.left, colors[0]!, ages[at]!) + label(side + middle / 2, y + BAR / 2, fit(ages[at]!, middle - 8, pen), { anchor: 'middle', color: 'var(--ink)' }) + bar(starts[1]!, y, 1, band.right, colors[1]!, ages[at]!)
      + band.beside.map((one, place) => bar(starts[place + 2]!, y, 1, one, colors[place + 2] ?? 'var(--cat-other)', ages[at]!)).join('')
  }
  const bottom = HEAD + rows.length * ROW + (shape.apart.length > 0 ? APART : 0)
  return {
    svg: sexes(drawn, shape.besideCodes, starts, side, pen) + axis(drawn, steps, starts[0]!, starts[1]!, side - value, bottom)
      + (shape.apart.length > 0 ? el('line', { x1: 0, x2: width, y1: HEAD + shape.bands.length * ROW + APART / 2 - 5, y2: HEAD + shape.bands.length * ROW + APART / 2 - 5, stroke: 'var(--hair)' }) : '') + rows.map(line).join(''),
    marks, height: bottom + 20,
  }
}

export const said = (cell: number | null | undefined, { words }: Drawn, isShort = false): string => (cell === undefined ? (isShort ? '–' : words.missing) : cell === null ? words.unavailable : words.number(cell))

function sexes({ names }: Drawn, besides: readonly string[], starts: readonly number[], side: number, pen: Pen): string {
  const head = (at: number, code: string, anchor: Anchor): string => label(starts[at]!, 8, fit(names.code('SEX', code), side, pen), { anchor, strong: true, color: 'var(--ink)' })
  return head(0, 'M', 'end') + head(1, 'F', 'start') + besides.map((code, at) => head(at + 2, code, 'start')).join('')
}

/** The same scale to both sides. */
function axis({ words }: Drawn, steps: readonly number[], left: number, right: number, long: number, bottom: number): string {
  return [steps[0]!, steps.at(-1)!].flatMap((step) => [-1, 1].map((way) => {
    const x = (way < 0 ? left : right) + way * shareOf(step, steps) * long
    return el('line', { x1: x, x2: x, y1: HEAD - 4, y2: bottom - 4, stroke: step === 0 ? 'var(--chart-axis)' : 'var(--chart-grid)' }) + label(x, bottom + 8, words.number(step), { anchor: 'middle', color: 'var(--ink-3)' })
  })).join('')
}
