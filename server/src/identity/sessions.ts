import { createHmac, randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { appendAudit } from '../audit/index.ts'
import type { Trx } from '../db/connect.ts'
import { anonymous, enterAs, withViewer } from '../db/viewer.ts'
import { findRights, type Rights } from './rights.ts'
import { hashOf, makeSecret } from './secrets.ts'
import type { IdentityServices } from './services.ts'
import { authIn, type AuthTables } from './tables.ts'
import { hasFactor, waysOf } from './ways.ts'

export const SESSION_SECONDS = 12 * 3600
const IDLE_MS = 60 * 60_000
const TOUCH_MS = 60_000
const RENEW_MS = 15 * 60_000
/** What left a browser before it had the new secret still arrives. */
const LATE_MS = 2 * 60_000

type Row = Selectable<AuthTables['auth.session']>

export type Session = { readonly id: string; readonly rights: Rights; readonly factorAt?: Date; readonly factorless?: true; /** The secret that the browser is to use from now on. */ readonly renewed?: { readonly secret: string; readonly seconds: number } }

/** Opens a session of the person as whom the transaction was entered. Resolves to its secret, of which only the hash is kept. */
export async function openSession(trx: Trx, rights: Rights, now: Date, { factorAt, device, link }: { factorAt: Date | undefined; device: string | undefined; link: string | undefined }): Promise<string> {
  const secret = makeSecret()
  await authIn(trx).insertInto('auth.session').values({
    id: randomUUID(), token: hashOf(secret), user_id: rights.viewer.person, expires_at: expiryOf(now), ip_address: null,
    user_agent: device?.slice(0, 200) ?? null, created_at: now, updated_at: now, rights_version: rights.version, factor_at: factorAt ?? null, provider_link: link ?? null, renewed_at: now,
  }).execute()
  return secret
}

const expiryOf = (now: Date): Date => new Date(now.getTime() + SESSION_SECONDS * 1000)

/**
 * The session of a secret, as long as neither its time nor the person's rights have run out. Ends after an hour without use.
 * After a quarter of an hour another secret is issued, always the same one, so that requests side by side do not quarrel; it
 * takes the place of the one before when it first comes back, and no answer that was lost on the way locks anybody out.
 * `arrived`: when the request came, which on a slow line is long before it can be answered.
 */
export async function findSession({ db, key }: Pick<IdentityServices, 'db' | 'key'>, secret: string, now: Date, arrived: Date): Promise<Session | undefined> {
  const hash = hashOf(secret)
  return withViewer(db, anonymous, now, async (trx) => {
    const row = (await findHeld(trx, hash)) ?? (await findLate(trx, hash, now, arrived))
    if (!row || row.expires_at <= now || now.getTime() - row.updated_at.getTime() >= IDLE_MS) return undefined
    const rights = await findRights(trx, row.user_id, now)
    if (!rights || rights.version !== row.rights_version) return undefined
    if (row.next_token === hash) await putInPlace(trx, row, hash, now)
    if (now.getTime() - row.updated_at.getTime() > TOUCH_MS) await authIn(trx).updateTable('auth.session').set({ updated_at: now }).where('id', '=', row.id).execute()
    const renewed = row.token === hash && now.getTime() - (row.renewed_at ?? row.created_at).getTime() >= RENEW_MS ? await issueNext(trx, key, row, secret, now) : undefined
    return { id: row.id, rights, ...(await factorOf(trx, row, rights)), ...(renewed ? { renewed } : {}) }
  }, { secretHash: hash })
}

/** When our second factor was given; where it never was, whether there is one to give. */
async function factorOf(trx: Trx, { factor_at }: Row, rights: Rights): Promise<Pick<Session, 'factorAt' | 'factorless'>> {
  if (factor_at) return { factorAt: factor_at }
  return hasFactor(await waysOf(trx, rights.viewer.person), rights) ? {} : { factorless: true }
}

const findHeld = (trx: Trx, hash: string): Promise<Row | undefined> =>
  authIn(trx).selectFrom('auth.session').selectAll().where(({ or, eb }) => or([eb('token', '=', hash), eb('next_token', '=', hash)])).executeTakeFirst()

/** The session of a secret that another has replaced: for a moment yet. After that somebody has what is not theirs, and the session ends. */
async function findLate(trx: Trx, hash: string, now: Date, arrived: Date): Promise<Row | undefined> {
  const old = await authIn(trx).selectFrom('auth.retired_secret').selectAll().where('token', '=', hash).executeTakeFirst()
  if (!old) return undefined
  const rights = await findRights(trx, old.user_id, now)
  if (arrived.getTime() - old.retired_at.getTime() > LATE_MS) {
    await endSession(trx, old.user_id, old.session_id)
    if (rights) await auditReplayed(trx, rights, now)
    return undefined
  }
  return old.opens ? authIn(trx).selectFrom('auth.session').selectAll().where('id', '=', old.session_id).executeTakeFirst() : undefined
}

async function auditReplayed(trx: Trx, { viewer }: Rights, now: Date): Promise<void> {
  await enterAs(trx, viewer, now)
  await appendAudit(trx, { chain: viewer.member, at: now, actor: 'system', action: 'session.replayed', subject: viewer.person })
}

/** The next secret has come back: the one before is retired. Of requests side by side one does it. */
async function putInPlace(trx: Trx, row: Row, hash: string, now: Date): Promise<void> {
  await retire(trx, row, row.token, now, true)
  await authIn(trx).updateTable('auth.session').set({ token: hash, next_token: null, renewed_at: now }).where('id', '=', row.id).where('next_token', '=', hash).execute()
}

const retire = (trx: Trx, row: Row, token: string, now: Date, opens: boolean) =>
  authIn(trx).insertInto('auth.retired_secret').values({ token, session_id: row.id, user_id: row.user_id, retired_at: now, opens }).onConflict((conflict) => conflict.column('token').doNothing()).execute()

/** Nobody who has the secret, or the database, knows the next one without the server's key. */
async function issueNext(trx: Trx, key: string, row: Row, secret: string, now: Date): Promise<{ secret: string; seconds: number }> {
  const next = createHmac('sha256', key).update(JSON.stringify(['session', row.id, secret])).digest('base64url')
  if (row.next_token !== hashOf(next)) await authIn(trx).updateTable('auth.session').set({ next_token: hashOf(next) }).where('id', '=', row.id).where('token', '=', row.token).execute()
  return { secret: next, seconds: Math.floor((row.expires_at.getTime() - now.getTime()) / 1000) }
}

/** The second factor was given again: the session goes on under another secret, and those before open nothing from now on. Entered as the person. */
export async function freshenSession(trx: Trx, id: string, device: string | undefined, now: Date): Promise<string | undefined> {
  const row = await authIn(trx).selectFrom('auth.session').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) return undefined
  const secret = makeSecret()
  await authIn(trx).updateTable('auth.session').set({ token: hashOf(secret), next_token: null, renewed_at: now, updated_at: now, expires_at: expiryOf(now), factor_at: now, user_agent: device?.slice(0, 200) ?? row.user_agent }).where('id', '=', id).execute()
  for (const token of [row.token, ...(row.next_token ? [row.next_token] : [])]) await retire(trx, row, token, now, false)
  return secret
}

/** Whether a session still holds, by its id. The transaction is entered as the person. */
export async function sessionHolds(trx: Trx, id: string, version: number, now: Date): Promise<boolean> {
  const row = await authIn(trx).selectFrom('auth.session').select('id').where('id', '=', id).where('rights_version', '=', version).where('expires_at', '>', now).executeTakeFirst()
  return row !== undefined
}

/** The sessions of the person as whom the transaction was entered that still hold. */
export async function listSessions(trx: Trx, person: string, version: number, now: Date) {
  return authIn(trx).selectFrom('auth.session').selectAll().where('user_id', '=', person).where('rights_version', '=', version)
    .where('expires_at', '>', now).where('updated_at', '>', new Date(now.getTime() - IDLE_MS)).orderBy('created_at', 'desc').execute()
}

/** Ends the session of a secret, whosever it is: the holder signs in anew. Enters the transaction as nobody, or as the person. */
export async function endPresented(trx: Trx, secret: string, now: Date): Promise<void> {
  const hash = hashOf(secret)
  await enterAs(trx, anonymous, now, { secretHash: hash })
  const row = (await findHeld(trx, hash)) ?? (await findLate(trx, hash, now, now))
  if (!row) return
  await enterAs(trx, { ...anonymous, person: row.user_id }, now)
  await endSession(trx, row.user_id, row.id)
}

/** Ends a session of the person as whom the transaction was entered. False where there is none. */
export async function endSession(trx: Trx, person: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await authIn(trx).deleteFrom('auth.session').where('user_id', '=', person).where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

export const endAllSessions = async (trx: Trx, person: string): Promise<void> => void (await authIn(trx).deleteFrom('auth.session').where('user_id', '=', person).execute())
