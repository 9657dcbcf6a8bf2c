import { sql } from 'kysely'
import type { Facets } from '@openvrs/core/search/facets.ts'
import { numbering } from '@openvrs/core/search/numbering.ts'
import { unpack } from '@openvrs/core/search/packed.ts'
import type { Posting, Postings } from '@openvrs/core/search/rank.ts'
import { readAudience, type Audience } from '@openvrs/core/sharing/audience.ts'
import { numberOfLevel } from '@openvrs/core/sharing/terms.ts'
import type { Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { getOrMake } from './get-or-make.ts'
import { saysOfSeries } from './series.ts'

/** One period of a release; of narratives those of one language. */
export type Group = { readonly kind: 'series' | 'narrative'; readonly member: string; readonly release: number; readonly dataflow: string; readonly period: string; readonly language: string; readonly audience: Audience; readonly facets: Facets }
/** A series in one period, or a narrative: the smallest thing that has everything that is sought or has not. `entry`: an indicator, or the number of a narrative. */
export type Unit = { readonly group: Group; readonly entry: string | number }

/** The units that have any of some tokens, by number: each one's group, and what it is in it. They are very many of a common word: `unitOf` makes an object of one. */
export type Looked = { readonly count: number; readonly groups: readonly Group[]; readonly groupOf: Int32Array; readonly entryOf: Int32Array; readonly indicators: readonly string[]; readonly postings: Postings }

export function unitOf({ groups, groupOf, entryOf, indicators }: Looked, number: number): Unit {
  const group = groups[groupOf[number]!]!
  return { group, entry: group.kind === 'series' ? indicators[entryOf[number]!]! : entryOf[number]! }
}

type Row = { readonly kind: Group['kind']; readonly ref_area: string; readonly release_id: number; readonly dataflow: string; readonly time_period: string; readonly language: string; readonly token: string; readonly names: string | null; readonly numbers: Uint8Array | null; readonly level: number; readonly share_group: string | null }

/**
 * What the viewer of the transaction sees now of released things that have any of the tokens. The policies of both tables decide over
 * the rows; which release counts for a period is the same as for figures.
 */
export async function look(trx: Trx, viewer: Viewer, tokens: readonly string[], now: Date): Promise<Looked> {
  const rows = await readEntries<Row>(trx, viewer, tokens, ['series', 'narrative'], now)
  const { numberOf, ...units } = numbering(mostIn(rows))
  const [groups, indicators, postings] = [new Map<string, { readonly at: number; readonly group: Group }>(), new Map<string, number>(), new Map<string, Posting>()]
  for (const [token, own] of Map.groupBy(rows, (row) => row.token)) {
    const [documents, says] = [new Int32Array(mostIn(own)), new Float64Array(mostIn(own))]
    let count = 0
    for (const row of own) {
      const { at } = getOrMake(groups, `${row.kind} ${row.ref_area} ${row.release_id} ${row.time_period} ${row.language}`, () => ({ at: groups.size, group: groupFrom(row) }))
      const put = (entry: number, weight: number): void => {
        documents[count] = numberOf(at, entry)
        says[count++] = weight
      }
      if (row.numbers) unpack(row.numbers, put)
      else for (const name of namesIn(row)) put(getOrMake(indicators, name, () => indicators.size), saysOfSeries(token))
    }
    postings.set(token, { documents: documents.subarray(0, count), says: says.subarray(0, count) })
  }
  return { ...units, count: units.count(), groups: Array.from(groups.values(), ({ group }) => group), indicators: [...indicators.keys()], postings }
}

/** Of how many entries some rows can be at most: a packed number takes two bytes or more, as does a name with its space. */
const mostIn = (rows: readonly Row[]): number => rows.reduce((sum, { numbers, names }) => sum + Math.ceil((numbers ?? names ?? '').length / 2), 0)

const groupFrom = ({ kind, ref_area, release_id, dataflow, time_period, language, level, share_group }: Row): Group => ({
  kind, member: ref_area, release: release_id, dataflow, period: time_period, language, audience: readAudience({ level, shareGroup: share_group }),
  facets: { kind: [kind], member: [ref_area], year: [time_period.slice(0, 4)], language: language === '' ? [] : [language], dataflow: [dataflow] },
})

const namesIn = ({ names }: { readonly names: string | null }): string[] => names?.split(' ') ?? []

/**
 * What others share with the viewer, by columns of one index. The policies say the same, but would pass over what others share among
 * themselves, and take longer the more of it there is. The secretariat sees SECRETARIAT on its quality screens alone.
 */
const OPEN = sql`level = any(${[numberOfLevel('CONTRIBUTORS'), numberOfLevel('PUBLIC')]}::smallint[])`
const listed = (setting: 'app.unlocked' | 'app.groups') => sql`string_to_array(trim('|' from current_setting(${sql.lit(setting)})), '|')`
const CIRCLES = [
  sql`${OPEN} and current_setting('app.role') = 'cau_analyst'`,
  sql`${OPEN} and current_setting('app.role') <> 'cau_analyst' and dataflow = any((select ${listed('app.unlocked')})::text[])`,
  sql`level = ${numberOfLevel('GROUP')} and share_group = any(array(select substr(item, strpos(item, ':') + 1) from unnest(${listed('app.groups')}) item))`,
]

/**
 * The entries of some tokens that count for the viewer. They are looked up first; then the periods that they are of, each once and by
 * its key, so that it costs what is found and not what there is. The planner takes policies for far more selective than they are and
 * would look through all pairs, and would do otherwise for words that it has in its statistics, which are those of all members.
 */
async function readEntries<R>(trx: Trx, viewer: Viewer, tokens: readonly string[], kinds: readonly string[], now: Date): Promise<readonly R[]> {
  await sql`set local enable_nestloop = off; set local enable_mergejoin = off; set local jit = off`.execute(trx)
  const entries = sql`select kind, ref_area, release_id, dataflow, freq, time_period, language, token, names, numbers from search_entry where token = any(${tokens}::text[]) and kind = any(${kinds}::text[])`
  const others = CIRCLES.flatMap((circle) => [sql`embargo_until is null`, sql`embargo_until <= ${now}`].map((free) => sql`${entries} and ${circle} and ${free} and ref_area <> ${viewer.member}`))
  const counts = (from: string, to: string) => sql`p.${sql.raw(from)} <= ${now} and (p.${sql.raw(to)} is null or p.${sql.raw(to)} > ${now})`
  const { rows } = await sql<R>`
    with e as materialized (${sql.join([sql`${entries} and ref_area = ${viewer.member}`, ...others], sql` union all `)}),
    k as materialized (select distinct ref_area, release_id, freq, time_period from e),
    p as materialized (select k.*, p.level, p.share_group from k cross join lateral (
      select level, share_group from release_period p where p.ref_area = k.ref_area and p.release_id = k.release_id and p.freq = k.freq and p.time_period = k.time_period
         and case when k.ref_area = ${viewer.member} then ${counts('valid_from', 'valid_to')} else ${counts('shown_from', 'shown_to')} end offset 0) p)
    select e.*, p.level, p.share_group from e join p using (ref_area, release_id, freq, time_period)`.execute(trx)
  return rows
}

/** Words that stand in narratives that the viewer sees, begin with one of some letters and are wanted, with in how many periods of releases (of each language). */
export async function seenWords(trx: Trx, viewer: Viewer, initials: readonly string[], isWanted: (word: string) => boolean, now: Date): Promise<ReadonlyMap<string, number>> {
  const often = new Map<string, number>()
  for (const row of await readEntries<Row>(trx, viewer, initials, ['word'], now)) for (const word of namesIn(row)) if (isWanted(word)) often.set(word, (often.get(word) ?? 0) + 1)
  return often
}
