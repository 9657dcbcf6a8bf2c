import type { Placed } from '@openvrs/core/search/cursor.ts'
import type { Facets } from '@openvrs/core/search/facets.ts'
import type { Ranked } from '@openvrs/core/search/rank.ts'
import { bordersOf, type Documents } from './documents.ts'
import { getOrMake } from './get-or-make.ts'
import { unitOf, type Unit } from './look.ts'
import { periodsOf, type OwnReport } from './own-reports.ts'

/** What was found: a description by its number in the catalogue, an own report, a narrative, or the periods of a series, which are one result. */
export type Found = Placed & { readonly facets: Facets } & (
  | { readonly kind: 'description'; readonly number: number }
  | { readonly kind: 'report'; readonly report: OwnReport }
  | { readonly kind: 'narrative'; readonly unit: Unit }
  | { readonly kind: 'series'; readonly units: readonly Unit[]; readonly numbers: readonly number[] }
)

/** What has everything that is sought, in no order. Of a common word there are very many and few are shown: each becomes an object when it is asked for. */
export type Hits = {
  readonly count: number
  readonly score: (at: number) => number
  readonly period: (at: number) => string
  readonly facets: (at: number) => Facets
  readonly found: (at: number) => Found
}

export function hitsOf({ documents, scores }: Ranked, all: Documents): Hits {
  const { groups, groupOf } = all.looked
  const units = bordersOf(all).descriptions
  const singles = new Int32Array(documents.length)
  let count = 0
  const series = new Map<string, { score: number; readonly numbers: number[] }>()
  for (let at = 0; at < documents.length; at++) {
    const number = documents[at]!
    if (number < units && groups[groupOf[number]!]!.kind === 'series') {
      const one = getOrMake(series, seriesKey(unitOf(all.looked, number)), () => ({ score: 0, numbers: [] }))
      one.score = Math.max(one.score, scores[at]!) // as good as the best of its periods
      one.numbers.push(number)
    } else singles[count++] = at
  }
  const many = [...series].map(([key, one]) => seriesFound(key, one.score, one.numbers, all))
  const groupAt = (at: number) => (at < count && documents[singles[at]!]! < units ? groups[groupOf[documents[singles[at]!]!]!] : undefined)
  const found = (at: number): Found => many[at - count] ?? singleFound(documents[singles[at]!]!, scores[singles[at]!]!, all)
  return {
    count: count + many.length, found,
    score: (at) => (at < count ? scores[singles[at]!]! : many[at - count]!.score), period: (at) => (groupAt(at) ?? found(at)).period, facets: (at) => (groupAt(at) ?? found(at)).facets,
  }
}

const seriesKey = ({ group, entry }: Unit): string => `series ${group.dataflow} ${entry} ${group.member}`

function seriesFound(key: string, score: number, numbers: readonly number[], { looked }: Documents): Found {
  const units = numbers.map((number) => unitOf(looked, number))
  const periods = units.map(({ group }) => group.period).toSorted()
  return { kind: 'series', key, score, period: periods.at(-1)!, units, numbers, facets: { ...units[0]!.group.facets, year: [...new Set(periods.map((period) => period.slice(0, 4)))] } }
}

function singleFound(document: number, score: number, all: Documents): Found {
  const from = bordersOf(all)
  if (document >= from.reports) return reportFound(all.reports[document - from.reports]!, score)
  if (document >= from.descriptions) return descriptionFound(document - from.descriptions, score, all)
  const unit = unitOf(all.looked, document)
  return { kind: 'narrative', key: `narrative ${unit.group.member} ${unit.entry}`, score, period: unit.group.period, facets: unit.group.facets, unit }
}

const reportFound = (report: OwnReport, score: number): Found =>
  ({ kind: 'report', key: `report ${report.id}`, score, period: report.to, report, facets: { kind: ['report'], member: [report.member], year: periodsOf(report.from, report.to).filter((period) => period.length === 4), language: [], dataflow: report.dataflows } })

function descriptionFound(number: number, score: number, { catalogue }: Documents): Found {
  const { kind, id, dataflow } = catalogue.descriptions[number]!
  return { kind: 'description', key: `${kind} ${id}`, score, period: '', number, facets: { kind: [kind], member: kind === 'member' ? [id] : [], year: [], language: [], dataflow: dataflow === undefined ? [] : [dataflow] } }
}
