import { sql } from 'kysely'
import { mayChangeTerms } from '@openvrs/core/sharing/abilities.ts'
import { audienceOf, columnsOf, groupsOf, intersect, readAudience, type Audience, type AudienceColumns } from '@openvrs/core/sharing/audience.ts'
import { withoutPast, type Terms } from '@openvrs/core/sharing/terms.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { lockReleases } from './lock.ts'
import { loadSecretariatGroups } from './groups.ts'
import { findShown, periodsOf, tellTakers } from './notices.ts'
import { markChanged, nameJoint, narrowEarlier, renewShown, samePeriods, takeWidestLeft, type ReleaseRef } from './periods.ts'
import { manifestTerms, type ReleaseRow } from './present.ts'
import { giveReceipt, type Signer } from './receipts.ts'
import { refreshUnlocked } from './unlock.ts'

/** The release by its number, for its owner's eyes. Throws `not_found`. */
export async function getRelease(trx: Trx, refArea: string, releaseId: number): Promise<ReleaseRow> {
  const row = await trx.selectFrom('release').selectAll().where('ref_area', '=', refArea).where('release_id', '=', releaseId).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

/**
 * Changes who sees a release, narrower or wider, from this commit on. The release stays within the terms of later versions
 * of its periods; earlier versions are narrowed with it. Last in its transaction: it appends the audit entry.
 * Problems: not_found, not_allowed, release.withdrawn.
 */
export async function changeTerms(trx: Trx, viewer: Viewer, releaseId: number, asked: Terms, now: Date, signer: Signer): Promise<ReleaseRow> {
  await lockReleases(trx, viewer.member)
  const before = await getRelease(trx, viewer.member, releaseId)
  if (!mayChangeTerms(viewer, before.ref_area)) throw new Problem('not_allowed')
  if (before.withdrawn_at) throw new Problem('release.withdrawn', { release: publicId(before.ref_area, releaseId) })
  const terms = withoutPast(asked, now)
  const release: ReleaseRef = { refArea: before.ref_area, releaseId, dataflow: before.dataflow }
  const audience = audienceOf(terms.level, terms.group ?? null)
  const shown = await findShown(trx, release, await periodsOf(trx, release), now)
  const changed = await setPeriods(trx, release, audience, terms.embargo ?? null, now)
  const earlier = await narrowEarlier(trx, release, audience)
  const { level, shareGroup } = columnsOf(audience)
  await trx.updateTable('release').set({ level, share_group: shareGroup, embargo_until: terms.embargo ?? null }).where('ref_area', '=', release.refArea).where('release_id', '=', releaseId).execute()
  await takeWidestLeft(trx, release.refArea, [releaseId])
  if (!changed && earlier.length === 0) return getRelease(trx, release.refArea, releaseId)
  await markChanged(trx, release.refArea, [releaseId, ...earlier], now)
  await renewShown(trx, release)
  await refreshUnlocked(trx, release.refArea, release.dataflow, now)
  await tellTakers(trx, release, shown, 'narrowed', now)
  const after = await getRelease(trx, release.refArea, releaseId)
  await giveReceipt(trx, signer, 'terms', before, after, now)
  await appendAudit(trx, { chain: release.refArea, at: now, actor: viewer.person, action: 'release.terms', subject: publicId(release.refArea, releaseId), detail: { ...manifestTerms(after), narrowed: earlier.map((id) => publicId(release.refArea, id)) } })
  return after
}

/** Gives the periods of a release its audience, within that of later versions. An embargo that is lifted ends now. Resolves to whether anything changed. */
async function setPeriods(trx: Trx, release: ReleaseRef, audience: Audience, embargo: Date | null, now: Date): Promise<boolean> {
  let changed = 0
  for (const { columns, periods } of await audiencesOfPeriods(trx, release, audience)) {
    const shownFrom = embargo ? sql`${embargo}::timestamptz` : sql`least(p.shown_from, ${now})`
    const { numAffectedRows } = await sql`
      update release_period p set level = ${columns.level}, share_group = ${columns.shareGroup}, embargo_until = ${embargo}, shown_from = ${shownFrom}
       where p.ref_area = ${release.refArea} and p.release_id = ${release.releaseId} and p.withdrawn_at is null
         and (p.freq, p.time_period) in (select * from unnest(${periods.map((p) => p.freq)}::text[], ${periods.map((p) => p.time_period)}::text[]))
         and (p.level, p.share_group, p.embargo_until, p.shown_from) is distinct from (${columns.level}::smallint, ${columns.shareGroup}::text, ${embargo}::timestamptz, ${shownFrom})`.execute(trx)
    changed += Number(numAffectedRows ?? 0n)
  }
  return changed > 0
}

type PeriodKey = { readonly freq: string; readonly time_period: string }

async function audiencesOfPeriods(trx: Trx, release: ReleaseRef, audience: Audience): Promise<{ columns: AudienceColumns; periods: PeriodKey[] }[]> {
  const { rows } = await sql<PeriodKey & { releaseId: number; level: number; shareGroup: string | null }>`
    select p.freq, p.time_period, p.release_id as "releaseId", p.level, p.share_group as "shareGroup" from release_period p where ${samePeriods(release)} and p.release_id >= ${release.releaseId}`.execute(trx)
  const withSecretariat = await loadSecretariatGroups(reading(trx), [...new Set([audience, ...rows.map(readAudience)].flatMap(groupsOf))])
  const byPeriod = Map.groupBy(rows, (row) => `${row.freq} ${row.time_period}`)
  const byAudience = new Map<string, { columns: AudienceColumns; periods: PeriodKey[] }>()
  for (const versions of byPeriod.values()) {
    const within = versions.filter((v) => v.releaseId > release.releaseId).map(readAudience).reduce((a, b) => intersect(a, b, withSecretariat), audience)
    await nameJoint(trx, within)
    const columns = columnsOf(within)
    const key = JSON.stringify(columns)
    const same = byAudience.get(key) ?? { columns, periods: [] }
    same.periods.push({ freq: versions[0]!.freq, time_period: versions[0]!.time_period })
    byAudience.set(key, same)
  }
  return [...byAudience.values()]
}
