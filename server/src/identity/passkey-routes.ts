import { Problem } from '@openvrs/core/problem.ts'
import type { passkeys as routes } from '@openvrs/contract/passkeys.ts'
import type { Route } from '@openvrs/contract/route.ts'
import { appendAudit } from '../audit/index.ts'
import type { Db } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import type { Actor, Call, Handlers } from '../http/context.ts'
import { refuseForeignPage } from './authenticate.ts'
import { noteFailure } from './failures.ts'
import { putHalfOpen, spendHalfOpen, type HalfOpen } from './half-open.ts'
import { challengeOf, checkPasskey, findPresented, keepPasskey, passkeysOf, siteOf, type Assertion, type Passkey } from './passkeys.ts'
import { findRights } from './rights.ts'
import { addressOf, type IdentityServices } from './services.ts'
import { comesFrom, handOver, sessionSecret } from './session-routes.ts'
import { confirm, signIn, type Opened } from './sign-in.ts'
import { authIn } from './tables.ts'

const CHALLENGE_MS = 5 * 60_000
const MOST = 20

export const passkeyHandlers = (services: IdentityServices): Handlers<typeof routes> => ({
  offer: async (call) => {
    refuseForeignPage(call.request)
    return ask(services, call, 'passkey_in', '', [])
  },

  signIn: async (call) => {
    refuseForeignPage(call.request)
    const challenge = await spend(call.db, 'passkey_in', call.body.client_data, '', call.now)
    return handOver(services, call, await openBy(services, call, call.body, challenge))
  },

  ask: async (call) => {
    const session = sessionOf(services, call)
    const { person } = call.actor.viewer
    return ask(services, call, 'passkey_again', session, await withViewer(call.db, call.actor.viewer, call.now, (trx) => passkeysOf(trx, person)))
  },

  give: async (call) => {
    const session = sessionOf(services, call)
    const challenge = await spend(call.db, 'passkey_again', call.body.client_data, session, call.now)
    return handOver(services, call, await openBy(services, call, call.body, challenge, call.actor))
  },

  begin: async (call) => {
    const { actor, db, now } = call
    const { person } = actor.viewer
    const { rights, rows } = await db.transaction().execute(async (trx) => ({ rights: await findRights(trx, person, now), rows: await passkeysOf(trx, person) }))
    if (!rights) throw new Problem('auth.required')
    if (rows.length >= MOST) throw new Problem('passkey.too_many', { most: MOST })
    const asked = await ask(services, call, 'passkey_new', sessionOf(services, call), rows)
    return { ...asked, user_id: Buffer.from(person).toString('base64url'), email: rights.email, name: rights.name }
  },

  add: async (call) => {
    const { actor: { viewer }, body, db, now, request } = call
    const challenge = await spend(db, 'passkey_new', body.client_data, sessionOf(services, call), now)
    return presentPasskey(await withViewer(db, viewer, now, async (trx) => {
      const row = await keepPasskey(trx, viewer.person, body, challenge, siteOf(addressOf(services, request)), now)
      await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: 'passkey.added', subject: viewer.person, detail: { passkey: row.id } })
      return row
    }))
  },

  list: async ({ actor, db, now }) => ({ passkeys: (await withViewer(db, actor.viewer, now, (trx) => passkeysOf(trx, actor.viewer.person))).map(presentPasskey) }),

  rename: async (call) => {
    sessionSecret(services, call)
    const { actor: { viewer }, body, db, now, params } = call
    const row = await withViewer(db, viewer, now, (trx) => authIn(trx).updateTable('auth.passkey').set({ name: body.name }).where('id', '=', params.passkey).where('user_id', '=', viewer.person).returningAll().executeTakeFirst())
    if (!row) throw new Problem('not_found')
    return presentPasskey(row)
  },

  remove: async ({ actor: { viewer }, db, now, params }) => {
    await withViewer(db, viewer, now, async (trx) => {
      const { numDeletedRows } = await authIn(trx).deleteFrom('auth.passkey').where('id', '=', params.passkey).where('user_id', '=', viewer.person).executeTakeFirst()
      if (numDeletedRows === 0n) throw new Problem('not_found')
      const authenticator = await authIn(trx).selectFrom('auth.two_factor').select('id').where('user_id', '=', viewer.person).where('verified', '=', true).executeTakeFirst()
      if (!authenticator && (await passkeysOf(trx, viewer.person)).length === 0) throw new Problem('passkey.last')
      await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: 'passkey.removed', subject: viewer.person, detail: { passkey: params.passkey } })
    })
    return undefined
  },
})

/** The session to which a challenge is bound; its secret may be renewed before the answer comes. */
function sessionOf(services: IdentityServices, call: Call<Route>): string {
  sessionSecret(services, call)
  return call.actor.holds
}

/** A challenge is a ticket like any other, with who may answer to it under its value. */
async function ask(services: IdentityServices, { db, now, request, reply }: Call<Route>, kind: HalfOpen, bound: string, rows: readonly Passkey[]) {
  const expires = new Date(now.getTime() + CHALLENGE_MS)
  const challenge = await db.transaction().execute((trx) => putHalfOpen(trx, kind, bound, now, expires))
  reply.header('cache-control', 'no-store')
  return { challenge, rp_id: siteOf(addressOf(services, request)).host, passkeys: rows.map((row) => row.credential_id), expires: expires.toISOString() }
}

/** Uses up the challenge that an answer names, whether or not the answer is right. Throws `auth.denied` where there is none, or it is another session's. */
async function spend(db: Db, kind: HalfOpen, clientData: string, bound: string, now: Date): Promise<string> {
  const challenge = challengeOf(clientData)
  const kept = challenge === undefined ? undefined : await db.transaction().execute((trx) => spendHalfOpen(trx, kind, challenge, now))
  if (challenge === undefined || kept !== bound) throw new Problem('auth.denied')
  return challenge
}

/** A new session by a passkey, in place of the one that came along; `again`: the second factor of who is there already. */
async function openBy(services: IdentityServices, call: Call<Route>, given: Assertion, challenge: string, again?: Actor): Promise<Opened> {
  const { db, now, request } = call
  const opened = await db.transaction().execute(async (trx) => {
    const passkey = await findPresented(trx, given.id, now)
    const rights = passkey && (again === undefined || passkey.user_id === again.viewer.person) ? await findRights(trx, passkey.user_id, now) : undefined
    if (!passkey || !rights) return undefined
    if (!(await checkPasskey(trx, passkey, given, challenge, siteOf(addressOf(services, request)), now))) return void (await noteFailure(trx, rights.email, 'code', now))
    const by = comesFrom(services, call)
    return again === undefined ? signIn(trx, rights, by, now, { way: 'passkey', factor: 'passkey' }) : confirm(trx, rights, by, now, 'passkey', again.holds)
  })
  if (!opened) throw new Problem('auth.denied')
  return opened
}

const presentPasskey = (row: Passkey) => ({ id: row.id, name: row.name, made: row.created_at.toISOString(), used: row.used_at?.toISOString() ?? null, synced: row.backed_up })
