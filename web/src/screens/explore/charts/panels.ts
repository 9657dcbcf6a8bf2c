import type { Draw, Drawn, Pen } from './drawn.ts'
import { said } from './ages.ts'
import { fit } from './fit-words.ts'
import { keyOf } from './key.ts'
import { line } from './lines.ts'
import { category } from './look.ts'
import type { Marked } from './mark.ts'
import { panelsOf, type Panel, type Panels } from './panels-shape.ts'
import { scaleOf } from './scale.ts'
import { el, label } from './svg.ts'

const [LEAST, NARROW] = [215, 136] // on a phone two beside each other
const PANEL = 158
const [HEAD, FOOT, SIDE, GAP] = [24, 22, 42, 20]

const columnsIn = (width: number, panels: number): number => Math.max(1, Math.min(panels, Math.floor((width + GAP) / ((width < 520 ? NARROW : LEAST) + GAP))))

/** Small charts beside each other in the order in which the language reads, a code each, all on one scale. */
export const draw: Draw = (drawn, width, pen) => {
  const shape = panelsOf(drawn.grid)
  const across = columnsIn(width, shape.panels.length)
  const wide = (width - GAP * (across - 1)) / across
  const steps = scaleOf(shape.figures, 3)
  const marks: Marked[] = []
  const placeOf = (at: number): number => (drawn.isRightToLeft ? across - 1 - (at % across) : at % across)
  const panels = shape.panels.map((panel, at) => el('g', { transform: `translate(${Math.round(placeOf(at) * (wide + GAP))} ${Math.floor(at / across) * PANEL})` }, panelOf(panel, shape, drawn, wide, steps, marks, pen)))
  const top = Math.ceil(shape.panels.length / across) * PANEL
  const key = keyOf(shape.lines.length < 2 ? [] : shape.lines.map((codes) => codes.map((code, place) => drawn.words.mark(drawn.grid.dimensions[place + 1]!, code)).join(' · ')), drawn, width, top, 3, pen)
  return { marks, height: top + key.height, svg: panels.join('') + key.svg }
}

function panelOf(panel: Panel, { lines }: Panels, drawn: Drawn, width: number, steps: readonly number[], marks: Marked[], pen: Pen): string {
  const { grid, words } = drawn
  const last = Math.max(1, grid.columns.length - 1)
  const field = { x: (period: number) => SIDE + (period / last) * (width - SIDE - 6), y: (value: number) => PANEL - FOOT - ((value - steps[0]!) / (steps.at(-1)! - steps[0]!)) * (PANEL - FOOT - HEAD - 4) }
  const dimension = grid.dimensions[0]!
  const name = words.mark(dimension, panel.code)
  const scale = steps.map((step) => el('line', { x1: SIDE, x2: width, y1: field.y(step), y2: field.y(step), stroke: step === 0 ? 'var(--chart-axis)' : 'var(--chart-grid)' }) + label(SIDE - 6, field.y(step), words.number(step), { anchor: 'end', color: 'var(--ink-3)', size: 11 })).join('')
  const named = [words.period(grid.columns[0]!), words.period(grid.columns.at(-1)!)]
  const ends = [0, grid.columns.length - 1].filter((at, place) => (place === 0 ? pen(named.join(''), 11) + 14 < width - SIDE || grid.columns.length === 1 : at > 0)).map((at) => label(field.x(at), PANEL - FOOT + 10, words.period(grid.columns[at]!), { anchor: at === 0 ? 'start' : 'end', color: 'var(--ink-3)', size: 11 })).join('')
  const color = (at: number): string => category(at)
  const drawnLines = [...panel.rest.map((row) => line(row.cells, field, 'var(--cat-other)', 1)), ...panel.rows.toReversed().map((row) => line(row.cells, field, color(lines.findIndex((codes) => codes.join('|') === row.codes.slice(1).join('|'))), 2))]
  const newest = panel.rows.map((row, at) => ({ name: row.codes.length > 1 ? row.codes.slice(1).map((code, place) => words.mark(grid.dimensions[place + 1]!, code)).join(' · ') : words.counted, row, color: color(at) }))
  const step = (width - SIDE - 6) / last
  const hits = grid.columns.map((period, at) => {
    marks.push({ column: at, codes: { [dimension]: panel.code, TIME_PERIOD: period }, head: words.t('chart.at_time', { name, period: drawn.names.code('TIME_PERIOD', period) }), lines: newest.map((one) => ({ name: one.name, value: said(one.row.cells[at], drawn), color: one.color })) })
    return el('rect', { x: field.x(at) - step / 2, y: HEAD, width: Math.max(2, step), height: PANEL - HEAD - FOOT, fill: 'transparent', 'data-mark': marks.length - 1 })
  })
  return label(drawn.isRightToLeft ? width : 0, 10, fit(name, width, pen), { anchor: drawn.isRightToLeft ? 'end' : 'start', strong: true, color: 'var(--ink)' }) + scale + ends + drawnLines.join('') + hits.join('')
}
