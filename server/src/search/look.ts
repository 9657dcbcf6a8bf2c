import { sql } from 'kysely'
import type { Facets } from '@openvrs/core/search/facets.ts'
import { readAudience, type Audience } from '@openvrs/core/sharing/audience.ts'
import type { Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'

/** A series in one period, or a narrative: the smallest thing that has everything that is sought or has not. */
export type Unit = { readonly kind: 'series' | 'narrative'; readonly member: string; readonly release: number; readonly dataflow: string; /** An indicator, or the number of a narrative. */ readonly entry: string; readonly period: string; readonly language: string; readonly audience: Audience }

/** The units that have any of some tokens, numbered as they stand in `units`. */
export type Looked = { readonly units: readonly Unit[]; readonly postings: ReadonlyMap<string, ReadonlyMap<number, number>> }

type Row = { readonly kind: Unit['kind']; readonly ref_area: string; readonly release_id: number; readonly dataflow: string; readonly time_period: string; readonly language: string; readonly token: string; readonly entries: string; readonly weights: string; readonly level: number; readonly share_group: string | null }

/**
 * What the viewer of the transaction sees now of released things that have any of the tokens. The policies of both tables decide over
 * the rows; which release counts for a period is the same as for figures.
 */
export async function look(trx: Trx, viewer: Viewer, tokens: readonly string[], now: Date): Promise<Looked> {
  const { rows } = await sql<Row>`
    select e.kind, e.ref_area, e.release_id, e.dataflow, e.time_period, e.language, e.token, array_to_json(e.entries)::text as entries, array_to_json(e.weights)::text as weights, p.level, p.share_group
      from search_entry e join release_period p using (ref_area, release_id, freq, time_period)
     where e.token = any(${tokens}::text[]) and e.kind in ('series', 'narrative') and ${counts(viewer, now)}`.execute(trx)
  const units: Unit[] = []
  const numbers = new Map<string, number>()
  const postings = new Map<string, Map<number, number>>()
  for (const { kind, ref_area: member, dataflow, time_period: period, language, token, ...row } of rows) {
    const says = postings.get(token) ?? new Map<number, number>()
    postings.set(token, says)
    const [entries, weights] = [JSON.parse(row.entries) as string[], JSON.parse(row.weights) as number[]]
    const group = `${member} ${dataflow} ${row.release_id} ${period} `
    const audience = readAudience({ level: row.level, shareGroup: row.share_group })
    entries.forEach((entry, at) => {
      const key = group + entry
      let number = numbers.get(key)
      if (number === undefined) {
        number = units.push({ kind, member, release: row.release_id, dataflow, entry, period, language, audience }) - 1
        numbers.set(key, number)
      }
      says.set(number, Math.max(weights[at]!, says.get(number) ?? 0))
    })
  }
  return { units, postings }
}

const counts = (viewer: Viewer, now: Date) => sql<boolean>`
  case when e.ref_area = ${viewer.member} then p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now}) else p.shown_from <= ${now} and (p.shown_to is null or p.shown_to > ${now}) end`

/** Words that stand in narratives that the viewer sees and begin with one of some letters, with in how many periods of releases. */
export async function seenWords(trx: Trx, viewer: Viewer, initials: readonly string[], now: Date): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ words: string }>`
    select array_to_json(e.entries)::text as words from search_entry e join release_period p using (ref_area, release_id, freq, time_period)
     where e.token = any(${initials}::text[]) and e.kind = 'word' and ${counts(viewer, now)}`.execute(trx)
  const often = new Map<string, number>()
  for (const { words } of rows) for (const word of JSON.parse(words) as string[]) often.set(word, (often.get(word) ?? 0) + 1)
  return often
}

export const facetsOf = (unit: Pick<Unit, 'kind' | 'member' | 'dataflow' | 'language'>, periods: readonly string[]): Facets => ({
  kind: [unit.kind], member: [unit.member], year: [...new Set(periods.map((period) => period.slice(0, 4)))], language: unit.language === '' ? [] : [unit.language], dataflow: [unit.dataflow],
})
