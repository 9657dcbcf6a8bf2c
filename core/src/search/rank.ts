import type { Term, Token } from './terms.ts'

/** In which documents a token stands and how much it says of each (1: once in a text), side by side. Documents are numbered by who asks. */
export type Posting = { readonly documents: readonly number[]; readonly says: readonly number[] }
export type Postings = ReadonlyMap<Token, Posting>

/** Documents and how well each fits, side by side, in no order. */
export type Ranked = { readonly documents: readonly number[]; readonly scores: readonly number[] }

/**
 * The documents, of so many, in which everything stands that must, and how well they fit. A term counts by its best way; what stands in
 * few of the documents before the asker counts more, what stands in many less: 1 / (1 + ln n). Nothing is weighed by documents that
 * the asker does not see, since none is in `postings`.
 */
export function rank(terms: readonly Term[], postings: Postings, count: number): Ranked {
  const fits = terms.map((term) => fitsOf(term, postings, count))
  const rarities = fits.map((fit) => 1 / (1 + Math.log(Math.max(1, countOf(fit)))))
  const [documents, scores]: [number[], number[]] = [[], []]
  if (terms.every(({ optional }) => optional)) return { documents, scores }
  for (let document = 0; document < count; document++) {
    let score = 0
    let isThere = true
    for (let at = 0; at < fits.length && isThere; at++) {
      const fit = fits[at]![document]!
      isThere = fit > 0 || terms[at]!.optional
      score += fit * rarities[at]!
    }
    if (!isThere) continue
    documents.push(document)
    scores.push(Math.round(score * 10_000) / 10_000)
  }
  return { documents, scores }
}

/** Whether a term stands in any document. */
export const standsNowhere = ({ ways }: Term, postings: Postings): boolean => !ways.some(({ tokens }) => {
  const [first, ...rest] = tokens.map((token) => postings.get(token))
  return first?.documents.some((document) => rest.every((one) => one?.documents.includes(document)))
})

const countOf = (fit: Float64Array): number => fit.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0)

/** How well each document has one term; 0 where it has not. */
function fitsOf({ ways }: Term, postings: Postings, count: number): Float64Array {
  const fits = new Float64Array(count)
  for (const { tokens, weight } of ways) {
    const own = tokens.map((token) => postings.get(token))
    if (own.some((one) => !one)) continue
    const [first, ...rest] = own as Posting[]
    const others = rest.map((one) => spread(one, count))
    first!.documents.forEach((document, at) => {
      let least = first!.says[at]!
      for (const other of others) least = Math.min(least, other[document]!)
      if (least * weight > fits[document]!) fits[document] = least * weight
    })
  }
  return fits
}

function spread({ documents, says }: Posting, count: number): Float64Array {
  const all = new Float64Array(count)
  documents.forEach((document, at) => { all[document] = says[at]! })
  return all
}

/** How much a token says of a text in which it stands so often, in the title or only below. */
export const saysOf = (inTitle: number, inText: number): number => Math.round(10 * ((inTitle > 0 ? 2 : 0) + (inTitle + inText > 0 ? 1 + Math.log(inTitle + inText) : 0))) / 10
