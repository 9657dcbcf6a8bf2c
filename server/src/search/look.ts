import { sql } from 'kysely'
import type { Facets } from '@openvrs/core/search/facets.ts'
import type { Postings } from '@openvrs/core/search/rank.ts'
import { readAudience, type Audience } from '@openvrs/core/sharing/audience.ts'
import type { Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'

/** One period of a release; of narratives those of one language. */
export type Group = { readonly kind: 'series' | 'narrative'; readonly member: string; readonly release: number; readonly dataflow: string; readonly period: string; readonly language: string; readonly audience: Audience; readonly facets: Facets }
/** A series in one period, or a narrative: the smallest thing that has everything that is sought or has not. `entry`: an indicator, or the number of a narrative. */
export type Unit = { readonly group: Group; readonly entry: string }

/** The units that have any of some tokens, numbered as they stand in `units`. */
export type Looked = { readonly units: readonly Unit[]; readonly postings: Postings }

type Row = { readonly kind: Group['kind']; readonly ref_area: string; readonly release_id: number; readonly dataflow: string; readonly time_period: string; readonly language: string; readonly token: string; readonly entries: string; readonly weights: string; readonly level: number; readonly share_group: string | null }

/**
 * What the viewer of the transaction sees now of released things that have any of the tokens. The policies of both tables decide over
 * the rows; which release counts for a period is the same as for figures.
 */
export async function look(trx: Trx, viewer: Viewer, tokens: readonly string[], now: Date): Promise<Looked> {
  const { rows } = await sql<Row>`
    select e.kind, e.ref_area, e.release_id, e.dataflow, e.time_period, e.language, e.token, array_to_string(e.entries, ' ') as entries, array_to_string(e.weights, ' ') as weights, p.level, p.share_group
      from search_entry e join release_period p using (ref_area, release_id, freq, time_period)
     where e.token = any(${tokens}::text[]) and e.kind in ('series', 'narrative') and ${counts(viewer, now)}`.execute(trx)
  const units: Unit[] = []
  const groups = new Map<string, { readonly group: Group; readonly numbers: Map<string, number> }>()
  const postings = new Map<string, { readonly documents: number[]; readonly says: number[] }>()
  for (const row of rows) {
    const key = `${row.kind} ${row.ref_area} ${row.release_id} ${row.time_period} ${row.language}`
    const there = groups.get(key) ?? { group: groupOf(row), numbers: new Map<string, number>() }
    groups.set(key, there)
    const posting = postings.get(row.token) ?? { documents: [], says: [] }
    postings.set(row.token, posting)
    for (const entry of row.entries.split(' ')) {
      let number = there.numbers.get(entry)
      if (number === undefined) {
        number = units.push({ group: there.group, entry }) - 1
        there.numbers.set(entry, number)
      }
      posting.documents.push(number)
    }
    for (const weight of row.weights.split(' ')) posting.says.push(Number(weight))
  }
  return { units, postings }
}

const groupOf = ({ kind, ref_area, release_id, dataflow, time_period, language, level, share_group }: Row): Group => ({
  kind, member: ref_area, release: release_id, dataflow, period: time_period, language, audience: readAudience({ level, shareGroup: share_group }),
  facets: { kind: [kind], member: [ref_area], year: [time_period.slice(0, 4)], language: language === '' ? [] : [language], dataflow: [dataflow] },
})

const counts = (viewer: Viewer, now: Date) => sql<boolean>`
  case when e.ref_area = ${viewer.member} then p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now}) else p.shown_from <= ${now} and (p.shown_to is null or p.shown_to > ${now}) end`

/** Words that stand in narratives that the viewer sees and begin with one of some letters, with in how many periods of releases. */
export async function seenWords(trx: Trx, viewer: Viewer, initials: readonly string[], now: Date): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ words: string }>`
    select array_to_string(e.entries, ' ') as words from search_entry e join release_period p using (ref_area, release_id, freq, time_period)
     where e.token = any(${initials}::text[]) and e.kind = 'word' and ${counts(viewer, now)}`.execute(trx)
  const often = new Map<string, number>()
  for (const { words } of rows) for (const word of words.split(' ')) often.set(word, (often.get(word) ?? 0) + 1)
  return often
}
