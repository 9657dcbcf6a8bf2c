import { sql, type RawBuilder } from 'kysely'
import { columnsOf, groupsOf, intersect, jointOf, readAudience, type Audience, type AudienceColumns } from '@openvrs/core/sharing/audience.ts'
import { reading, type Trx } from '../db/connect.ts'
import { loadSecretariatGroups } from './groups.ts'

/** A release, as its periods name it. */
export type ReleaseRef = { readonly refArea: string; readonly releaseId: number; readonly dataflow: string }

/** The periods that a release covers, as a condition on `release_period p`: of the same dataflow, whichever release. */
export const samePeriods = ({ refArea, releaseId, dataflow }: ReleaseRef): RawBuilder<boolean> => sql`
  p.ref_area = ${refArea} and p.dataflow = ${dataflow}
  and (p.freq, p.time_period) in (select c.freq, c.time_period from release_period c where c.ref_area = ${refArea} and c.release_id = ${releaseId})`

/**
 * Narrows every earlier version of the periods of a release to those who also belong to its audience: what its owner took
 * back is not seen in an older version. Resolves to the releases whose rows must be rewritten.
 */
export async function narrowEarlier(trx: Trx, release: ReleaseRef, audience: Audience): Promise<number[]> {
  const { rows } = await sql<{ level: number; shareGroup: string | null }>`
    select distinct p.level, p.share_group as "shareGroup" from release_period p where ${samePeriods(release)} and p.release_id < ${release.releaseId} and p.withdrawn_at is null`.execute(trx)
  const withSecretariat = await loadSecretariatGroups(reading(trx), [...new Set([audience, ...rows.map(readAudience)].flatMap(groupsOf))])
  const touched = new Set<number>()
  for (const from of rows) {
    const narrower = intersect(readAudience(from), audience, withSecretariat)
    const to = columnsOf(narrower)
    if (to.level === from.level && to.shareGroup === from.shareGroup) continue
    await nameJoint(trx, narrower)
    for (const releaseId of await moveEarlier(trx, release, from, to)) touched.add(releaseId)
  }
  const ids = [...touched]
  await takeWidestLeft(trx, release.refArea, ids)
  return ids
}

async function moveEarlier(trx: Trx, release: ReleaseRef, from: AudienceColumns, to: AudienceColumns): Promise<number[]> {
  const { rows } = await sql<{ release_id: number }>`
    update release_period p set level = ${to.level}, share_group = ${to.shareGroup}
     where ${samePeriods(release)} and p.release_id < ${release.releaseId} and p.withdrawn_at is null and p.level = ${from.level} and p.share_group is not distinct from ${from.shareGroup}
     returning p.release_id`.execute(trx)
  return rows.map((row) => row.release_id)
}

/** A joint audience is known to the database by its conditions. */
export async function nameJoint(trx: Trx, audience: Audience): Promise<void> {
  const joint = jointOf(audience)
  if (joint) await trx.insertInto('joint_audience').values({ name: joint.name, groups: [...joint.groups], contributors: joint.contributors }).onConflict((c) => c.doNothing()).execute()
}

/** A release of which no period is left at its own terms is at the widest that is left: others learn nothing more from it. */
export async function takeWidestLeft(trx: Trx, refArea: string, releases: readonly number[]): Promise<void> {
  if (releases.length === 0) return
  await sql`
    update release r set level = w.level, share_group = w.share_group
      from (select distinct on (release_id) release_id, level, share_group from release_period
             where ref_area = ${refArea} and release_id = any(${releases}::bigint[]) and withdrawn_at is null order by release_id, level desc, share_group) w
     where r.ref_area = ${refArea} and r.release_id = w.release_id and not exists (
       select from release_period p where p.ref_area = r.ref_area and p.release_id = r.release_id and p.withdrawn_at is null and p.level = r.level and p.share_group is not distinct from r.share_group)`.execute(trx)
}

/** Others are shown a version until a later one is shown to them, or until it is withdrawn. */
export async function renewShown(trx: Trx, release: ReleaseRef): Promise<void> {
  // Materialised: on tables that were never analysed the planner would work the window out again for every row.
  await sql`
    with s as materialized (
      select p.release_id, p.freq, p.time_period, least(p.withdrawn_at, min(p.shown_from) over (partition by p.freq, p.time_period order by p.release_id rows between 1 following and unbounded following)) as shown_to
        from release_period p where ${samePeriods(release)})
    update release_period p set shown_to = s.shown_to from s
     where p.ref_area = ${release.refArea} and p.release_id = s.release_id and p.freq = s.freq and p.time_period = s.time_period and p.shown_to is distinct from s.shown_to`.execute(trx)
}

/** From this commit on nobody but the owner sees the rows of these releases, until the job has copied their terms (copies.ts). */
export async function markChanged(trx: Trx, refArea: string, releases: readonly number[], now: Date): Promise<void> {
  if (releases.length === 0) return
  await countChange(trx, refArea)
  await sql`update release set copies_current = false, terms_version = terms_version + 1, terms_since = ${now} where ref_area = ${refArea} and release_id = any(${releases}::bigint[])`.execute(trx)
}

/** Tells every copy of the releases, in this server and in others, that they are other ones from this commit on. */
export async function countChange(trx: Trx, refArea: string): Promise<void> {
  await sql`insert into release_change (ref_area, version) values (${refArea}, 1) on conflict (ref_area) do update set version = release_change.version + 1`.execute(trx)
}
