import { sql } from 'kysely'
import type { Shown, Sight, Used } from '@openvrs/core/news/changes.ts'
import { mayChangeTerms } from '@openvrs/core/sharing/abilities.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'

/** What the viewer of the transaction can see now of others' figures, and of others' use of the own. The policies decide over the rows. */
export async function readSight(trx: Trx, viewer: Viewer, now: Date): Promise<Sight> {
  const { rows: shown } = await sql<Shown>`
    select dataflow, freq, ref_area as member, count(*)::integer as periods, min(time_period) as first, max(time_period) as last,
           md5(string_agg(time_period || '@' || extract(epoch from shown_from), ',' order by time_period)) as version
      from release_period
     where ref_area <> ${viewer.member} and withdrawn_at is null and shown_from <= ${now} and (shown_to is null or shown_to > ${now})
     group by dataflow, freq, ref_area order by dataflow, freq, ref_area`.execute(trx)
  return { shown, uses: mayChangeTerms(viewer, viewer.member) ? await readUses(trx, viewer) : [] }
}

async function readUses(trx: Trx, viewer: Viewer): Promise<readonly Used[]> {
  const { rows } = await sql<Used>`
    select member, dataflow, action, sum(count)::integer as count from ledger
     where ref_area = ${viewer.member} and action in ('query', 'export') and dataflow <> '' group by member, dataflow, action order by member, dataflow, action`.execute(trx)
  return rows
}

/** What the viewer had seen, and when they said so. */
export async function findSeen(trx: Trx, viewer: Viewer): Promise<{ readonly sight: Sight; readonly at: Date } | undefined> {
  const row = await reading(trx).selectFrom('news_seen').select(['seen', 'seen_at']).where('ref_area', '=', viewer.member).where('person_id', '=', viewer.person).executeTakeFirst()
  return row && { sight: row.seen as unknown as Sight, at: row.seen_at }
}

export async function keepSeen(trx: Trx, viewer: Viewer, sight: Sight, at: Date): Promise<void> {
  const seen = JSON.stringify(sight)
  await trx.insertInto('news_seen').values({ ref_area: viewer.member, person_id: viewer.person, seen, seen_at: at })
    .onConflict((c) => c.columns(['ref_area', 'person_id']).doUpdateSet({ seen, seen_at: at })).execute()
}
