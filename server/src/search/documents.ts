import type { Catalogue } from '@openvrs/core/search/catalogue.ts'
import type { Posting, Postings } from '@openvrs/core/search/rank.ts'
import type { Looked } from './look.ts'
import type { OwnReport } from './own-reports.ts'

/** All that may be found, under one numbering: first released units, then what everybody may know, then own reports. */
export type Documents = { readonly looked: Looked; readonly catalogue: Catalogue; readonly reports: readonly OwnReport[] }

/** Where descriptions and reports begin, and how many documents there are. */
export function bordersOf({ looked, catalogue, reports }: Documents): { readonly descriptions: number; readonly reports: number; readonly end: number } {
  const first = looked.count + catalogue.descriptions.length
  return { descriptions: looked.count, reports: first, end: first + reports.length }
}

/** In which documents of any sort the tokens stand. */
export function postingsOf(tokens: readonly string[], documents: Documents): Postings {
  const { looked, catalogue, reports } = documents
  const from = bordersOf(documents)
  return new Map(tokens.flatMap((token) => {
    const own = reports.flatMap((report, at) => (report.tokens.has(token) ? [at] : []))
    const parts = [looked.postings.get(token) ?? [], moved(catalogue.postings.get(token), from.descriptions), own.length === 0 ? [] : moved({ documents: own, says: own.map(() => 1) }, from.reports)].flat()
    return parts.length === 0 ? [] : [[token, parts.length === 1 ? parts[0]! : joined(parts)] as const]
  }))
}

const moved = (posting: Posting | undefined, by: number): Posting[] => (posting ? [{ documents: Int32Array.from(posting.documents, (number) => number + by), says: posting.says }] : [])

function joined(parts: readonly Posting[]): Posting {
  const count = parts.reduce((sum, { documents }) => sum + documents.length, 0)
  const [documents, says] = [new Int32Array(count), new Float64Array(count)]
  let at = 0
  for (const part of parts) {
    documents.set(part.documents, at)
    says.set(part.says, at)
    at += part.documents.length
  }
  return { documents, says }
}
