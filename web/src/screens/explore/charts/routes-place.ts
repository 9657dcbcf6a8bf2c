import type { Link, Node, Stages } from './stages.ts'

export type Placed = Node & { readonly x: number; readonly y: number; readonly height: number }
export type Band = Link & { readonly source: Placed; readonly target: Placed; readonly y0: number; readonly y1: number; readonly thick: number }
export type Ways = { readonly nodes: readonly Placed[]; readonly bands: readonly Band[] }

export const NODE = 12
const ROUNDS = 6

/** Where nodes and bands lie: each stage a column, as high as its figures, ordered so that bands cross little; `between` is left free between its nodes. */
export function place({ nodes, links, stages }: Stages, width: number, height: number, between = 14): Ways {
  const columns = Array.from({ length: stages }, (_, stage) => nodes.filter((node) => node.stage === stage))
  const unit = Math.max(0, Math.min(...columns.filter((own) => own.length > 0).map((own) => (height - between * (own.length - 1)) / (own.reduce((sum, { value }) => sum + value, 0) || 1))))
  const orders = ordered(columns, links)
  const placed = new Map<string, Placed>()
  for (const own of orders) {
    const high = own.reduce((sum, { value }) => sum + value * unit, 0) + between * Math.max(0, own.length - 1)
    let y = (height - high) / 2
    for (const node of own) {
      placed.set(node.id, { ...node, x: stages < 2 ? 0 : (node.stage * (width - NODE)) / (stages - 1), y, height: node.value * unit })
      y += node.value * unit + between
    }
  }
  return { nodes: [...placed.values()], bands: bandsOf(links, placed, unit) }
}

/** Each column by where the bands of its nodes come from, and back again, until little changes. */
function ordered(columns: readonly (readonly Node[])[], links: readonly Link[]): readonly (readonly Node[])[] {
  const orders = columns.map((own) => [...own])
  for (let round = 0; round < ROUNDS; round++) {
    const isForth = round % 2 === 0
    const walk = isForth ? orders.keys() : [...orders.keys()].toReversed()
    for (const stage of walk) {
      const beside = orders[isForth ? stage - 1 : stage + 1]
      if (!beside) continue
      const heights = new Map(beside.map(({ id }, at) => [id, at]))
      const middle = new Map(orders[stage]!.map(({ id }, at) => {
        const own = links.filter((link) => (isForth ? link.to === id && heights.has(link.from) : link.from === id && heights.has(link.to)))
        const weight = own.reduce((sum, { value }) => sum + value, 0)
        return [id, weight === 0 ? at : own.reduce((sum, link) => sum + heights.get(isForth ? link.from : link.to)! * link.value, 0) / weight] as const
      }))
      orders[stage]!.sort((a, b) => middle.get(a.id)! - middle.get(b.id)! || b.value - a.value)
    }
  }
  return orders
}

function bandsOf(links: readonly Link[], placed: ReadonlyMap<string, Placed>, unit: number): readonly Band[] {
  const height = (id: string | undefined): number => placed.get(id ?? '')?.y ?? 0
  const ends = (side: 'from' | 'to', other: 'from' | 'to'): ReadonlyMap<Link, number> => {
    const used = new Map<string, number>()
    return new Map(links.toSorted((a, b) => placed.get(a[other])!.y - placed.get(b[other])!.y || height(a.origin) - height(b.origin)).map((link) => {
      const y = used.get(link[side]) ?? placed.get(link[side])!.y
      used.set(link[side], y + link.value * unit)
      return [link, y]
    }))
  }
  const [sources, targets] = [ends('from', 'to'), ends('to', 'from')]
  return links.map((link) => ({ ...link, source: placed.get(link.from)!, target: placed.get(link.to)!, y0: sources.get(link)!, y1: targets.get(link)!, thick: link.value * unit }))
}
