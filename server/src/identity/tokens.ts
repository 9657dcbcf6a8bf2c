import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Scope } from '@openvrs/contract/route.ts'
import type { Db, Trx } from '../db/connect.ts'
import { anonymous, enterAs, withViewer } from '../db/viewer.ts'
import { dayOf } from './failures.ts'
import { findRights, type Rights } from './rights.ts'
import { hashOf, makeSecret } from './secrets.ts'
import { authIn } from './tables.ts'

/** A token is `vrs_` and 256 bits; the database keeps its hash. */
const PREFIX = 'vrs_'
const TOUCH_MS = 60_000

export type MadeToken = { readonly id: string; readonly token: string }

/** Makes a token of the person as whom the transaction was entered. */
export async function makeToken(trx: Trx, rights: Rights, scopes: readonly Scope[], now: Date, expires: Date): Promise<MadeToken> {
  const token = makeSecret(PREFIX)
  const id = randomUUID()
  await trx.insertInto('api_token').values({
    ref_area: rights.viewer.member, token_id: id, secret_hash: hashOf(token), person_id: rights.viewer.person, scopes: [...new Set(scopes)], rights_version: rights.version,
    made_at: now, expires_at: expires, revoked_at: null,
  }).execute()
  return { id, token }
}

/** Whose a token is and how far it reaches, as long as neither its time nor the person's rights have run out. */
export async function findToken(db: Db, token: string, now: Date): Promise<{ id: string; rights: Rights; scopes: Scope[] } | undefined> {
  if (!token.startsWith(PREFIX)) return undefined
  return withViewer(db, anonymous, now, async (trx) => {
    const row = await trx.selectFrom('api_token').select(['token_id', 'person_id', 'scopes', 'rights_version', 'used_at']).where('secret_hash', '=', hashOf(token))
      .where('revoked_at', 'is', null).where('expires_at', '>', now).executeTakeFirst()
    if (!row) return undefined
    const rights = await findRights(trx, row.person_id, now)
    if (rights?.version !== row.rights_version) return undefined
    if (!row.used_at || now.getTime() - row.used_at.getTime() > TOUCH_MS) await noteUse(trx, rights, row.token_id, now)
    return { id: row.token_id, rights, scopes: row.scopes as Scope[] }
  }, { secretHash: hashOf(token) })
}

/** Notes, once a minute, that a token is used; of several servers that would, one does. */
async function noteUse(trx: Trx, { viewer }: Rights, id: string, now: Date): Promise<void> {
  await enterAs(trx, viewer, now)
  const { numUpdatedRows } = await trx.updateTable('api_token').set({ used_at: now }).where('token_id', '=', id).where('ref_area', '=', viewer.member)
    .where(({ or, eb }) => or([eb('used_at', 'is', null), eb('used_at', '<', new Date(now.getTime() - TOUCH_MS))])).executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await authIn(trx).insertInto('auth.token_use').values({ token_id: id, day: dayOf(now), user_id: viewer.person, member: viewer.member, minutes: 1 })
    .onConflict((conflict) => conflict.columns(['token_id', 'day']).doUpdateSet({ minutes: sql<number>`token_use.minutes + 1` })).execute()
}

/** Whether a token still holds, by its id. Enters the transaction as the person. */
export async function tokenHolds(trx: Trx, { viewer, version }: Rights, id: string, now: Date): Promise<boolean> {
  await enterAs(trx, viewer, now)
  const row = await trx.selectFrom('api_token').select('token_id').where('ref_area', '=', viewer.member).where('token_id', '=', id).where('rights_version', '=', version)
    .where('revoked_at', 'is', null).where('expires_at', '>', now).executeTakeFirst()
  return row !== undefined
}
