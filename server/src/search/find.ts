import { lexiconOf, type Catalogue } from '@openvrs/core/search/catalogue.ts'
import { firstInOrder, type Placed } from '@openvrs/core/search/cursor.ts'
import { countFacets, isChosen, type Chosen, type Facets } from '@openvrs/core/search/facets.ts'
import { rank, type Postings } from '@openvrs/core/search/rank.ts'
import { readTerms, tokensOf, type Term } from '@openvrs/core/search/terms.ts'
import { foldedWords } from '@openvrs/core/search/words.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { bordersOf, postingsOf, type Documents } from './documents.ts'
import { hitsOf, type Found, type Hits } from './hits.ts'
import { look } from './look.ts'
import { listOwnReports } from './own-reports.ts'
import { inEveryLanguage, readStems } from './stems.ts'

export type Search = {
  readonly terms: readonly Term[]
  readonly postings: Postings
  /** Whether anything has what is sought, whatever was chosen; and how much of it was chosen. */
  readonly isAnything: boolean
  readonly total: number
  readonly facets: ReturnType<typeof countFacets>
  /** Of whose series and narratives it tells that they are there, whatever was chosen and stands on the page. */
  readonly tellsOf: readonly Owned[]
  /** What was chosen: the first of it in order, behind a place; or all of it in no order. */
  readonly first: (most: number, after?: Placed) => Found[]
  readonly all: () => Found[]
}

/** Everything that the viewer of the transaction may see and that has what the line asks for. */
export async function find(trx: Trx, viewer: Viewer, catalogue: Catalogue, line: string, chosen: Chosen, now: Date): Promise<Search> {
  const terms = readTerms(line, lexiconOf(catalogue, await readStems(trx, inEveryLanguage(foldedWords(line)))))
  const tokens = tokensOf(terms)
  const documents: Documents = { looked: await look(trx, viewer, tokens, now), catalogue, reports: await listOwnReports(reading(trx), viewer) }
  const postings = postingsOf(tokens, documents)
  const hits = hitsOf(rank(terms, postings, bordersOf(documents).end), documents)
  const alike = new Map<Facets, number>()
  for (let at = 0; at < hits.count; at++) alike.set(hits.facets(at), (alike.get(hits.facets(at)) ?? 0) + 1)
  const taken = takenOf(hits, chosen)
  return {
    tellsOf: [...alike.keys()].flatMap(ownedOf), terms, postings, isAnything: hits.count > 0, total: taken.length, facets: countFacets(alike, chosen),
    first: (most, after) => firstInOrder({ count: taken.length, score: (at) => hits.score(taken[at]!), period: (at) => hits.period(taken[at]!), key: (at) => hits.found(taken[at]!).key }, most, after).map((at) => hits.found(taken[at]!)),
    all: () => Array.from(taken, hits.found),
  }
}

type Owned = { readonly dataflow: string; readonly member: string }
const ownedOf = ({ kind, dataflow, member }: Facets): Owned[] => (kind[0] === 'series' || kind[0] === 'narrative' ? [{ dataflow: dataflow[0]!, member: member[0]! }] : [])

/** The places of what was chosen. */
function takenOf(hits: Hits, chosen: Chosen): Int32Array {
  const known = new Map<Facets, boolean>()
  const taken = new Int32Array(hits.count)
  let count = 0
  for (let at = 0; at < hits.count; at++) {
    const facets = hits.facets(at)
    const is = known.get(facets) ?? isChosen(facets, chosen)
    known.set(facets, is)
    if (is) taken[count++] = at
  }
  return taken.subarray(0, count)
}
