import { nodesOf, sumOf, type Flow } from './flows.ts'

/** Beyond these an arc of the circle is too short for its name. */
export const MOST_AREAS = 16
export const REST = '·'

export type Arc = { readonly code: string; readonly total: number; readonly from: number; readonly to: number }
export type Ribbon = { readonly flow: Flow; readonly source: readonly [number, number]; readonly target: readonly [number, number] }
export type Chord = { readonly arcs: readonly Arc[]; readonly ribbons: readonly Ribbon[]; /** How many codes share the last arc. */ readonly others: number }

const GAP = 0.035

/** The smallest codes as one, so that all flows are in the circle. */
export function grouped(flows: readonly Flow[], most: number): { readonly flows: readonly Flow[]; readonly others: number } {
  const nodes = nodesOf(flows)
  if (nodes.length <= most) return { flows, others: 0 }
  const kept = new Set(nodes.slice(0, most - 1).map(({ code }) => code))
  const name = (code: string): string => (kept.has(code) ? code : REST)
  const same = Map.groupBy(flows, ({ from, to }) => `${name(from)}|${name(to)}`)
  return {
    others: nodes.length - kept.size,
    flows: [...same.values()].map((all): Flow => ({ from: name(all[0]!.from), to: name(all[0]!.to), value: sumOf(all), codes: kept.has(all[0]!.from) || kept.has(all[0]!.to) ? held(all[0]!, kept) : {} })),
  }
}

/** What still holds for all flows that were taken together. */
const held = ({ codes, from, to }: Flow, kept: ReadonlySet<string>) => Object.fromEntries(Object.entries(codes).filter(([, code]) => kept.has(code) && (code === from || code === to)))

/** An arc for each code, as long as all that leads from and to it; a ribbon for each flow, between its part of both arcs. Angles from the top, clockwise. */
export function chordOf(all: readonly Flow[], most = MOST_AREAS): Chord {
  const { flows, others } = grouped(all, most)
  const nodes = nodesOf(flows).toSorted((a, b) => Number(a.code === REST) - Number(b.code === REST))
  const total = sumOf(flows) * 2
  const unit = (2 * Math.PI - GAP * nodes.length) / (total || 1)
  let angle = 0
  const arcs = nodes.map(({ code, out, into }): Arc => {
    const from = angle
    angle += (out + into) * unit + GAP
    return { code, total: out + into, from, to: angle - GAP }
  })
  const used = new Map(arcs.map(({ code, from }) => [code, from]))
  const take = (code: string, value: number): readonly [number, number] => {
    const from = used.get(code)!
    used.set(code, from + value * unit)
    return [from, from + value * unit]
  }
  const place = new Map(arcs.map(({ code }, at) => [code, at]))
  // Ends lie along an arc in the order of the other end, so that ribbons cross as little as they can.
  const ends = flows.flatMap((flow, at) => [{ at, own: flow.from, other: flow.to, value: flow.value, isSource: true }, { at, own: flow.to, other: flow.from, value: flow.value, isSource: false }])
  const around = (own: string, other: string): number => (place.get(own)! - place.get(other)! + arcs.length) % arcs.length
  const spans = new Map(ends.toSorted((a, b) => around(a.own, a.other) - around(b.own, b.other)).map((end) => [`${end.at}${end.isSource ? 's' : 't'}`, take(end.own, end.value)]))
  return { arcs, others, ribbons: flows.map((flow, at) => ({ flow, source: spans.get(`${at}s`)!, target: spans.get(`${at}t`)! })) }
}
