import type { Draw, Drawn, Pen } from './drawn.ts'
import { said } from './ages.ts'
import { fit } from './fit-words.ts'
import { heatOf, stepsOf, type Heat, type HeatCell, type Steps } from './heat-shape.ts'
import type { Marked } from './mark.ts'
import { namedPeriods } from './room.ts'
import { el, label } from './svg.ts'

const HEAT_ROW = 28
const HEAD = 22
const KEY = 40
/** Narrower than this and a cell cannot be met by a finger or told from the next. */
const LEAST = 13
const inkOn = (ramp: Steps['ramp'], step: number): string => {
  const dark = ramp === 'seq' ? step : 1 + 2 * Math.abs(step - 4)
  return dark <= 4 ? 'var(--seq-ink-low)' : dark === 5 ? 'var(--seq-ink-mid)' : 'var(--seq-ink-high)'
}

const namesWidth = (drawn: Drawn, width: number, pen: Pen): number => (drawn.grid.rows.length === 1 ? 52 : Math.min(width * 0.34, 16 + Math.max(0, ...drawn.grid.rows.map((row) => pen(drawn.words.name(row))))))

/** Codes by periods, or the months of years beside each other. A cell is the darker and its mark the larger, the more; where it has room it says how much. */
export const draw: Draw = (drawn, width, pen) => {
  const left = namesWidth(drawn, width, pen)
  const shape = heatOf(drawn.grid, Math.max(1, Math.floor((width - left) / LEAST)))
  const wide = Math.min(64, (width - left) / shape.columns.length)
  const values = shape.rows.flatMap(({ cells }) => cells.flatMap((one) => (typeof one?.cell === 'number' ? [one.cell] : [])))
  const highest = Math.max(0, ...values.map(Math.abs))
  const steps = stepsOf(values)
  const hasRoom = pen(drawn.words.number(highest)) + 4 <= wide
  const marks: Marked[] = []
  const box = (one: HeatCell | undefined, column: number, y: number): string => {
    if (!one) return ''
    marks.push({ column, codes: one.codes, head: headOf(one, drawn), lines: [{ name: drawn.words.counted, value: said(one.cell, drawn) }] })
    return el('g', { 'data-mark': marks.length - 1 }, cellOf(one, left + column * wide, y, wide, highest, steps, hasRoom, drawn))
  }
  const rows = shape.rows.map(({ row, year, cells }, at) => label(left - 8, HEAD + at * HEAT_ROW + HEAT_ROW / 2, fit(row ? drawn.words.name(row) : drawn.words.period(year!), left - 12, pen), { anchor: 'end', color: 'var(--ink)' })
    + cells.map((one, column) => box(one, column, HEAD + at * HEAT_ROW)).join(''))
  const bottom = HEAD + shape.rows.length * HEAT_ROW
  const newest = shape.otherColumns > 0 ? label(0, bottom + KEY + 6, fit(drawn.words.t('chart.heat.newest', { shown: shape.columns.length, all: drawn.grid.columns.length }), width, pen)) : ''
  return { marks, height: bottom + KEY + (newest === '' ? 0 : 18), svg: heads(shape, drawn, left, wide, pen) + rows.join('') + key(drawn, highest, steps, width, bottom + 12, hasRoom, pen) + newest }
}

function cellOf({ cell }: HeatCell, x: number, y: number, wide: number, highest: number, { ramp, stepOf }: Steps, hasRoom: boolean, drawn: Drawn): string {
  const [w, h] = [wide - 2, HEAT_ROW - 2]
  const ground = (fill: string) => el('rect', { x: x + 1, y: y + 1, width: w, height: h, fill, rx: 2 })
  const middle = (words: string, color: string) => label(x + wide / 2, y + HEAT_ROW / 2, words, { anchor: 'middle', color, size: wide < 20 ? 10 : 12 })
  if (cell === undefined) return ground('transparent') + middle('–', 'var(--ink-3)')
  if (cell === null) return el('rect', { x: x + 1.5, y: y + 1.5, width: w - 1, height: h - 1, fill: 'transparent', stroke: 'var(--chart-axis)', 'stroke-dasharray': '2 2', rx: 2 })
  const step = stepOf(cell)
  if (hasRoom) return ground(`var(--${ramp}-${step})`) + middle(drawn.words.number(cell), inkOn(ramp, step))
  const size = Math.min(w, h) * Math.sqrt(Math.abs(cell) / (highest || 1))
  return ground(`var(--${ramp}-${ramp === 'seq' ? 1 : 4})`) + (cell !== 0 ? el('rect', { x: x + wide / 2 - size / 2, y: y + HEAT_ROW / 2 - size / 2, width: Math.max(1.5, size), height: Math.max(1.5, size), fill: `var(--${ramp}-${ramp === 'seq' ? Math.max(4, step) : step})` }) : '')
}

function headOf({ codes }: HeatCell, { grid, names, words }: Drawn): string {
  const row = grid.rows.find((one) => one.codes.every((code, at) => codes[grid.dimensions[at]!] === code))
  const period = names.code('TIME_PERIOD', codes['TIME_PERIOD']!)
  return row && row.codes.length > 0 ? words.t('chart.at_time', { name: words.name(row), period }) : period
}

function heads(shape: Heat, { words }: Drawn, left: number, wide: number, pen: Pen): string {
  const said = shape.isCalendar ? shape.columns.map((part) => words.part(part)) : shape.columns.map(words.period)
  const isNamed = shape.isCalendar ? () => true : namedPeriods(shape.columns, said, wide * shape.columns.length)
  return said.map((one, at) => (isNamed(at) ? label(left + (at + (shape.isCalendar ? 0.5 : 1)) * wide - (shape.isCalendar ? 0 : 2), 8, shape.isCalendar && !said.every((name) => pen(name) < wide - 2) ? words.number(at + 1) : one, { anchor: shape.isCalendar ? 'middle' : 'end', color: 'var(--ink-3)' }) : '')).join('')
}

/** How much the colours are: the lowest and the highest of each. */
function key({ words }: Drawn, highest: number, { ramp, boundOf }: Steps, width: number, y: number, hasRoom: boolean, pen: Pen): string {
  if (highest <= 0) return ''
  const shown = (hasRoom || ramp === 'div') && width > 520 ? [1, 2, 3, 4, 5, 6, 7] : [1, 4, 7]
  const room = Math.min(76, (width - 8) / shown.length)
  return shown.map((step, at) => {
    const [x, size] = [4 + at * room, hasRoom ? 14 : Math.max(2, 14 * Math.sqrt(Math.abs(boundOf(step)) / highest))]
    return el('rect', { x: x + 7 - size / 2, y: y + 7 - size / 2, width: size, height: size, fill: `var(--${ramp}-${hasRoom || ramp === 'div' ? step : Math.max(4, step)})`, stroke: 'var(--chart-axis)', 'stroke-width': 0.5, rx: 1 }) + label(x + 18, y + 7, fit(ramp === 'seq' ? `≤ ${words.number(Math.floor(boundOf(step) + 1e-9))}` : words.number(Math.round(boundOf(step))), room - 20, pen), { color: 'var(--ink-3)' })
  }).join('')
}
