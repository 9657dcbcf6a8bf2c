import type { Grid, Row } from '../shape.ts'
import { isByLeg } from './layout.ts'
import type { Mark } from './mark.ts'

/** A code at its place along the way: the same place reached as the second and as the third is two nodes, so that no way leads in a circle. */
export type Node = { readonly id: string; readonly stage: number; readonly dimension: string; readonly codes: readonly string[]; readonly value: number }
/** A part of what leads from one node to the next; `origin` is the node of the first stage that it comes from, where that is told. */
export type Link = { readonly from: string; readonly to: string; readonly origin: string | undefined; readonly value: number; readonly codes: Mark }
export type Stages = { readonly nodes: readonly Node[]; readonly links: readonly Link[]; readonly stages: number; readonly unavailable: number }

/** Codes beyond these at a stage stand as one. */
export const MOST_NODES = 10

type Step = { readonly from: readonly [stage: number, code: string]; readonly to: readonly [stage: number, code: string]; readonly origin: string | undefined; readonly value: number; readonly codes: Mark }

/** Rows as ways through stages: by leg where places are told leg by leg, else from each dimension to the next in their order. */
export function stagesOf(grid: Grid, most = MOST_NODES): Stages {
  const { dimensions, rows } = grid
  const counted = rows.filter((row): row is Row & { readonly cells: readonly [number] } => typeof row.cells[0] === 'number' && row.cells[0] !== 0)
  const steps = isByLeg(dimensions) ? legsOf(dimensions, counted) : pairsOf(dimensions, counted)
  const kept = largestOf(steps, most)
  const idOf = (stage: number, code: string): string => `${stage}|${kept.get(stage)!.has(code) ? code : ''}`
  const originOf = ({ from: [stage, code], origin }: Step): string | undefined => (origin === undefined ? (stage === 0 ? idOf(0, code) : undefined) : idOf(0, origin))
  const links = [...Map.groupBy(steps, (step) => `${idOf(...step.from)}>${idOf(...step.to)}>${originOf(step) ?? ''}`).values()].map((same): Link => ({
    from: idOf(...same[0]!.from), to: idOf(...same[0]!.to), origin: originOf(same[0]!), value: same.reduce((sum, { value }) => sum + value, 0), codes: shared(same.map(({ codes }) => codes)),
  }))
  const found = new Map<string, Set<string>>()
  for (const { from, to } of steps) for (const [stage, code] of [from, to]) found.set(idOf(stage, code), (found.get(idOf(stage, code)) ?? new Set()).add(code))
  const nodes = [...found].map(([id, codes]): Node => {
    const stage = Number(id.slice(0, id.indexOf('|')))
    const through = (end: 'from' | 'to') => links.filter((link) => link[end] === id).reduce((sum, { value }) => sum + value, 0)
    return { id, stage, dimension: isByLeg(dimensions) ? (stage === 0 ? 'FROM_PLACE' : 'TO_PLACE') : dimensions[stage]!, codes: [...codes], value: Math.max(through('from'), through('to')) }
  })
  return { nodes: nodes.toSorted((a, b) => a.stage - b.stage || b.value - a.value), links, stages: Math.max(0, ...nodes.map(({ stage }) => stage)) + 1, unavailable: rows.filter(({ cells: [cell] }) => cell === null).length }
}

/** A leg leads from its place to the next: the first from the first stage to the second. What is no numbered leg, such as a route as a whole, is no step. */
function legsOf(dimensions: readonly string[], rows: readonly (Row & { readonly cells: readonly [number] })[]): readonly Step[] {
  const [leg, from, to] = ['LEG_NO', 'FROM_PLACE', 'TO_PLACE'].map((id) => dimensions.indexOf(id)) as [number, number, number]
  return rows.flatMap(({ codes, cells: [value] }) => {
    const number = Number(codes[leg])
    return Number.isInteger(number) && number > 0
      ? [{ from: [number - 1, codes[from]!] as const, to: [number, codes[to]!] as const, origin: undefined, value, codes: { LEG_NO: codes[leg]!, FROM_PLACE: codes[from]!, TO_PLACE: codes[to]! } }] : []
  })
}

const pairsOf = (dimensions: readonly string[], rows: readonly (Row & { readonly cells: readonly [number] })[]): readonly Step[] => rows.flatMap(({ codes, cells: [value] }) =>
  dimensions.slice(1).map((to, stage): Step => ({ from: [stage, codes[stage]!], to: [stage + 1, codes[stage + 1]!], origin: codes[0]!, value, codes: { [dimensions[0]!]: codes[0]!, [dimensions[stage]!]: codes[stage]!, [to]: codes[stage + 1]! } })))

/** The codes of each stage that stand for themselves. */
function largestOf(steps: readonly Step[], most: number): ReadonlyMap<number, ReadonlySet<string>> {
  const sizes = new Map<number, Map<string, number>>()
  for (const { from, to, value } of steps) for (const [stage, code] of [from, to]) {
    const own = sizes.get(stage) ?? new Map<string, number>()
    sizes.set(stage, own.set(code, (own.get(code) ?? 0) + value))
  }
  return new Map([...sizes].map(([stage, own]) => [stage, new Set([...own].toSorted((a, b) => b[1] - a[1]).slice(0, own.size <= most ? most : most - 1).map(([code]) => code))]))
}

/** What all of them have alike. */
const shared = (all: readonly Mark[]): Mark => Object.fromEntries(Object.entries(all[0] ?? {}).filter(([id, code]) => all.every((one) => one[id] === code)))
