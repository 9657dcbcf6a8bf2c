import type { Draw, Drawn, Pen } from './drawn.ts'
import { flowsOf, type Flow } from './flows.ts'
import { mapHeight, mapOf } from './map-shape.ts'
import type { Marked } from './mark.ts'
import { areaName } from './name.ts'
import { windowOf, type Point, type View } from './projection.ts'
import { stepsTo } from './scale.ts'
import { at, el, label, type Anchor } from './svg.ts'
import { borders, outlines, places } from './world.ts'

const THIN = 0.9
const THICK = 9
const KEY = 36
/** How far a line bends from the straight one, of its length: to its left, so that both ways lie beside each other. */
const BEND = 0.22

const placeOf = (drawn: Pick<Drawn, 'numeric'>) => (code: string): Point | undefined => places.get(drawn.numeric.get(code) ?? '')

/** Flows as curved lines on a map, the thicker the more, with a head where they arrive and a ring where they come from. A map is never mirrored. */
export const draw: Draw = (drawn, width, pen) => {
  const height = mapHeight(width)
  const place = placeOf(drawn)
  const shape = mapOf(flowsOf(drawn.grid), (code) => place(code) !== undefined)
  const codes = [...new Set(shape.lines.flatMap(({ from, to }) => [from, to]))]
  const view = windowOf(codes.map((code) => place(code)!), width, height - KEY)
  const point = (code: string): Point => {
    const [longitude, latitude] = place(code)!
    return view.project([view.near(longitude), latitude])
  }
  const highest = shape.lines[0]?.value ?? 0
  const thick = (value: number): number => THIN + (THICK - THIN) * Math.sqrt(value / Math.max(1, highest))
  const lines = shape.lines.map((flow) => ({ flow, path: arrow(point(flow.from), point(flow.to), thick(flow.value)) }))
  const marks = lines.map(({ flow }) => markOf(flow, drawn))
  const ends = new Set(codes.map((code) => drawn.numeric.get(code)))
  return {
    marks, height,
    svg: land(view, width, height - KEY, (number) => ends.has(number))
      // The largest lies on top.
      + el('g', { fill: 'none', stroke: 'var(--accent)', 'stroke-linecap': 'butt' }, ...lines.map(({ flow, path }, place) => el('g', { 'data-mark': place }, el('path', { d: path.line, 'stroke-width': thick(flow.value), 'stroke-opacity': 0.75 }), el('path', { d: path.head, fill: 'var(--accent)', stroke: 'none' }), el('path', { d: path.line, stroke: 'transparent', 'stroke-width': Math.max(14, thick(flow.value)) }))).toReversed())
      + [...new Set(shape.lines.map(({ from }) => from))].map((code) => el('circle', { cx: point(code)[0], cy: point(code)[1], r: 3, fill: 'var(--surface)', stroke: 'var(--accent)', 'stroke-width': 1.6 })).join('')
      + names(codes, point, drawn, width, height - KEY, pen)
      + key(highest, thick, drawn, width, height, pen),
  }
}

const markOf = ({ from, to, value, codes }: Flow, { grid, names, words }: Drawn): Marked => ({
  codes, head: words.t('chart.from_to', { from: names.code(grid.dimensions[0]!, from), to: names.code(grid.dimensions[1]!, to) }), lines: [{ name: words.counted, value: words.number(value) }],
})

/** A curve that ends where its head begins, and the head. */
function arrow([ax, ay]: Point, [bx, by]: Point, thick: number): { readonly line: string; readonly head: string } {
  const [dx, dy] = [bx - ax, by - ay]
  const [cx, cy] = [(ax + bx) / 2 + dy * BEND, (ay + by) / 2 - dx * BEND]
  const length = Math.hypot(bx - cx, by - cy) || 1
  const [ux, uy] = [(bx - cx) / length, (by - cy) / length]
  const [long, half] = [5 + thick * 1.3, 2.6 + thick * 0.75]
  const [hx, hy] = [bx - ux * long, by - uy * long]
  return { line: `M${at(ax, ay)}Q${at(cx, cy, hx, hy)}`, head: `M${at(bx, by)}L${at(hx - uy * half, hy + ux * half)}L${at(hx + uy * half, hy - ux * half)}Z` }
}

/** The areas within the window, those at an end of a line told apart, and their borders. */
function land({ project, near }: View, width: number, height: number, isEnd: (number: string | undefined) => boolean): string {
  const turns = (ring: readonly Point[]): readonly (readonly Point[])[] => {
    const middle = ring.reduce((sum, [longitude]) => sum + longitude, 0) / ring.length
    const home = near(middle) - middle
    return [home - 360, home, home + 360].map((turn) => ring.map(([longitude, latitude]) => project([longitude + turn, latitude])))
      .filter((points) => points.some(([x, y]) => x > -20 && x < width + 20 && y > -20 && y < height + 20))
  }
  const path = (points: readonly Point[]): string => `M${points.map(([x, y]) => at(Math.max(-2000, Math.min(width + 2000, x)), y)).join('L')}`
  const areas = outlines.map(({ number, rings }) => ({ isEnd: isEnd(number), d: rings.flatMap(turns).map((points) => `${path(points)}Z`).join('') })).filter(({ d }) => d !== '')
  const filled = (of: boolean) => areas.filter((area) => area.isEnd === of).map(({ d }) => d).join('')
  return el('path', { d: filled(false), fill: 'var(--chart-land)' }) + el('path', { d: filled(true), fill: 'var(--accent-tint-2)' })
    + el('path', { d: borders.flatMap(withoutCut).flatMap(turns).map(path).join(''), fill: 'none', stroke: 'var(--chart-coast)', 'stroke-width': 0.7, 'stroke-linejoin': 'round' })
}

/** The parts of a border on either side of the edge at which the map was cut open. */
function withoutCut(line: readonly Point[]): readonly (readonly Point[])[] {
  const parts: Point[][] = [[]]
  for (const point of line) {
    if (Math.abs(Math.abs(point[0]) - 180) < 0.1) parts.push([])
    else parts.at(-1)!.push(point)
  }
  return parts.filter((part) => part.length > 1)
}

type Box = { readonly x: number; readonly y: number; readonly wide: number; readonly high: number }
const meet = (a: Box, b: Box): boolean => a.x < b.x + b.wide && b.x < a.x + a.wide && a.y < b.y + b.high && b.y < a.y + a.high

/** Where a name may stand from its place: beside it, or further away with a line to it. */
const WAYS: readonly (readonly [Anchor, number, number])[] = [
  ['start', 9, 0], ['end', -9, 0], ['middle', 0, 15], ['middle', 0, -15], ['start', 9, 13], ['end', -9, 13], ['start', 9, -13], ['end', -9, -13],
  ...[26, 42, 58].flatMap((far): readonly (readonly [Anchor, number, number])[] => [['start', far, -far], ['start', far, far], ['end', -far, -far], ['end', -far, far]]),
]

/** Names beside their places, those with most to show first; a name without room is left to the pointer and the table. */
function names(codes: readonly string[], point: (code: string) => Point, drawn: Drawn, width: number, height: number, pen: Pen): string {
  const taken: Box[] = codes.map((code) => ({ x: point(code)[0] - 4, y: point(code)[1] - 4, wide: 8, high: 8 }))
  return codes.map((code) => {
    const said = areaName(drawn, code)
    const [x, y] = point(code)
    const wide = pen(said)
    for (const [anchor, dx, dy] of WAYS) {
      const [tx, ty] = [x + dx, y + dy]
      const box = { x: anchor === 'start' ? tx : anchor === 'end' ? tx - wide : tx - wide / 2, y: ty - 8, wide, high: 16 }
      if (box.x < 2 || box.x + wide > width - 2 || box.y < 2 || box.y + 16 > height - 2 || taken.some((other) => meet(box, other))) continue
      taken.push(box)
      const lead = Math.abs(dy) > 20 ? el('path', { d: `M${at(x, y)}L${at(tx - Math.sign(dx) * 3, ty)}`, stroke: 'var(--ink-3)', 'stroke-width': 1 }) : ''
      return lead + label(tx, ty, said, { anchor, color: 'var(--ink)', strong: true, halo: true })
    }
    return ''
  }).join('')
}

/** How much a line of a thickness is. */
function key(highest: number, thick: (value: number) => number, { words }: Drawn, width: number, height: number, pen: Pen): string {
  if (highest === 0) return ''
  const steps = stepsTo(highest, 4).filter((step) => step > 0 && step <= highest)
  const shown = [...new Set([steps[0]! / 10 >= 1 ? steps[0]! / 10 : steps[0]!, steps[0]!, steps.at(-1)!])]
  let x = 4
  const parts = shown.map((value) => {
    const from = x
    x += 34 + pen(words.number(value)) + 18
    return x > width ? '' : el('line', { x1: from, x2: from + 28, y1: height - 16, y2: height - 16, stroke: 'var(--accent)', 'stroke-width': thick(value) }) + label(from + 34, height - 16, words.number(value))
  })
  return parts.join('')
}
