import type { Draw, Drawn, Pen } from './drawn.ts'
import { fit } from './fit-words.ts'
import { isByLeg } from './layout.ts'
import { category, MOST_SERIES } from './look.ts'
import type { Marked } from './mark.ts'
import { NODE, place, type Band, type Placed } from './routes-place.ts'
import { stagesOf, type Node } from './stages.ts'
import { at, el, label, type Anchor } from './svg.ts'

const HEAD = 26
const LEAST = 1
const NODE_ROOM = 52
/** Where a column is narrower than this, names stand above their nodes instead of beside them: each has its column for itself. */
const NARROW = 200
const ABOVE = 17

/** Ways through stages, as wide as their figures, in the colour of where they begin. They run as the language reads. */
export const draw: Draw = (drawn, width, pen) => {
  const shape = stagesOf(drawn.grid)
  const tallest = Math.max(1, ...Array.from({ length: shape.stages }, (_, stage) => shape.nodes.filter((node) => node.stage === stage).length))
  const isNarrow = width / shape.stages < NARROW
  const top = HEAD + (isNarrow ? ABOVE : 0)
  const height = top + 8 + Math.max(220, Math.min(520, tallest * NODE_ROOM))
  const { nodes, bands } = place(shape, width, height - top - 8, isNarrow ? ABOVE + 3 : undefined)
  const first = nodes.filter(({ stage }) => stage === 0).toSorted((a, b) => b.value - a.value)
  const colors = new Map(first.map(({ id, codes }, at) => [id, at < MOST_SERIES && codes.length === 1 ? category(at) : 'var(--cat-other)']))
  const x = (from: number, wide = 0): number => (drawn.isRightToLeft ? width - from - wide : from)
  const color = (id: string | undefined): string => colors.get(id ?? '') ?? 'var(--cat-other)'
  const name = (node: Node): string => (node.codes.length > 1 && node.id.endsWith('|') ? drawn.words.others(node.codes.length) : drawn.words.mark(node.dimension, node.codes[0]!))
  const ordered = bands.toSorted((a, b) => b.thick - a.thick)
  const marks = [...ordered.map((band) => markOf(band, nodes.find(({ id }) => id === band.origin), name, drawn)), ...nodes.map((node) => nodeMark(node, name, drawn))]
  const gap = shape.stages < 2 ? width : (width - NODE) / (shape.stages - 1) - NODE
  return {
    marks, height,
    svg: heads(drawn, shape.stages, width, x, pen) + el('g', { transform: `translate(0 ${top})` },
      ...ordered.map((band, place) => el('path', { d: curve(band, x), fill: 'none', stroke: color(band.origin), 'stroke-width': Math.max(LEAST, band.thick), 'stroke-opacity': 0.45, 'data-mark': place })),
      ...nodes.map((node, place) => el('rect', { x: x(node.x, NODE), y: node.y, width: NODE, height: Math.max(LEAST, node.height), fill: node.stage === 0 ? color(node.id) : 'var(--ink-3)', rx: 1, 'data-mark': ordered.length + place })),
      ...nodes.map((node) => (isNarrow ? above(node, fit(name(node), width / shape.stages - 4, pen), shape.stages, x, drawn) : beside(node, fit(name(node), gap * (node.stage >= shape.stages - 2 ? 0.5 : 0.9) - 10, pen), shape.stages, x, drawn)))),
  }
}

function curve({ source, target, y0, y1, thick }: Band, x: (from: number) => number): string {
  const [from, to] = [source.x + NODE, target.x]
  const middle = (from + to) / 2
  return `M${at(x(from), y0 + thick / 2)}C${at(x(middle), y0 + thick / 2, x(middle), y1 + thick / 2, x(to), y1 + thick / 2)}`
}

function beside(node: Placed, words: string, stages: number, x: (from: number) => number, { isRightToLeft }: Drawn): string {
  const isLast = node.stage === stages - 1 && stages > 1
  return label(x(isLast ? node.x - 5 : node.x + NODE + 5), node.y + node.height / 2, words, { anchor: isLast !== isRightToLeft ? 'end' : 'start', color: 'var(--ink)', halo: true })
}

function above(node: Placed, words: string, stages: number, x: (from: number) => number, drawn: Drawn): string {
  return label(x(alongOf(node.stage, stages, node.x, node.x + NODE)), node.y - ABOVE / 2 + 1, words, { anchor: anchorOf(node.stage, stages, drawn), color: 'var(--ink)', halo: true })
}

/** Words of the first stage begin where the drawing begins, those of the last end where it ends. */
const anchorOf = (stage: number, stages: number, { isRightToLeft }: Drawn): Anchor => (stage === 0 ? (isRightToLeft ? 'end' : 'start') : stage < stages - 1 ? 'middle' : isRightToLeft ? 'start' : 'end')
const alongOf = (stage: number, stages: number, from: number, to: number): number => (stage === 0 ? from : stage < stages - 1 ? (from + to) / 2 : to)

/** What each stage is, with an arrow the way that it runs. */
function heads(drawn: Drawn, stages: number, width: number, x: (from: number) => number, pen: Pen): string {
  const { grid, names, words } = drawn
  const said = Array.from({ length: stages }, (_, stage) => (isByLeg(grid.dimensions) ? (stage === 0 ? words.t('chart.start') : words.t('chart.leg', { number: words.number(stage) })) : names.dimension(grid.dimensions[stage]!)))
  const room = stages < 2 ? width : (width / (stages - 1)) * 0.62
  return said.map((one, stage) => {
    const from = stages < 2 ? 0 : (stage * (width - NODE)) / (stages - 1)
    return label(x(alongOf(stage, stages, from, from + NODE)), 8, fit(one, room, pen), { anchor: anchorOf(stage, stages, drawn), color: 'var(--ink-3)' })
  }).join('')
}

/** Named with where it began: its colour says so to who sees it. */
const markOf = ({ source, target, value, codes }: Band, origin: Placed | undefined, name: (node: Node) => string, { words }: Drawn): Marked =>
  ({ codes, head: words.way([...(origin && origin !== source ? [origin] : []), source, target].map(name)), lines: [{ name: words.counted, value: words.number(value) }] })

const nodeMark = (node: Placed, name: (node: Node) => string, { words }: Drawn): Marked => ({
  codes: node.codes.length === 1 ? { [node.dimension]: node.codes[0]! } : {}, head: name(node), lines: [{ name: words.counted, value: words.number(node.value) }],
})
