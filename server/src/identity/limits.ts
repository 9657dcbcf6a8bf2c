import { sql } from 'kysely'
import { Problem } from '@openvrs/core/problem.ts'
import type { Db, Trx } from '../db/connect.ts'
import type { KnownDevice } from './known-device.ts'
import { hashOf } from './secrets.ts'
import { authOf } from './tables.ts'

/** How many attempts may fail in a window, shared by all servers of the system. A window ends by time alone; attempts within do not prolong it. */
export type Limit = { readonly key: string; readonly most: number }

const WINDOW_MS = 15 * 60_000

/**
 * An address may not guess at many accounts, nor many strangers at one account. A device that the account knows has attempts of
 * its own: nothing that others do, from wherever, takes them away.
 */
export const signInLimits = (ip: string, email: string, device: KnownDevice | undefined): readonly Limit[] =>
  device ? [limitOf(`account:${email} device:${device.attempts}`, 10)] : [limitOf(`ip:${ip}`, 100), limitOf(`account:${email}`, 50), limitOf(`account:${email} ip:${ip}`, 10)]

export const limitOf = (what: string, most: number): Limit => ({ key: hashOf(what), most })

/** Counts one attempt, before it is known whether it fails. Throws `auth.locked` where it is one too many. */
export async function countAttempt(db: Db | Trx, limits: readonly Limit[], now: Date): Promise<void> {
  let locked = 0
  for (const limit of limits) {
    const row = await authOf(db).insertInto('auth.attempt').values({ key: limit.key, count: 1, until: new Date(now.getTime() + WINDOW_MS) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({
        count: sql<number>`case when attempt.until <= ${now} then 1 else attempt.count + 1 end`,
        until: sql<Date>`case when attempt.until <= ${now} then excluded.until else attempt.until end`,
      })).returning(['count', 'until']).executeTakeFirstOrThrow()
    if (row.count > limit.most) locked = Math.max(locked, row.until.getTime() - now.getTime())
  }
  if (locked > 0) throw new Problem('auth.locked', { seconds: Math.ceil(locked / 1000) })
}

/** Takes one attempt back: it did not fail. */
export async function forgiveAttempt(db: Db | Trx, limits: readonly Limit[]): Promise<void> {
  await authOf(db).updateTable('auth.attempt').set({ count: sql<number>`greatest(count - 1, 0)` }).where('key', 'in', limits.map((limit) => limit.key)).execute()
}
