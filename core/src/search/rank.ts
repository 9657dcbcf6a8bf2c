import type { Term, Token } from './terms.ts'

/** In which documents a token stands and how much it says of each (1: once in a text). Documents are numbered by who asks. */
export type Postings = ReadonlyMap<Token, ReadonlyMap<number, number>>

/**
 * The documents in which everything stands that must, and how well they fit. A term counts by its best way; what stands in few of the
 * documents before the asker counts more, what stands in many less: 1 / (1 + ln n). Nothing is weighed by documents that the asker
 * does not see, since none is in `postings`.
 */
export function rank(terms: readonly Term[], postings: Postings): Map<number, number> {
  const fits = terms.map((term) => fitsOf(term, postings))
  const needed = fits.filter((_, at) => !terms[at]!.optional).toSorted((a, b) => a.size - b.size)
  const [fewest, ...others] = needed
  const scores = new Map<number, number>()
  if (!fewest) return scores
  const rarity = new Map(fits.map((fit) => [fit, 1 / (1 + Math.log(Math.max(1, fit.size)))]))
  for (const document of fewest.keys()) {
    if (!others.every((fit) => fit.has(document))) continue
    let score = 0
    for (const fit of fits) score += (fit.get(document) ?? 0) * rarity.get(fit)!
    scores.set(document, Math.round(score * 10_000) / 10_000)
  }
  return scores
}

/** How well each document has one term. */
export function fitsOf({ ways }: Term, postings: Postings): ReadonlyMap<number, number> {
  const fits = new Map<number, number>()
  for (const { tokens, weight } of ways) {
    const [first, ...rest] = tokens.map((token) => postings.get(token))
    if (!first || rest.some((one) => !one)) continue
    for (const [document, says] of first) {
      let least = says
      for (const one of rest) least = Math.min(least, one!.get(document) ?? 0)
      const fit = least * weight
      if (fit > (fits.get(document) ?? 0)) fits.set(document, fit)
    }
  }
  return fits
}

/** How much a token says of a text in which it stands so often, in the title or only below. */
export const saysOf = (inTitle: number, inText: number): number => Math.round(10 * ((inTitle > 0 ? 2 : 0) + (inTitle + inText > 0 ? 1 + Math.log(inTitle + inText) : 0))) / 10
