import { sql } from 'kysely'
import type { Collection } from '@openvrs/core/metadata/model.ts'
import { pack } from '@openvrs/core/search/packed.ts'
import { reading, type Db } from '../db/connect.ts'
import { eachApart } from '../jobs/index.ts'
import { currentCollections } from '../registry/index.ts'
import { narrativeEntries } from './narratives.ts'
import { seriesEntries } from './series.ts'

export type ReleaseKey = { readonly ref_area: string; readonly release_id: number; readonly dataflow: string }
/** What one period of a release is found by: a token, and in what it stands: indicators of series, words, narratives with how much is said in each. */
export type Entry = { readonly freq: string; readonly time_period: string; readonly language: string; readonly token: string } & ({ readonly kind: 'series' | 'word'; readonly names: string } | { readonly kind: 'narrative'; readonly pairs: readonly (readonly [number: number, says: number])[] })

/** Raised where entries are written in another way: those that are there are written anew. */
const FORM = '3'
const AT_ONCE = 5000

/**
 * Writes the entries of releases that have none yet, under the jobs login; what a release holds never changes. Resolves to how many it
 * wrote. One that cannot be written keeps no other from being found: it is tried again with the next turn.
 */
export async function writeEntries(jobs: Db): Promise<number> {
  const due = await jobs.selectFrom('release').select(['ref_area', 'release_id', 'dataflow']).where(sql<boolean>`searched is distinct from ${FORM}`).orderBy('approved_at').orderBy('ref_area').orderBy('release_id').execute()
  if (due.length === 0) return 0
  const collections = [...(await currentCollections(reading(jobs))).values()]
  let written = 0
  await eachApart(due, async (release) => {
    await storeEntries(jobs, release, await entriesOf(jobs, release, collections))
    written++
  })
  return written
}

async function entriesOf(jobs: Db, release: ReleaseKey, collections: readonly Collection[]): Promise<readonly Entry[]> {
  const flow = collections.map(({ dataflows }) => dataflows.get(release.dataflow)).find((found) => found !== undefined)
  if (flow) return seriesEntries(jobs, release, flow)
  const kind = collections.map(({ narratives }) => narratives.get(release.dataflow)).find((found) => found !== undefined)
  return kind ? narrativeEntries(jobs, release, kind) : []
}

/**
 * Stores them at the terms that hold. The release is locked, so that a change of its terms comes either before, and is read here, or
 * after, and then hides the release until they are copied onto what is stored here.
 */
async function storeEntries(jobs: Db, { ref_area, release_id }: ReleaseKey, entries: readonly Entry[]): Promise<void> {
  await jobs.transaction().execute(async (trx) => {
    await trx.selectFrom('release').select('release_id').where('ref_area', '=', ref_area).where('release_id', '=', release_id).forUpdate().execute()
    await trx.deleteFrom('search_entry').where('ref_area', '=', ref_area).where('release_id', '=', release_id).execute()
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      const some = entries.slice(at, at + AT_ONCE)
      const column = (of: (entry: Entry) => string | Uint8Array | null) => sql`${some.map(of)}`
      await sql`
        insert into search_entry (ref_area, release_id, dataflow, freq, time_period, kind, language, token, names, numbers, level, share_group, embargo_until)
        select p.ref_area, p.release_id, p.dataflow, p.freq, p.time_period, e.kind, e.language, e.token, e.names, e.numbers, p.level, p.share_group, p.embargo_until
          from unnest(${column((e) => e.freq)}::text[], ${column((e) => e.time_period)}::text[], ${column((e) => e.kind)}::text[], ${column((e) => e.language)}::text[], ${column((e) => e.token)}::text[],
                      ${column((e) => (e.kind === 'narrative' ? null : e.names))}::text[], ${column((e) => (e.kind === 'narrative' ? pack(e.pairs) : null))}::bytea[]) as e (freq, time_period, kind, language, token, names, numbers)
          join release_period p on p.ref_area = ${ref_area} and p.release_id = ${release_id} and p.freq = e.freq and p.time_period = e.time_period`.execute(trx)
    }
    await trx.updateTable('release').set({ searched: FORM }).where('ref_area', '=', ref_area).where('release_id', '=', release_id).execute()
  })
}
