import { lexiconOf, type Catalogue } from '@openvrs/core/search/catalogue.ts'
import { firstInOrder, type Placed } from '@openvrs/core/search/cursor.ts'
import { countFacets, isChosen, type Chosen, type Facets } from '@openvrs/core/search/facets.ts'
import { rank, type Posting, type Postings, type Ranked } from '@openvrs/core/search/rank.ts'
import { readTerms, tokensOf, type Term } from '@openvrs/core/search/terms.ts'
import { foldedWords } from '@openvrs/core/search/words.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { look, type Looked, type Unit } from './look.ts'
import { listOwnReports, periodsOf, type OwnReport } from './own-reports.ts'
import { readStems } from './stems.ts'

/** What was found: a description by its number in the catalogue, an own report, a narrative, or the periods of a series. */
export type Found = { readonly score: number; readonly facets: Facets } & (
  | { readonly kind: 'description'; readonly number: number; readonly key: string }
  | { readonly kind: 'report'; readonly report: OwnReport }
  | { readonly kind: 'narrative'; readonly unit: Unit }
  | { readonly kind: 'series'; readonly units: readonly Unit[]; readonly numbers: readonly number[] }
)

export type Search = {
  readonly terms: readonly Term[]
  readonly postings: Postings
  /** All that has what is sought, whatever was chosen; and what of it was chosen. In no order: `firstFound` puts it in one. */
  readonly all: readonly Found[]
  readonly found: readonly Found[]
  readonly facets: ReturnType<typeof countFacets>
}

/** Everything that the viewer of the transaction may see and that has what the line asks for. */
export async function find(trx: Trx, viewer: Viewer, catalogue: Catalogue, line: string, chosen: Chosen, now: Date): Promise<Search> {
  const terms = readTerms(line, lexiconOf(catalogue, await readStems(trx, [...new Set(foldedWords(line))])))
  const tokens = tokensOf(terms)
  const looked = await look(trx, viewer, tokens, now)
  const reports = await listOwnReports(reading(trx), viewer)
  const from = { descriptions: looked.units.length, reports: looked.units.length + catalogue.descriptions.length }
  const postings = together(tokens, looked, catalogue, reports, from)
  const all = [...foundBy(rank(terms, postings, from.reports + reports.length), looked, catalogue, reports, from)]
  const alike = new Map<Facets, number>()
  for (const { facets } of all) alike.set(facets, (alike.get(facets) ?? 0) + 1)
  const taken = new Set([...alike.keys()].filter((facets) => isChosen(facets, chosen)))
  return { terms, postings, all, found: all.filter(({ facets }) => taken.has(facets)), facets: countFacets(alike, chosen) }
}

export const firstFound = (found: readonly Found[], most: number, after?: Placed): Found[] => firstInOrder(found, keyOf, most, after)

/** What it is called among all results. */
export function keyOf(found: Found): string {
  switch (found.kind) {
    case 'description':
      return found.key
    case 'report':
      return `report ${found.report.id}`
    case 'narrative':
      return `narrative ${found.unit.group.member} ${found.unit.entry}`
    case 'series':
      return seriesKey(found.units[0]!)
  }
}

const seriesKey = ({ group, entry }: Unit): string => `series ${group.dataflow} ${entry} ${group.member}`

type From = { readonly descriptions: number; readonly reports: number }

/** Units, descriptions and reports under one numbering. */
function together(tokens: readonly string[], looked: Looked, catalogue: Catalogue, reports: readonly OwnReport[], from: From): Postings {
  const postings = new Map<string, Posting>()
  for (const token of tokens) {
    const [released, described] = [looked.postings.get(token), catalogue.postings.get(token)]
    const own = reports.flatMap((report, at) => (report.tokens.has(token) ? [from.reports + at] : []))
    if (!released && !described && own.length === 0) continue
    if (!described && own.length === 0) {
      postings.set(token, released!)
      continue
    }
    postings.set(token, {
      documents: [...(released?.documents ?? []), ...(described?.documents ?? []).map((number) => from.descriptions + number), ...own],
      says: [...(released?.says ?? []), ...(described?.says ?? []), ...own.map(() => 1)],
    })
  }
  return postings
}

function* foundBy({ documents, scores }: Ranked, { units }: Looked, catalogue: Catalogue, reports: readonly OwnReport[], from: From): Generator<Found> {
  const series = new Map<string, { score: number; units: Unit[]; numbers: number[] }>()
  for (const [at, number] of documents.entries()) {
    const score = scores[at]!
    if (number >= from.reports) yield reportFound(reports[number - from.reports]!, score)
    else if (number >= from.descriptions) yield descriptionFound(catalogue, number - from.descriptions, score)
    else if (units[number]!.group.kind === 'narrative') yield { kind: 'narrative', score, facets: units[number]!.group.facets, unit: units[number]! }
    else {
      const one = series.get(seriesKey(units[number]!)) ?? { score: 0, units: [], numbers: [] }
      series.set(seriesKey(units[number]!), one)
      one.score = Math.max(one.score, score)
      one.units.push(units[number]!)
      one.numbers.push(number)
    }
  }
  // The periods of a series are one result, which is as good as the best of them.
  for (const one of series.values()) yield { kind: 'series', ...one, facets: { ...one.units[0]!.group.facets, year: [...new Set(one.units.map(({ group }) => group.period.slice(0, 4)))] } }
}

function descriptionFound({ descriptions }: Catalogue, number: number, score: number): Found {
  const { kind, id, dataflow } = descriptions[number]!
  return { kind: 'description', key: `${kind} ${id}`, score, number, facets: { kind: [kind], member: kind === 'member' ? [id] : [], year: [], language: [], dataflow: dataflow === undefined ? [] : [dataflow] } }
}

const reportFound = (report: OwnReport, score: number): Found =>
  ({ kind: 'report', score, report, facets: { kind: ['report'], member: [report.member], year: periodsOf(report.from, report.to).filter((period) => period.length === 4), language: [], dataflow: report.dataflows } })
