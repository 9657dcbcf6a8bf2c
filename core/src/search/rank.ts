import type { Term, Token, Way } from './terms.ts'

type Numbers = Int32Array | Float64Array | readonly number[]
/** In which documents a token stands and how much it says of each (1: once in a text), side by side. Documents are numbered by who asks. */
export type Posting = { readonly documents: Numbers; readonly says: Numbers }
export type Postings = ReadonlyMap<Token, Posting>

/** Documents and how well each fits, side by side, in no order. */
export type Ranked = { readonly documents: Int32Array; readonly scores: Float64Array }

/**
 * The documents, of so many, in which everything stands that must, and how well they fit. A term counts by its best way; what stands in
 * few of the documents before the asker counts more, what stands in many less: 1 / (1 + ln n). Nothing is weighed by documents that
 * the asker does not see, since none is in `postings`.
 */
export function rank(terms: readonly Term[], postings: Postings, count: number): Ranked {
  const fits = terms.map((term) => fitsOf(term, postings, count))
  const rarities = fits.map((fit) => 1 / (1 + Math.log(Math.max(1, countOf(fit)))))
  const [documents, scores] = [new Int32Array(count), new Float64Array(count)]
  let found = 0
  if (!terms.every(({ optional }) => optional)) for (let document = 0; document < count; document++) {
    let score = 0
    let isThere = true
    for (let at = 0; at < fits.length && isThere; at++) {
      const fit = fits[at]![document]!
      isThere = fit > 0 || terms[at]!.optional
      score += fit * rarities[at]!
    }
    if (!isThere) continue
    documents[found] = document
    scores[found++] = Math.round(score * 10_000) / 10_000
  }
  return { documents: documents.subarray(0, found), scores: scores.subarray(0, found) }
}

/** Whether a term stands in any document. */
export const standsNowhere = ({ ways }: Term, postings: Postings): boolean => ways.every((way) => hold(way, postings).documents.length === 0)

function countOf(fit: Float64Array): number {
  let count = 0
  for (let at = 0; at < fit.length; at++) if (fit[at]! > 0) count++
  return count
}

/** How well each document has one term; 0 where it has not. */
function fitsOf({ ways }: Term, postings: Postings, count: number): Float64Array {
  const fits = new Float64Array(count)
  for (const way of ways) {
    const { documents, says } = hold(way, postings)
    for (let at = 0; at < documents.length; at++) fits[documents[at]!] = Math.max(fits[documents[at]!]!, says[at]! * way.weight)
  }
  return fits
}

const NONE: Posting = { documents: [], says: [] }

/** The documents that have all tokens of a way, each by what says least of it. */
function hold({ tokens }: Way, postings: Postings): Posting {
  const all = tokens.map((token) => postings.get(token) ?? NONE).toSorted((a, b) => a.documents.length - b.documents.length)
  if (all.length === 1) return all[0]!
  const [fewest = NONE, ...others] = all
  let left = new Map(Array.from(fewest.documents, (document, at) => [document, fewest.says[at]!]))
  for (const { documents, says } of others) {
    const both = new Map<number, number>()
    if (left.size > 0) for (let at = 0; at < documents.length; at++) {
      const least = left.get(documents[at]!)
      if (least !== undefined) both.set(documents[at]!, Math.min(least, says[at]!))
    }
    left = both
  }
  return { documents: [...left.keys()], says: [...left.values()] }
}

/** How much a token says of a text in which it stands so often, in the title or only below. */
export const saysOf = (inTitle: number, inText: number): number => Math.round(10 * ((inTitle > 0 ? 2 : 0) + (inTitle + inText > 0 ? 1 + Math.log(inTitle + inText) : 0))) / 10
