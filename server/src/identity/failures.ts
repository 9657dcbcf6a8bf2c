import { sql } from 'kysely'
import type { Db, Trx } from '../db/connect.ts'
import { anonymous, enterAs } from '../db/viewer.ts'
import { hashOf } from './secrets.ts'
import { authIn } from './tables.ts'

/** What went wrong: the password, the second factor, or that there were too many attempts before. */
export type Failure = 'password' | 'code' | 'refused'

const COLUMN = { password: 'passwords', code: 'codes', refused: 'refused' } as const

/**
 * Counts a failed attempt at an address, by the day. The same is done for an address that nobody has; whose it is, and that a
 * chain tells of it, is found later (tallies.ts). Enters the transaction as nobody: call it last.
 */
export async function noteFailure(trx: Trx, address: string, failure: Failure, now: Date): Promise<void> {
  const account = hashOf(address.toLowerCase())
  await enterAs(trx, anonymous, now, { secretHash: account })
  const column = COLUMN[failure]
  await authIn(trx).insertInto('auth.failed_sign_in').values({ account, day: dayOf(now), passwords: 0, codes: 0, refused: 0, [column]: 1 })
    .onConflict((conflict) => conflict.columns(['account', 'day']).doUpdateSet({ [column]: sql<number>`${sql.ref(`failed_sign_in.${column}`)} + 1` })).execute()
}

export const noteFailureOf = (db: Db, address: string, failure: Failure, now: Date): Promise<void> => db.transaction().execute((trx) => noteFailure(trx, address, failure, now))

/** What failed today at an address. */
export async function failuresToday(trx: Trx, address: string, now: Date): Promise<{ readonly passwords: number; readonly codes: number; readonly refused: number }> {
  const account = hashOf(address.toLowerCase())
  await enterAs(trx, anonymous, now, { secretHash: account })
  const row = await authIn(trx).selectFrom('auth.failed_sign_in').select(['passwords', 'codes', 'refused']).where('account', '=', account).where('day', '=', dayOf(now)).executeTakeFirst()
  return row ?? { passwords: 0, codes: 0, refused: 0 }
}

export const dayOf = (now: Date): string => now.toISOString().slice(0, 10)
