import { category, MOST_SERIES } from './look.ts'
import { chordOf, REST, type Arc, type Ribbon } from './chord-shape.ts'
import type { Draw, Pen } from './drawn.ts'
import { flowsOf } from './flows.ts'
import { fit } from './fit-words.ts'
import type { Marked } from './mark.ts'
import { areaName } from './name.ts'
import { spread } from './spread.ts'
import { at, el, label } from './svg.ts'

const RING = 12
const LINE = 15

const onCircle = (x: number, y: number, radius: number, angle: number): readonly [number, number] => [x + radius * Math.sin(angle), y - radius * Math.cos(angle)]

/** Corridors as ribbons across a circle, in the colour of the area that they come from, with a head where they arrive. */
export const draw: Draw = (drawn, width, pen) => {
  const { arcs, ribbons, others } = chordOf(flowsOf(drawn.grid).flows)
  const radius = Math.max(60, Math.min(width / 2 - Math.max(78, Math.min(200, width * 0.2)), 264))
  const height = Math.max(2 * radius + 32, (arcs.length / 2 + 2) * LINE)
  const [x, y] = [width / 2, height / 2]
  const color = (code: string): string => {
    const place = arcs.findIndex((arc) => arc.code === code)
    return code === REST || place >= MOST_SERIES ? 'var(--cat-other)' : category(place)
  }
  const name = (code: string): string => (code === REST ? drawn.words.others(others) : areaName(drawn, code))
  const sorted = ribbons.toSorted((a, b) => b.flow.value - a.flow.value)
  const marks = sorted.map(({ flow }): Marked => ({
    codes: flow.codes, head: drawn.words.t('chart.from_to', { from: name(flow.from), to: name(flow.to) }), lines: [{ name: drawn.words.counted, value: drawn.words.number(flow.value) }],
  }))
  return {
    marks, height,
    svg: sorted.map((ribbon, place) => el('path', { d: ribbonPath(x, y, radius - RING, ribbon), fill: color(ribbon.flow.from), 'fill-opacity': 0.72, stroke: 'var(--surface)', 'stroke-width': 0.8, 'data-mark': place })).join('')
      + arcs.map((arc) => el('path', { d: arcPath(x, y, radius - RING + 2, radius, arc), fill: color(arc.code) })).join('')
      + names(arcs, name, x, y, radius, width, height, pen),
  }
}

const wide = (from: number, to: number): 0 | 1 => (to - from > Math.PI ? 1 : 0)

function arcPath(x: number, y: number, inner: number, outer: number, { from, to }: Arc): string {
  const [a, b, c, d] = [onCircle(x, y, outer, from), onCircle(x, y, outer, to), onCircle(x, y, inner, to), onCircle(x, y, inner, from)]
  return `M${at(...a)}A${at(outer, outer)} 0 ${wide(from, to)} 1 ${at(...b)}L${at(...c)}A${at(inner, inner)} 0 ${wide(from, to)} 0 ${at(...d)}Z`
}

/** From the whole of the source's part to a point at the middle of the target's. */
function ribbonPath(x: number, y: number, radius: number, { source: [s0, s1], target: [t0, t1] }: Ribbon): string {
  const head = Math.min(14, radius * 0.16)
  const on = (angle: number, r = radius) => at(...onCircle(x, y, r, angle))
  return `M${on(s0)}A${at(radius, radius)} 0 ${wide(s0, s1)} 1 ${on(s1)}Q${on(...bend(s1, t0, radius))} ${on(t0, radius - head)}L${on((t0 + t1) / 2)}L${on(t1, radius - head)}Q${on(...bend(t1, s0, radius))} ${on(s0)}Z`
}

/** Where a line between two places of the circle bends: at its middle between opposite ones, the nearer to the circle the nearer they are. */
function bend(from: number, to: number, radius: number): readonly [angle: number, radius: number] {
  const way = ((to - from + 3 * Math.PI) % (2 * Math.PI)) - Math.PI
  return [from + way / 2, radius * (1 - Math.min(1, Math.abs(way) / NEAR)) ** 2]
}
const NEAR = 1.6

/** Names on the side where their arc lies, moved apart where they would cover each other, with a line to it. */
function names(arcs: readonly Arc[], name: (code: string) => string, x: number, y: number, radius: number, width: number, height: number, pen: Pen): string {
  const sides = Map.groupBy(arcs, ({ from, to }) => (Math.sin((from + to) / 2) >= 0 ? 'right' : 'left'))
  return [...sides].map(([side, own]) => {
    const wanted = own.map((arc) => ({ arc, y: onCircle(x, y, radius + 8, (arc.from + arc.to) / 2)[1] })).toSorted((a, b) => a.y - b.y)
    const heights = spread(wanted.map((one) => Math.max(LINE / 2, one.y)), LINE, height - LINE / 2)
    return wanted.map(({ arc }, place) => {
      const [ex, ey] = onCircle(x, y, radius + 1, (arc.from + arc.to) / 2)
      const tx = side === 'right' ? x + radius + 14 : x - radius - 14
      const ty = heights[place]!
      const room = side === 'right' ? width - tx : tx
      return el('path', { d: `M${at(ex, ey)}L${at(side === 'right' ? tx - 4 : tx + 4, ty)}`, stroke: 'var(--chart-axis)', fill: 'none' }) + label(tx, ty, fit(name(arc.code), room, pen), { anchor: side === 'right' ? 'start' : 'end', color: 'var(--ink)' })
    }).join('')
  }).join('')
}
