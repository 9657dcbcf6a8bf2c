import { findHalfOpen, putHalfOpen, seal, spendHalfOpen, unseal, type IdentityServices } from '../../identity/index.ts'

/** How long a browser may take from the post to our page. */
const KEPT_MS = 2 * 60_000

/** One post is expected for a sign-in that began here: resolves to what names it (RelayState). */
export const expectPost = ({ db }: IdentityServices, member: string, now: Date, until: Date): Promise<string> => db.transaction().execute((trx) => putHalfOpen(trx, 'saml_state', member, now, until))

/** Keeps what was posted, unread. Resolves to the code for it, or undefined where nothing of the kind is expected, or not any more. */
export async function keepPost({ db, key }: IdentityServices, member: string, state: string, response: string, now: Date): Promise<string | undefined> {
  const expected = await db.transaction().execute(async (trx) => (await findHalfOpen(trx, 'saml_state', state, now)) === member && (await spendHalfOpen(trx, 'saml_state', state, now)) !== undefined)
  if (!expected) return undefined
  const value = await seal(key, JSON.stringify([state, response]))
  return db.transaction().execute((trx) => putHalfOpen(trx, 'saml_answer', value, now, new Date(now.getTime() + KEPT_MS)))
}

/** What was posted for a sign-in, once. */
export async function takePost({ db, key }: IdentityServices, state: string, code: string, now: Date): Promise<string | undefined> {
  const value = await db.transaction().execute((trx) => spendHalfOpen(trx, 'saml_answer', code, now))
  if (value === undefined) return undefined
  const [its, response] = JSON.parse(await unseal(key, value)) as [string, string]
  return its === state ? response : undefined
}
