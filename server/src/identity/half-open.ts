import { randomUUID } from 'node:crypto'
import type { Trx } from '../db/connect.ts'
import { anonymous, enterAs } from '../db/viewer.ts'
import { hashOf, makeSecret } from './secrets.ts'
import { authIn } from './tables.ts'

/**
 * A way in of which the second step is missing: `factor` after the password, `enrol` after accepting an invitation, `reset` after opening
 * a link to another authenticator, `provider` after leaving for the identity provider, `saml_state` until that posts and `saml_answer` what
 * it posted, the others after a device was asked for a passkey. It opens nothing.
 */
export type HalfOpen = 'factor' | 'enrol' | 'reset' | 'provider' | 'saml_state' | 'saml_answer' | 'passkey_in' | 'passkey_again' | 'passkey_new'

/** Each of these enters the transaction as nobody who holds the ticket; the caller enters as the person afterwards. */
const enter = async (trx: Trx, kind: HalfOpen, ticket: string, now: Date): Promise<string> => {
  const identifier = hashOf(`${kind}:${ticket}`)
  await enterAs(trx, anonymous, now, { secretHash: identifier })
  return identifier
}

/** Keeps `value` under a new ticket. Resolves to the ticket. */
export async function putHalfOpen(trx: Trx, kind: HalfOpen, value: string, now: Date, expires: Date): Promise<string> {
  const ticket = makeSecret()
  const identifier = await enter(trx, kind, ticket, now)
  await authIn(trx).insertInto('auth.verification').values({ id: randomUUID(), identifier, value, expires_at: expires, created_at: now, updated_at: now }).execute()
  return ticket
}

export async function findHalfOpen(trx: Trx, kind: HalfOpen, ticket: string, now: Date): Promise<string | undefined> {
  const identifier = await enter(trx, kind, ticket, now)
  const row = await authIn(trx).selectFrom('auth.verification').select('value').where('identifier', '=', identifier).where('expires_at', '>', now).executeTakeFirst()
  return row?.value
}

/** Uses the ticket up. False where somebody else was quicker. */
export async function takeHalfOpen(trx: Trx, kind: HalfOpen, ticket: string, now: Date): Promise<boolean> {
  const identifier = await enter(trx, kind, ticket, now)
  const { numDeletedRows } = await authIn(trx).deleteFrom('auth.verification').where('identifier', '=', identifier).where('expires_at', '>', now).executeTakeFirst()
  return numDeletedRows === 1n
}

/** Uses the ticket up and resolves to its value, in one statement: of two who come with it, one gets it. */
export async function spendHalfOpen(trx: Trx, kind: HalfOpen, ticket: string, now: Date): Promise<string | undefined> {
  const identifier = await enter(trx, kind, ticket, now)
  const row = await authIn(trx).deleteFrom('auth.verification').where('identifier', '=', identifier).where('expires_at', '>', now).returning('value').executeTakeFirst()
  return row?.value
}

/** Notes that a name was used, until it can be of no use any more. False where it was before. */
export async function useOnce(trx: Trx, name: string, now: Date, until: Date): Promise<boolean> {
  const identifier = hashOf(`used:${name}`)
  await enterAs(trx, anonymous, now, { secretHash: identifier })
  const { numInsertedOrUpdatedRows } = await authIn(trx).insertInto('auth.verification').values({ id: randomUUID(), identifier, value: '', expires_at: until, created_at: now, updated_at: now }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
