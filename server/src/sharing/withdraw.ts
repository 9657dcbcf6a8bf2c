import { sql } from 'kysely'
import { mayChangeTerms } from '@openvrs/core/sharing/abilities.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { lockReleases } from './lock.ts'
import { findShown, periodsOf, tellTakers } from './notices.ts'
import { markChanged, samePeriods, takeWidestLeft, type ReleaseRef } from './periods.ts'
import type { ReleaseRow } from './present.ts'
import { giveReceipt, type Signer } from './receipts.ts'
import { getRelease } from './terms.ts'
import { refreshUnlocked } from './unlock.ts'

/**
 * Takes a release back: its periods, in this version and every earlier one, are NATIONAL and count no more, for its owner or
 * for others. Later versions stay. The caller appends the audit entry. Problems: not_found, not_allowed, release.withdrawn.
 */
export async function withdrawRelease(trx: Trx, viewer: Viewer, releaseId: number, now: Date, signer: Signer): Promise<ReleaseRow> {
  await lockReleases(trx, viewer.member)
  const before = await getRelease(trx, viewer.member, releaseId)
  if (!mayChangeTerms(viewer, before.ref_area)) throw new Problem('not_allowed')
  if (before.withdrawn_at) throw new Problem('release.withdrawn', { release: publicId(before.ref_area, releaseId) })
  const release: ReleaseRef = { refArea: before.ref_area, releaseId, dataflow: before.dataflow }
  const shown = await findShown(trx, release, await periodsOf(trx, release), now)
  const touched = await endPeriods(trx, release, now)
  const ids = [...new Set([releaseId, ...touched])]
  await sql`
    update release r set level = 0, share_group = null, embargo_until = null, withdrawn_at = ${now}
     where r.ref_area = ${release.refArea} and r.release_id = any(${ids}::bigint[]) and r.withdrawn_at is null
       and not exists (select from release_period p where p.ref_area = r.ref_area and p.release_id = r.release_id and p.withdrawn_at is null)`.execute(trx)
  await takeWidestLeft(trx, release.refArea, ids)
  await markChanged(trx, release.refArea, ids, now)
  await refreshUnlocked(trx, release.refArea, release.dataflow, now)
  await tellTakers(trx, release, shown, 'withdrawn', now)
  const after = await getRelease(trx, release.refArea, releaseId)
  await giveReceipt(trx, signer, 'withdrawal', before, after, now)
  return after
}

async function endPeriods(trx: Trx, release: ReleaseRef, now: Date): Promise<number[]> {
  const { rows } = await sql<{ release_id: number }>`
    update release_period p set level = 0, share_group = null, embargo_until = null, withdrawn_at = ${now}, valid_to = least(p.valid_to, ${now}), shown_to = least(p.shown_to, ${now})
     where ${samePeriods(release)} and p.release_id <= ${release.releaseId} and p.withdrawn_at is null returning p.release_id`.execute(trx)
  return rows.map((row) => row.release_id)
}
