import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../db/connect.ts'
import { anonymous, enterAs, withViewer } from '../db/viewer.ts'
import { findRights, type Rights } from './rights.ts'
import { hashOf, makeSecret } from './secrets.ts'
import { authIn } from './tables.ts'

export const SESSION_SECONDS = 12 * 3600
const IDLE_MS = 60 * 60_000
const TOUCH_MS = 60_000

export type Session = { readonly id: string; readonly rights: Rights; readonly factorAt?: Date }

/** Opens a session of the person as whom the transaction was entered. Resolves to its secret, of which only the hash is kept. */
export async function openSession(trx: Trx, rights: Rights, now: Date, { factorAt, device, link }: { factorAt: Date | undefined; device: string | undefined; link: string | undefined }): Promise<string> {
  const secret = makeSecret()
  await authIn(trx).insertInto('auth.session').values({
    id: randomUUID(), token: hashOf(secret), user_id: rights.viewer.person, expires_at: new Date(now.getTime() + SESSION_SECONDS * 1000), ip_address: null,
    user_agent: device?.slice(0, 200) ?? null, created_at: now, updated_at: now, rights_version: rights.version, factor_at: factorAt ?? null, provider_link: link ?? null,
  }).execute()
  return secret
}

/** The session of a secret, as long as neither its time nor the person's rights have run out. Ends after an hour without use. */
export async function findSession(db: Db, secret: string, now: Date): Promise<Session | undefined> {
  return withViewer(db, anonymous, now, async (trx) => {
    const row = await authIn(trx).selectFrom('auth.session').select(['id', 'user_id', 'rights_version', 'factor_at', 'updated_at']).where('token', '=', hashOf(secret))
      .where('expires_at', '>', now).where('updated_at', '>', new Date(now.getTime() - IDLE_MS)).executeTakeFirst()
    if (!row) return undefined
    const rights = await findRights(trx, row.user_id, now)
    if (!rights || rights.version !== row.rights_version) return undefined
    if (now.getTime() - row.updated_at.getTime() > TOUCH_MS) await authIn(trx).updateTable('auth.session').set({ updated_at: now }).where('id', '=', row.id).execute()
    return { id: row.id, rights, ...(row.factor_at ? { factorAt: row.factor_at } : {}) }
  }, { secretHash: hashOf(secret) })
}

/** The link to a provider's account that a session came by, of the person as whom the transaction was entered. */
export const linkOf = async (trx: Trx, secret: string): Promise<string | undefined> =>
  (await authIn(trx).selectFrom('auth.session').select('provider_link').where('token', '=', hashOf(secret)).executeTakeFirst())?.provider_link ?? undefined

/** The sessions of the person as whom the transaction was entered that still hold. */
export async function listSessions(trx: Trx, person: string, version: number, now: Date) {
  return authIn(trx).selectFrom('auth.session').selectAll().where('user_id', '=', person).where('rights_version', '=', version)
    .where('expires_at', '>', now).where('updated_at', '>', new Date(now.getTime() - IDLE_MS)).orderBy('created_at', 'desc').execute()
}

/** Ends the session of a secret, whosever it is: the holder asks. The transaction is entered as nobody. */
export async function endPresented(trx: Trx, secret: string, now: Date): Promise<void> {
  await enterAs(trx, anonymous, now, { secretHash: hashOf(secret) })
  await authIn(trx).deleteFrom('auth.session').where('token', '=', hashOf(secret)).execute()
}

/** Ends a session of the person as whom the transaction was entered. False where there is none. */
export async function endSession(trx: Trx, person: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await authIn(trx).deleteFrom('auth.session').where('user_id', '=', person).where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

export const endAllSessions = async (trx: Trx, person: string): Promise<void> => void (await authIn(trx).deleteFrom('auth.session').where('user_id', '=', person).execute())
