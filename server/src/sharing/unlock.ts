import { sql } from 'kysely'
import type { Frequency } from '@openvrs/core/metadata/model.ts'
import { toContributors, toGroup, unlockedIntervals, type Contribution, type Contributions, type Interval, type MemberKind } from '@openvrs/core/sharing/reciprocity.ts'
import { openIntervals, trustAfter, type Trust } from '@openvrs/core/sharing/trust.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import { findShareable } from '../registry/index.ts'

/**
 * Computes anew what a member unlocks of a dataflow and stores it as intervals, so that passing time needs no further work.
 * Runs as the member's focal point in the transaction that changes its releases, or under the jobs login; either way under
 * the lock of its releases.
 */
export async function refreshUnlocked(trx: Trx, member: string, dataflow: string, now: Date): Promise<void> {
  const facts = await loadFacts(reading(trx), member, dataflow)
  const all = await loadContributions(reading(trx), member, dataflow, now)
  const firstShown = await keepFirstShown(trx, member, dataflow, toContributors(all), now)
  const before = await reading(trx).selectFrom('unlocked').select(['since', 'until']).where('member', '=', member).where('dataflow', '=', dataflow).execute()
  const rule = unlockedIntervals({ ...facts, contributions: toContributors(all), firstShown })
  const open = future(openIntervals(rule, await keepTrust(trx, { member, dataflow, group: '' }, before, rule, now)), now)
  await trx.deleteFrom('unlocked').where('member', '=', member).where('dataflow', '=', dataflow).execute()
  if (open.length > 0) await trx.insertInto('unlocked').values(open.map((interval) => ({ member, dataflow, ...interval }))).execute()

  const ofGroups = await reading(trx).selectFrom('group_unlocked').select(['share_group', 'since', 'until']).where('member', '=', member).where('dataflow', '=', dataflow).execute()
  await trx.deleteFrom('group_unlocked').where('member', '=', member).where('dataflow', '=', dataflow).execute()
  for (const group of await groupsOf(reading(trx), member)) {
    const met = unlockedIntervals({ ...facts, contributions: toGroup(all, group) })
    const trust = await keepTrust(trx, { member, dataflow, group }, ofGroups.filter((one) => one.share_group === group), met, now)
    const shared = future(openIntervals(met, trust), now)
    if (shared.length > 0) await trx.insertInto('group_unlocked').values(shared.map((interval) => ({ member, dataflow, share_group: group, ...interval }))).execute()
  }
}

const future = (intervals: readonly Interval[], now: Date): Interval[] => intervals.filter(({ until }) => until > now)

/** What the rule needs besides the member's figures. */
async function loadFacts(db: ReadDb, member: string, dataflow: string): Promise<Omit<Contributions, 'contributions'>> {
  const found = await findShareable(db, dataflow)
  if (!found) throw new Error('figures of a dataflow that no collection has')
  const { kind } = await db.selectFrom('member').select('kind').where('code', '=', member).executeTakeFirstOrThrow()
  const zero = await db.selectFrom('plausible_zero').select('member').where('member', '=', member).where('dataflow', '=', dataflow).executeTakeFirst()
  const { reciprocity: rule, frequencies } = found
  return { kind: kind as MemberKind, rule, yearly: frequencies.every((freq) => freq === 'A'), plausibleZero: zero !== undefined }
}

/** The member's periods that anybody else is, or will be, shown. A member that left contributes no more. */
async function loadContributions(db: ReadDb, member: string, dataflow: string, now: Date): Promise<Contribution[]> {
  const left = await db.selectFrom('member').select('code').where('code', '=', member).where('left_at', '<=', now).executeTakeFirst()
  if (left) return []
  const rows = await db.selectFrom('release_period').select(['freq', 'time_period', 'nonzero', 'level', 'share_group', 'valid_from', 'shown_from', 'shown_to'])
    .where('ref_area', '=', member).where('dataflow', '=', dataflow).where('level', '>=', 2).where('withdrawn_at', 'is', null).where('empty', '=', false)
    .where((e) => e.or([e('shown_to', 'is', null), e('shown_to', '>', now)])).execute()
  return rows.map((row) => ({
    freq: row.freq as Frequency, timePeriod: row.time_period, nonzero: row.nonzero, level: row.level, shareGroup: row.share_group, released: row.valid_from, shownFrom: row.shown_from, shownTo: row.shown_to,
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

type Circle = { readonly member: string; readonly dataflow: string; /** Empty for the contributors. */ readonly group: string }

async function findTrust(db: ReadDb, { member, dataflow, group }: Circle): Promise<Trust | undefined> {
  const row = await db.selectFrom('trust').selectAll().where('member', '=', member).where('dataflow', '=', dataflow).where('share_group', '=', group).executeTakeFirst()
  return row && { takenBack: row.taken_back_at, lost: row.lost, ...(row.again_at ? { again: row.again_at } : {}) }
}

/** How the member stands from now on. A row is there only of who once took back what had opened the circle. */
async function keepTrust(trx: Trx, circle: Circle, opened: readonly Interval[], rule: readonly Interval[], now: Date): Promise<Trust | undefined> {
  const trust = trustAfter(await findTrust(reading(trx), circle), opened, rule, now)
  if (!trust) return undefined
  const columns = { taken_back_at: trust.takenBack, lost: trust.lost, again_at: trust.again ?? null }
  await trx.insertInto('trust').values({ member: circle.member, dataflow: circle.dataflow, share_group: circle.group, ...columns }).onConflict((c) => c.columns(['member', 'dataflow', 'share_group']).doUpdateSet(columns)).execute()
  return trust
}

/** What `access` explains: the facts of the rule as they are now, for the member itself. Undefined where there is no such dataflow. */
export async function findContributions(db: ReadDb, member: string, dataflow: string, now: Date): Promise<{ readonly contributions: Contributions; readonly trust: Trust | undefined } | undefined> {
  if (!(await findShareable(db, dataflow))) return undefined
  const first = await db.selectFrom('first_contribution').select('shown_at').where('member', '=', member).where('dataflow', '=', dataflow).executeTakeFirst()
  const all = await loadContributions(db, member, dataflow, now)
  const contributions = { ...(await loadFacts(db, member, dataflow)), contributions: toContributors(all), firstShown: first?.shown_at }
  return { contributions, trust: await findTrust(db, { member, dataflow, group: '' }) }
}

/** How many states share a dataflow with the contributors, and the years of their figures. */
export async function countContributors(trx: Trx, dataflow: string, now: Date): Promise<{ states: number; firstYear: string | null; lastYear: string | null }> {
  const { rows } = await sql<{ states: number; first_year: string | null; last_year: string | null }>`select states, first_year, last_year from contributor_summary(${dataflow}, ${now})`.execute(trx)
  const { states, first_year: firstYear, last_year: lastYear } = rows[0]!
  return { states, firstYear, lastYear }
}
