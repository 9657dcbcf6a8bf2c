import { sql } from 'kysely'
import type { Frequency } from '@openvrs/core/metadata/model.ts'
import { toContributors, toGroup, unlockedIntervals, type Contribution, type Contributions, type Interval, type MemberKind } from '@openvrs/core/sharing/reciprocity.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import { findDataflow } from '../registry/index.ts'

/**
 * Computes anew what a member unlocks of a dataflow and stores it as intervals, so that passing time needs no further work.
 * Runs as the member's focal point in the transaction that changes its releases, or under the jobs login; either way under
 * the lock of its releases.
 */
export async function refreshUnlocked(trx: Trx, member: string, dataflow: string, now: Date): Promise<void> {
  const facts = await loadFacts(reading(trx), member, dataflow)
  const all = await loadContributions(reading(trx), member, dataflow, now)
  const firstShown = await keepFirstShown(trx, member, dataflow, toContributors(all), now)
  await trx.deleteFrom('unlocked').where('member', '=', member).where('dataflow', '=', dataflow).execute()
  const open = future(unlockedIntervals({ ...facts, contributions: toContributors(all), firstShown }), now)
  if (open.length > 0) await trx.insertInto('unlocked').values(open.map((interval) => ({ member, dataflow, ...interval }))).execute()

  await trx.deleteFrom('group_unlocked').where('member', '=', member).where('dataflow', '=', dataflow).execute()
  for (const group of await groupsOf(reading(trx), member)) {
    const shared = future(unlockedIntervals({ ...facts, contributions: toGroup(all, group) }), now)
    if (shared.length > 0) await trx.insertInto('group_unlocked').values(shared.map((interval) => ({ member, dataflow, share_group: group, ...interval }))).execute()
  }
}

const future = (intervals: readonly Interval[], now: Date): Interval[] => intervals.filter(({ until }) => until > now)

/** What the rule needs besides the member's figures. */
async function loadFacts(db: ReadDb, member: string, dataflow: string): Promise<Omit<Contributions, 'contributions'>> {
  const found = await findDataflow(db, dataflow)
  if (!found) throw new Error('figures of a dataflow that no collection has')
  const { kind } = await db.selectFrom('member').select('kind').where('code', '=', member).executeTakeFirstOrThrow()
  const zero = await db.selectFrom('plausible_zero').select('member').where('member', '=', member).where('dataflow', '=', dataflow).executeTakeFirst()
  const { reciprocity: rule, frequencies } = found.dataflow
  return { kind: kind as MemberKind, rule, yearly: frequencies.every((freq) => freq === 'A'), plausibleZero: zero !== undefined }
}

/** The member's periods that anybody else is, or will be, shown. A member that left contributes no more. */
async function loadContributions(db: ReadDb, member: string, dataflow: string, now: Date): Promise<Contribution[]> {
  const left = await db.selectFrom('member').select('code').where('code', '=', member).where('left_at', '<=', now).executeTakeFirst()
  if (left) return []
  const rows = await db.selectFrom('release_period').select(['freq', 'time_period', 'nonzero', 'level', 'share_group', 'shown_from', 'shown_to'])
    .where('ref_area', '=', member).where('dataflow', '=', dataflow).where('level', '>=', 2).where('withdrawn_at', 'is', null)
    .where((e) => e.or([e('shown_to', 'is', null), e('shown_to', '>', now)])).execute()
  return rows.map((row) => ({
    freq: row.freq as Frequency, timePeriod: row.time_period, nonzero: row.nonzero, level: row.level, shareGroup: row.share_group, shownFrom: row.shown_from, shownTo: row.shown_to,
  }))
}

const groupsOf = async (db: ReadDb, member: string): Promise<string[]> =>
  (await db.selectFrom('sharing_group_member').select('group_id').where('member', '=', member).orderBy('group_id').execute()).map((row) => row.group_id)

/**
 * When the member first showed figures to the contributors. What has come stays, so that taking figures back and sharing
 * them again gives no second grace; what is still to come moves with the releases.
 */
async function keepFirstShown(trx: Trx, member: string, dataflow: string, shared: readonly Contribution[], now: Date): Promise<Date | undefined> {
  const kept = await trx.selectFrom('first_contribution').select('shown_at').where('member', '=', member).where('dataflow', '=', dataflow).executeTakeFirst()
  if (kept && kept.shown_at <= now) return kept.shown_at
  const starts = shared.filter((c) => c.shownTo === null || c.shownFrom < c.shownTo).map((c) => Math.max(c.shownFrom.getTime(), now.getTime()))
  if (starts.length === 0) {
    if (kept) await trx.deleteFrom('first_contribution').where('member', '=', member).where('dataflow', '=', dataflow).execute()
    return undefined
  }
  const shownAt = new Date(Math.min(...starts))
  await trx.insertInto('first_contribution').values({ member, dataflow, shown_at: shownAt }).onConflict((c) => c.columns(['member', 'dataflow']).doUpdateSet({ shown_at: shownAt })).execute()
  return shownAt
}

/** What `access` explains: the facts of the rule as they are now, for the member itself. Undefined where there is no such dataflow. */
export async function findContributions(db: ReadDb, member: string, dataflow: string, now: Date): Promise<Contributions | undefined> {
  if (!(await findDataflow(db, dataflow))) return undefined
  const first = await db.selectFrom('first_contribution').select('shown_at').where('member', '=', member).where('dataflow', '=', dataflow).executeTakeFirst()
  const all = await loadContributions(db, member, dataflow, now)
  return { ...(await loadFacts(db, member, dataflow)), contributions: toContributors(all), firstShown: first?.shown_at }
}

/** How many states share a dataflow with the contributors, and the years of their figures. */
export async function countContributors(trx: Trx, dataflow: string, now: Date): Promise<{ states: number; firstYear: string | null; lastYear: string | null }> {
  const { rows } = await sql<{ states: number; first_year: string | null; last_year: string | null }>`select states, first_year, last_year from contributor_summary(${dataflow}, ${now})`.execute(trx)
  const { states, first_year: firstYear, last_year: lastYear } = rows[0]!
  return { states, firstYear, lastYear }
}
