import { sql } from 'kysely'
import { mayChangeTerms } from '@openvrs/core/sharing/abilities.ts'
import { audienceOf, columnsOf } from '@openvrs/core/sharing/audience.ts'
import type { Declarations } from '@openvrs/core/report/declarations.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Frequency } from '@openvrs/core/metadata/model.ts'
import { mayTake, withoutPast, type Terms } from '@openvrs/core/sharing/terms.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { findShareable } from '../registry/index.ts'
import { lockReleases } from './lock.ts'
import { findShown, tellTakers } from './notices.ts'
import { countChange, markChanged, narrowEarlier, renewShown, samePeriods, type ReleaseRef } from './periods.ts'
import { refreshUnlocked } from './unlock.ts'

export type NewRelease = {
  readonly refArea: string
  readonly dataflow: string
  readonly reportId: number
  readonly version: number
  readonly rows: number
  readonly holds?: 'figures' | 'narratives'
  /** Every period that the release covers, whether one of its figures is above zero, and whether it has none at all. */
  readonly periods: readonly { readonly freq: Frequency; readonly timePeriod: string; readonly nonzero: boolean; readonly empty?: boolean }[]
  readonly terms: Terms
  /** What the section says about its figures. */
  readonly declarations?: Declarations
  readonly now: Date
}

/** The columns of terms that observation rows carry, for whoever writes the rows of a new release. */
export type TermColumns = { readonly level: number; readonly share_group: string | null; readonly embargo_until: Date | null }

export function termColumns(terms: Terms): TermColumns {
  const { level, shareGroup } = columnsOf(audienceOf(terms.level, terms.group ?? null))
  return { level, share_group: shareGroup, embargo_until: terms.embargo ?? null }
}

/**
 * Makes the release of an approved report's dataflow, in the transaction of the approval, as the member's focal point. From
 * the commit on it counts for its owner, and for others from the end of its embargo; narrower terms narrow the earlier
 * versions of its periods too. `releaseId` is the member's next number.
 */
export async function makeRelease(trx: Trx, viewer: Viewer, asked: NewRelease): Promise<{ releaseId: number }> {
  const { refArea, dataflow, now } = asked
  if (!mayChangeTerms(viewer, refArea)) throw new Problem('not_allowed')
  const terms = withoutPast(asked.terms, now)
  const neverPublic = (await findShareable(reading(trx), dataflow))?.neverPublic ?? false
  if (!mayTake({ neverPublic }, terms.level)) throw new Problem('terms.never_public', { dataflow })
  await lockReleases(trx, refArea)
  const releaseId = await nextReleaseId(trx, refArea)
  await trx.insertInto('release').values({
    ref_area: refArea, release_id: releaseId, dataflow, ...termColumns(terms), terms_since: now, approved_at: now, report_id: asked.reportId, version: asked.version, rows: asked.rows, declarations: JSON.stringify(asked.declarations ?? {}), withdrawn_at: null, holds: asked.holds ?? 'figures', never_public: neverPublic,
  }).execute()
  const release: ReleaseRef = { refArea, releaseId, dataflow }
  const shown = await findShown(trx, release, asked.periods, now)
  await insertPeriods(trx, release, asked.periods, terms, now)
  await sql`update release_period p set valid_to = ${now} where ${samePeriods(release)} and p.release_id < ${releaseId} and p.valid_to is null`.execute(trx)
  await markChanged(trx, refArea, await narrowEarlier(trx, release, audienceOf(terms.level, terms.group ?? null)), now)
  await renewShown(trx, release)
  await countChange(trx, refArea)
  await refreshUnlocked(trx, refArea, dataflow, now)
  await tellTakers(trx, release, shown, 'narrowed', now)
  return { releaseId }
}

async function nextReleaseId(trx: Trx, refArea: string): Promise<number> {
  const { last } = await trx.selectFrom('release').select((e) => e.fn.max<number | null>('release_id').as('last')).where('ref_area', '=', refArea).executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

async function insertPeriods(trx: Trx, release: ReleaseRef, periods: NewRelease['periods'], terms: Terms, now: Date): Promise<void> {
  const { level, share_group, embargo_until } = termColumns(terms)
  await sql`
    insert into release_period (ref_area, release_id, dataflow, freq, time_period, nonzero, empty, level, share_group, embargo_until, valid_from, shown_from)
    select ${release.refArea}, ${release.releaseId}::bigint, ${release.dataflow}, freq, time_period, nonzero, empty, ${level}::smallint, ${share_group}::text, ${embargo_until}::timestamptz, ${now}::timestamptz, ${terms.embargo ?? now}::timestamptz
      from unnest(${periods.map((p) => p.freq)}::text[], ${periods.map((p) => p.timePeriod)}::text[], ${periods.map((p) => p.nonzero)}::boolean[], ${periods.map((p) => p.empty ?? false)}::boolean[]) as given (freq, time_period, nonzero, empty)`.execute(trx)
}
