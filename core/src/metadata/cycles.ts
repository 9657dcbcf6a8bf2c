/**
 * Circles in a graph of names (what is part of what, what extends what). Each circle is told once, in its order.
 * Without recursion, since a list may chain thousands of codes.
 */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const open = withoutDeadEnds(edges)
  const cycles: string[][] = []
  for (const start of edges.keys()) {
    const trail: string[] = []
    let node: string | undefined = start
    while (node !== undefined && open.has(node) && !trail.includes(node)) {
      trail.push(node)
      node = edges.get(node)?.find((next) => open.has(next))
    }
    if (node !== undefined && trail.includes(node)) cycles.push(trail.slice(trail.indexOf(node)))
    for (const passed of trail) open.delete(passed)
  }
  return cycles
}

/** The names from which one can walk on forever: what is left when names that lead nowhere are taken away again and again. */
function withoutDeadEnds(edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const sources = new Map<string, string[]>()
  const ways = new Map<string, number>()
  for (const [from, targets] of edges) {
    const inside = targets.filter((to) => edges.has(to))
    ways.set(from, inside.length)
    for (const to of inside) getOrAdd(sources, to).push(from)
  }
  const ends = [...ways].filter(([, count]) => count === 0).map(([name]) => name)
  for (let name = ends.pop(); name !== undefined; name = ends.pop()) {
    ways.delete(name)
    for (const from of sources.get(name) ?? []) {
      const left = ways.get(from)! - 1
      ways.set(from, left)
      if (left === 0) ends.push(from)
    }
  }
  return new Set(ways.keys())
}

/** `A, B, A`: a circle as a person reads it. */
export const cycleText = (cycle: readonly string[]): string => [...cycle, cycle[0]].join(', ')

function getOrAdd(lists: Map<string, string[]>, name: string): string[] {
  const found = lists.get(name)
  if (found) return found
  const made: string[] = []
  lists.set(name, made)
  return made
}
