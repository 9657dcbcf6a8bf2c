import type { Collection, Dimension } from '../metadata/model.ts'

/** The codes of a dimension that are part of another one, each with what it is part of: the nearest first. */
export type Nesting = ReadonlyMap<string, readonly string[]>

/** Only breakdowns nest: a key dimension, like INDICATOR, tells series apart, and a series is never computed from another. */
export function nestingOf(collection: Collection, dimension: Dimension): Nesting {
  const parents = new Map((listOf(collection, dimension)?.codes ?? []).map((code) => [code.id, code.parent]))
  const nesting = new Map<string, readonly string[]>()
  if (dimension.role !== 'optional') return nesting
  for (const code of parents.keys()) {
    const above: string[] = []
    for (let next = parents.get(code); next !== undefined; next = parents.get(next)) above.push(next)
    if (above.length > 0) nesting.set(code, above)
  }
  return nesting
}

/** False where codes overlap (VULN): they are never summed, not even to a total. */
export const isExclusive = (collection: Collection, dimension: Dimension): boolean => listOf(collection, dimension)?.exclusive ?? true

export const isWithin = (nesting: Nesting, code: string, outer: string): boolean => code === outer || (nesting.get(code)?.includes(outer) ?? false)

/** The given codes and everything that is part of one of them. */
export const withParts = (nesting: Nesting, codes: readonly string[]): readonly string[] => [
  ...codes,
  ...[...nesting.keys()].filter((code) => !codes.includes(code) && codes.some((outer) => isWithin(nesting, code, outer))),
]

/** The given codes without those that are part of another of them. */
export const outermost = (nesting: Nesting, codes: readonly string[]): readonly string[] =>
  codes.filter((code) => !codes.some((outer) => outer !== code && isWithin(nesting, code, outer)))

const listOf = (collection: Collection, dimension: Dimension) =>
  dimension.representation.kind === 'codelist' ? collection.codelists.get(dimension.representation.list) : undefined
