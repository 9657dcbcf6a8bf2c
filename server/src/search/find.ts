import { lexiconOf, type Catalogue } from '@openvrs/core/search/catalogue.ts'
import { inOrder, type Placed } from '@openvrs/core/search/cursor.ts'
import { countFacets, isChosen, type Chosen, type Facets } from '@openvrs/core/search/facets.ts'
import { rank } from '@openvrs/core/search/rank.ts'
import { readTerms, tokensOf, type Term } from '@openvrs/core/search/terms.ts'
import { foldedWords } from '@openvrs/core/search/words.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { facetsOf, look, type Looked, type Unit } from './look.ts'
import { listOwnReports, periodsOf, type OwnReport } from './own-reports.ts'
import { readStems } from './stems.ts'

/** What was found: a description by its number in the catalogue, an own report, or released units that are one series or one narrative. */
export type Found = Placed & { readonly facets: Facets } & (
  | { readonly kind: 'description'; readonly number: number }
  | { readonly kind: 'report'; readonly report: OwnReport }
  | { readonly kind: 'released'; readonly units: readonly Unit[]; /** The tokens that were looked up and stand in them. */ readonly tokens: readonly string[] }
)
export type Search = { readonly terms: readonly Term[]; readonly all: readonly Found[]; readonly found: readonly Found[]; readonly facets: ReturnType<typeof countFacets>; readonly postings: Numbered }
type Numbered = ReadonlyMap<string, ReadonlyMap<number, number>>

/** Everything that the viewer of the transaction may see and that has what the line asks for, the best first. */
export async function find(trx: Trx, viewer: Viewer, catalogue: Catalogue, line: string, chosen: Chosen, now: Date): Promise<Search> {
  const terms = readTerms(line, lexiconOf(catalogue, await readStems(trx, [...new Set(foldedWords(line))])))
  const tokens = tokensOf(terms)
  const looked = await look(trx, viewer, tokens, now)
  const reports = await listOwnReports(reading(trx), viewer)
  const { postings, descriptionsFrom, reportsFrom } = together(tokens, looked, catalogue, reports)
  const scores = rank(terms, postings)
  const all = [
    ...mergeUnits(looked, new Map([...scores].filter(([number]) => number < descriptionsFrom))),
    ...[...scores].filter(([number]) => number >= descriptionsFrom).map(([number, score]) => (number < reportsFrom ? describedAt(catalogue, number - descriptionsFrom, score) : reportOf(reports[number - reportsFrom]!, score))),
  ]
  return { terms, all, found: all.filter(({ facets }) => isChosen(facets, chosen)).toSorted(inOrder), facets: countFacets(all.map(({ facets }) => facets), chosen), postings }
}

/** Units, descriptions and reports under one numbering. */
function together(tokens: readonly string[], { units, postings: released }: Looked, { descriptions, postings: described }: Catalogue, reports: readonly OwnReport[]) {
  const descriptionsFrom = units.length
  const reportsFrom = descriptionsFrom + descriptions.length
  const postings = new Map<string, ReadonlyMap<number, number>>()
  for (const token of tokens) {
    const own = new Map(released.get(token))
    for (const [number, says] of described.get(token) ?? []) own.set(descriptionsFrom + number, says)
    reports.forEach((report, at) => { if (report.tokens.has(token)) own.set(reportsFrom + at, 1) })
    if (own.size > 0) postings.set(token, own)
  }
  return { postings: postings as Numbered, descriptionsFrom, reportsFrom }
}

/** The periods of a series are one result, which is as good as the best of them. */
function mergeUnits({ units, postings }: Looked, scores: ReadonlyMap<number, number>): Found[] {
  const merged = new Map<string, { score: number; units: Unit[]; numbers: Set<number> }>()
  for (const [number, score] of scores) {
    const unit = units[number]!
    const key = unit.kind === 'series' ? `series ${unit.dataflow} ${unit.entry} ${unit.member}` : `narrative ${unit.member} ${unit.entry}`
    const one = merged.get(key) ?? { score: 0, units: [], numbers: new Set() }
    merged.set(key, one)
    one.score = Math.max(one.score, score)
    one.units.push(unit)
    one.numbers.add(number)
  }
  return [...merged].map(([key, one]) => ({
    kind: 'released', key, score: one.score, units: one.units, facets: facetsOf(one.units[0]!, one.units.map(({ period }) => period)),
    tokens: [...postings].filter(([token, says]) => token.includes('=') && [...one.numbers].some((number) => says.has(number))).map(([token]) => token),
  }))
}

function describedAt({ descriptions }: Catalogue, number: number, score: number): Found {
  const { kind, id, dataflow } = descriptions[number]!
  return { kind: 'description', key: `${kind} ${id}`, score, number, facets: { kind: [kind], member: kind === 'member' ? [id] : [], year: [], language: [], dataflow: dataflow === undefined ? [] : [dataflow] } }
}

const reportOf = (report: OwnReport, score: number): Found =>
  ({ kind: 'report', key: `report ${report.id}`, score, report, facets: { kind: ['report'], member: [report.member], year: periodsOf(report.from, report.to).filter((period) => period.length === 4), language: [], dataflow: report.dataflows } })
