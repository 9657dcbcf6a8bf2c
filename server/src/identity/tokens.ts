import { randomUUID } from 'node:crypto'
import type { Scope } from '@openvrs/contract/route.ts'
import type { Db, Trx } from '../db/connect.ts'
import { anonymous, withViewer } from '../db/viewer.ts'
import { findRights, type Rights } from './rights.ts'
import { hashOf, makeSecret } from './secrets.ts'

/** A token is `vrs_` and 256 bits; the database keeps its hash. */
const PREFIX = 'vrs_'

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
export async function findToken(db: Db, token: string, now: Date): Promise<{ rights: Rights; scopes: Scope[] } | undefined> {
  if (!token.startsWith(PREFIX)) return undefined
  return withViewer(db, anonymous, now, async (trx) => {
    const row = await trx.selectFrom('api_token').select(['person_id', 'scopes', 'rights_version']).where('secret_hash', '=', hashOf(token))
      .where('revoked_at', 'is', null).where('expires_at', '>', now).executeTakeFirst()
    if (!row) return undefined
    const rights = await findRights(trx, row.person_id, now)
    return rights?.version === row.rights_version ? { rights, scopes: row.scopes as Scope[] } : undefined
  }, { secretHash: hashOf(token) })
}
