import { Problem } from '@openvrs/core/problem.ts'
import type { session as routes } from '@openvrs/contract/session.ts'
import type { Scope } from '@openvrs/contract/route.ts'
import type { Trx } from '../db/connect.ts'
import { appendAudit } from '../audit/index.ts'
import { enterAs, withViewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { findRights, type Rights } from './rights.ts'
import type { IdentityServices } from './services.ts'
import { sessionSecret } from './session-routes.ts'
import { makeToken, type MadeToken } from './tokens.ts'

const DAY_MS = 86_400_000
const APPROVING_MS = 3_600_000

/** When a token ends. One that approves lives an hour at most. */
const expiryOf = (scopes: readonly Scope[], days: number, now: Date): Date => new Date(now.getTime() + (scopes.includes('approve') ? APPROVING_MS : days * DAY_MS))

/** Makes a token and says so in the audit chain of the person's member. */
export async function issueToken(trx: Trx, rights: Rights, by: string, scopes: readonly Scope[], now: Date, expires: Date): Promise<MadeToken> {
  await enterAs(trx, rights.viewer, now)
  const made = await makeToken(trx, rights, scopes, now, expires)
  await appendAudit(trx, { chain: rights.viewer.member, at: now, actor: by, action: 'token.made', subject: made.id, detail: { person: rights.viewer.person, scopes: [...scopes], expires: expires.toISOString() } })
  return made
}

type TokenRoutes = Pick<typeof routes, 'makeToken' | 'listTokens' | 'revokeToken'>

export const tokenHandlers = (services: IdentityServices): Handlers<TokenRoutes> => ({
  makeToken: async (call) => {
    const { actor, body, now, db } = call
    const expires = expiryOf(body.scopes, body.days ?? 30, now)
    const made = await db.transaction().execute(async (trx) => {
      const rights = await findRights(trx, actor.viewer.person, now)
      if (!rights) throw new Problem('auth.required')
      return issueToken(trx, rights, actor.viewer.person, body.scopes, now, expires)
    })
    call.reply.header('cache-control', 'no-store')
    return { ...made, email: actor.email, scopes: body.scopes, expires: expires.toISOString() }
  },

  listTokens: async ({ actor, db, now }) => {
    const rows = await withViewer(db, actor.viewer, now, (trx) =>
      trx.selectFrom('api_token').select(['token_id', 'scopes', 'made_at', 'expires_at', 'revoked_at']).where('person_id', '=', actor.viewer.person).orderBy('made_at', 'desc').limit(200).execute())
    return { tokens: rows.map((row) => ({ id: row.token_id, scopes: row.scopes as Scope[], made: row.made_at.toISOString(), expires: row.expires_at.toISOString(), revoked: row.revoked_at?.toISOString() ?? null })) }
  },

  revokeToken: async (call) => {
    sessionSecret(services, call)
    const { actor, params, now, db } = call
    await withViewer(db, actor.viewer, now, async (trx) => {
      const { numUpdatedRows } = await trx.updateTable('api_token').set({ revoked_at: now }).where('token_id', '=', params.token).where('person_id', '=', actor.viewer.person)
        .where('revoked_at', 'is', null).executeTakeFirst()
      if (numUpdatedRows === 0n) throw new Problem('not_found')
      await appendAudit(trx, { chain: actor.viewer.member, at: now, actor: actor.viewer.person, action: 'token.revoked', subject: params.token })
    })
    return undefined
  },
})
