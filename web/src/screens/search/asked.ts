import type { Search } from '../../router/place.ts'

/** By what results are narrowed; the same names as in the question to the server. */
export const FACETS = ['kind', 'member', 'year', 'language', 'dataflow'] as const
export type Facet = (typeof FACETS)[number]
export type Chosen = { readonly [F in Facet]?: readonly string[] }

/** What a reader searches for, as it stands in the address. */
export type Asked = { readonly words: string; readonly chosen: Chosen }

const FORM = /^[A-Za-z0-9_,-]{1,400}$/

export function askedOf(search: Search): Asked {
  const chosen = FACETS.flatMap((facet) => (FORM.test(search[facet] ?? '') ? [[facet, [...new Set(search[facet]!.split(','))].filter((value) => value !== '')] as const] : []))
  return { words: (search['q'] ?? '').trim().slice(0, 200), chosen: Object.fromEntries(chosen) }
}

export const searchOf = ({ words, chosen }: Asked): Search => ({ q: words || undefined, ...Object.fromEntries(FACETS.map((facet) => [facet, chosen[facet]?.join(',') || undefined])) })

/** The same with a value chosen, or no longer. */
export function toggled({ words, chosen }: Asked, facet: Facet, value: string): Asked {
  const now = chosen[facet] ?? []
  return { words, chosen: { ...chosen, [facet]: now.includes(value) ? now.filter((one) => one !== value) : [...now, value] } }
}

export const isNarrowed = ({ chosen }: Asked): boolean => FACETS.some((facet) => (chosen[facet]?.length ?? 0) > 0)
