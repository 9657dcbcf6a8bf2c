import { sql } from 'kysely'
import type { Facets } from '@openvrs/core/search/facets.ts'
import type { Postings } from '@openvrs/core/search/rank.ts'
import { readAudience, type Audience } from '@openvrs/core/sharing/audience.ts'
import { numberOfLevel } from '@openvrs/core/sharing/terms.ts'
import type { Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'

/** One period of a release; of narratives those of one language. */
export type Group = { readonly kind: 'series' | 'narrative'; readonly member: string; readonly release: number; readonly dataflow: string; readonly period: string; readonly language: string; readonly audience: Audience; readonly facets: Facets }
/** A series in one period, or a narrative: the smallest thing that has everything that is sought or has not. `entry`: an indicator, or the number of a narrative. */
export type Unit = { readonly group: Group; readonly entry: string | number }

/** The units that have any of some tokens, numbered as they stand in `units`. */
export type Looked = { readonly units: readonly Unit[]; readonly postings: Postings }

type Row = { readonly kind: Group['kind']; readonly ref_area: string; readonly release_id: number; readonly dataflow: string; readonly time_period: string; readonly language: string; readonly token: string; readonly entries: string; readonly weights: string; readonly level: number; readonly share_group: string | null }

/**
 * What the viewer of the transaction sees now of released things that have any of the tokens. The policies of both tables decide over
 * the rows; which release counts for a period is the same as for figures.
 */
export async function look(trx: Trx, viewer: Viewer, tokens: readonly string[], now: Date): Promise<Looked> {
  const rows = await readEntries<Row>(trx, viewer, tokens, ['series', 'narrative'], now)
  const units: Unit[] = []
  const groups = new Map<string, { readonly group: Group; readonly numbers: (number | undefined)[] }>()
  const [places, narratives] = [new Map<string, number>(), new Map<string, number[]>()]
  const postings = new Map<string, { readonly documents: number[]; readonly says: number[] }>()
  for (const row of rows) {
    const key = `${row.kind} ${row.ref_area} ${row.release_id} ${row.time_period} ${row.language}`
    const there = groups.get(key) ?? { group: groupOf(row), numbers: row.kind === 'narrative' ? getOrMake(narratives, row.ref_area, () => []) : [] }
    groups.set(key, there)
    const posting = getOrMake(postings, row.token, () => ({ documents: [], says: [] }))
    // Of a common word this is most of the work: what has it is looked up by its place in an array.
    for (const entry of JSON.parse(row.entries) as (string | number)[]) {
      const place = typeof entry === 'number' ? entry : getOrMake(places, entry, () => places.size)
      posting.documents.push(there.numbers[place] ??= units.push({ group: there.group, entry }) - 1)
    }
    for (const weight of JSON.parse(row.weights) as number[]) posting.says.push(weight)
  }
  return { units, postings }
}

function getOrMake<K, V>(all: Map<K, V>, key: K, make: () => V): V {
  const there = all.get(key)
  if (there !== undefined) return there
  const made = make()
  all.set(key, made)
  return made
}

const groupOf = ({ kind, ref_area, release_id, dataflow, time_period, language, level, share_group }: Row): Group => ({
  kind, member: ref_area, release: release_id, dataflow, period: time_period, language, audience: readAudience({ level, shareGroup: share_group }),
  facets: { kind: [kind], member: [ref_area], year: [time_period.slice(0, 4)], language: language === '' ? [] : [language], dataflow: [dataflow] },
})

/**
 * The entries of some tokens that count for the viewer. Looked up first, then held against the periods that the viewer sees: the
 * planner takes policies for far more selective than they are, would begin with the periods and look into the index for each, and
 * would do otherwise for words that it has in its statistics, which are those of all members.
 */
async function readEntries<R>(trx: Trx, viewer: Viewer, tokens: readonly string[], kinds: readonly string[], now: Date): Promise<readonly R[]> {
  await sql`set local enable_nestloop = off; set local enable_mergejoin = off; set local jit = off`.execute(trx)
  const columns = sql`select kind, ref_area, release_id, dataflow, freq, time_period, language, token, case kind when 'narrative' then array_to_json(entries::bigint[]) else array_to_json(entries) end::text as entries, array_to_json(weights)::text as weights from search_entry where token = any(${tokens}::text[]) and kind = any(${kinds}::text[])`
  const { rows } = await sql<R>`
    with e as materialized (${columns} and ref_area = ${viewer.member} union all ${columns} and level >= ${SHARED} and ref_area <> ${viewer.member})
    select e.*, p.level, p.share_group from e join release_period p using (ref_area, release_id, freq, time_period)
     where case when e.ref_area = ${viewer.member} then p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now}) else p.shown_from <= ${now} and (p.shown_to is null or p.shown_to > ${now}) end`.execute(trx)
  return rows
}

/** The narrowest level that anybody else finds: the secretariat sees SECRETARIAT on its quality screens alone. */
const SHARED = numberOfLevel('GROUP')

/** Words that stand in narratives that the viewer sees and begin with one of some letters, with in how many periods of releases. */
export async function seenWords(trx: Trx, viewer: Viewer, initials: readonly string[], now: Date): Promise<ReadonlyMap<string, number>> {
  const rows = await readEntries<{ readonly entries: string }>(trx, viewer, initials, ['word'], now)
  const often = new Map<string, number>()
  for (const { entries } of rows) for (const word of JSON.parse(entries) as string[]) often.set(word, (often.get(word) ?? 0) + 1)
  return often
}
