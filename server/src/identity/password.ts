import { randomUUID } from 'node:crypto'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { Trx } from '../db/connect.ts'
import { authIn } from './tables.ts'

export { hashPassword }

/** Verified where there is no account, so that an unknown address costs what a wrong password costs. */
let nobody: Promise<string> | undefined
const nobodysHash = (): Promise<string> => (nobody ??= hashPassword('nobody has this password'))

/** Whether the password is that of the hash. Without a hash the same work is done and the answer is no. */
export async function isPassword(hash: string | undefined, password: string): Promise<boolean> {
  const right = await verifyPassword({ hash: hash ?? (await nobodysHash()), password })
  return right && hash !== undefined
}

/** Gives the person as whom the transaction was entered a password, by its hash. */
export async function keepPassword(trx: Trx, person: string, password: string, now: Date): Promise<void> {
  await authIn(trx).insertInto('auth.account').values({ id: randomUUID(), account_id: person, provider_id: 'credential', user_id: person, password, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.columns(['user_id', 'provider_id']).doUpdateSet({ password, updated_at: now })).execute()
}
