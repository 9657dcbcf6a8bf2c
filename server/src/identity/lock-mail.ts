import type { Trx } from '../db/connect.ts'
import { countAttempt, limitOf } from './limits.ts'
import type { Rights } from './rights.ts'
import type { IdentityServices } from './services.ts'
import { authIn } from './tables.ts'

export type Locked = { readonly rights: Rights; readonly until: Date }

/** Until when the account takes no code from a device that it does not know, if so. The transaction is entered as the person. */
export async function findLocked(trx: Trx, rights: Rights, now: Date): Promise<Locked | undefined> {
  const row = await authIn(trx).selectFrom('auth.two_factor').select('locked_until').where('user_id', '=', rights.viewer.person).executeTakeFirst()
  return row?.locked_until && row.locked_until > now ? { rights, until: row.locked_until } : undefined
}

/** Tells the owner of the account, once for each time it is locked: whoever came as far as the codes knows the password. */
export async function tellLocked({ db, mailer, publicUrl }: IdentityServices, { rights, until }: Locked, now: Date): Promise<void> {
  const told = await countAttempt(db, [limitOf(`told of lock:${rights.viewer.person}`, 1)], now).then(() => false, () => true)
  if (!told) await mailer.send({ to: rights.email, kind: 'account_locked', values: { until: until.toISOString(), url: `${publicUrl}/account` }, language: rights.language })
}
