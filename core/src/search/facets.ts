/** By what results are narrowed. A document can stand under several years, and under no member. */
export const FACETS = ['kind', 'member', 'year', 'language', 'dataflow'] as const
export type Facet = (typeof FACETS)[number]
export type Facets = { readonly [F in Facet]: readonly string[] }
export type Chosen = { readonly [F in Facet]?: readonly string[] | undefined }

const isIn = (facets: Facets, facet: Facet, chosen: Chosen): boolean => {
  const values = chosen[facet]
  return values === undefined || values.length === 0 || values.some((value) => facets[facet].includes(value))
}

export const isChosen = (facets: Facets, chosen: Chosen): boolean => FACETS.every((facet) => isIn(facets, facet, chosen))

export type Counted = { readonly value: string; readonly count: number }

/** How many documents there would be under each value, with everything else that is chosen; the most first. Documents that are alike may be given once, with their number. */
export function countFacets(documents: Iterable<readonly [Facets, number]>, chosen: Chosen): { readonly [F in Facet]: Counted[] } {
  const count = (facet: Facet): Counted[] => {
    const counts = new Map<string, number>()
    for (const [one, times] of documents) {
      if (!FACETS.every((other) => other === facet || isIn(one, other, chosen))) continue
      for (const value of one[facet]) counts.set(value, (counts.get(value) ?? 0) + times)
    }
    return [...counts].map(([value, n]) => ({ value, count: n })).toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  }
  return { kind: count('kind'), member: count('member'), year: count('year').toSorted((a, b) => (a.value < b.value ? 1 : -1)), language: count('language'), dataflow: count('dataflow') }
}
