import { sql } from 'kysely'
import { Problem } from '@openvrs/core/problem.ts'
import type { session as routes } from '@openvrs/contract/session.ts'
import type { Route } from '@openvrs/contract/route.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { appendAudit } from '../audit/index.ts'
import type { Trx } from '../db/connect.ts'
import { enterAs, withViewer } from '../db/viewer.ts'
import type { Actor, Call, Handlers } from '../http/context.ts'
import { requireFactor } from '../http/fresh-factor.ts'
import { clearCookie, readCookie, setCookie } from './cookie.ts'
import { checkFactor, keepRecoveryCodes, makeRecoveryCodes, type Verdict } from './factor.ts'
import { noteFailureOf } from './failures.ts'
import { knownDevice, rememberDevice, type Browser } from './known-device.ts'
import { requireGoodPassword } from './good-password.ts'
import { countAttempt, forgiveAttempt, limitOf } from './limits.ts'
import { hashPassword, isPassword, keepPassword } from './password.ts'
import { ALL_SCOPES, presentSelf } from './present.ts'
import { findRights } from './rights.ts'
import { deviceKey } from './secrets.ts'
import { isSecure, type IdentityServices } from './services.ts'
import { endAllSessions, endSession, listSessions, SESSION_SECONDS } from './sessions.ts'
import { noteVerdict, openAgain, openFirst, openSecond, passwordOf, replaceSession, settle, type Coming, type Opened } from './sign-in.ts'
import { hasFactor, waysOf } from './ways.ts'

/** Hands a new session over: the cookie, and who it speaks for. From now on the device, on which our second factor was given, is known to the account. */
export async function handOver(services: IdentityServices, { request, reply }: Pick<Call<Route>, 'request' | 'reply'>, opened: Opened) {
  const known = opened.factorAt ? await rememberDevice(services, opened.rights, browserOf(request), opened.factorAt) : undefined
  const answer = handOverHere(services, reply, opened)
  if (known) reply.header('set-cookie', known)
  return answer
}

const browserOf = ({ headers: { cookie: cookies, 'user-agent': device } }: FastifyRequest): Browser => ({ cookies, device })

/** The same of a device that nobody has to know again. */
export function handOverHere(services: IdentityServices, reply: FastifyReply, { secret, rights, factorAt }: Opened) {
  // A renewed secret of the session before would stand beside it.
  reply.removeHeader('set-cookie')
  reply.header('set-cookie', setCookie(secret, isSecure(services), SESSION_SECONDS)).header('cache-control', 'no-store')
  return presentSelf(rights, { via: 'session', scopes: ALL_SCOPES, factorAt })
}

/** The secret of the session that the person came with. Throws `auth.session_needed` where a token speaks. */
export function sessionSecret(services: IdentityServices, call: Call<Route>): string {
  const secret = call.actor.via === 'session' ? readCookie(call.request.headers.cookie, isSecure(services)) : undefined
  if (!secret) throw new Problem('auth.session_needed')
  return secret
}

export function comesFrom(services: IdentityServices, { request, now }: Pick<Call<Route>, 'request' | 'now'>): Coming {
  const browser = browserOf(request)
  return { ...browser, old: readCookie(browser.cookies, isSecure(services)), known: (trx, email) => knownDevice(trx, services, browser.cookies, email, now) }
}

type SessionRoutes = Omit<typeof routes, 'devices' | 'forgetDevice' | 'makeToken' | 'listTokens' | 'revokeToken'>

export const sessionHandlers = (services: IdentityServices): Handlers<SessionRoutes> => ({
  signIn: async ({ body, request, reply, now }) => {
    reply.header('cache-control', 'no-store')
    const { ticket, expires } = await openFirst(services, { ...body, ip: request.ip, cookies: request.headers.cookie }, now)
    return { next: 'totp', ticket, expires: expires.toISOString() }
  },

  factor: async (call) => {
    const { ticket, ...given } = call.body
    return handOver(services, call, await openSecond(services, ticket, given, comesFrom(services, call), call.now))
  },

  reauthenticate: async (call) => {
    requireFactor(call.actor)
    sessionSecret(services, call)
    const by = comesFrom(services, call)
    return handOver(services, call, await openAgain(services, call.actor, call.body, by, call.now))
  },

  changePassword: async (call) => {
    const by = { ...comesFrom(services, call), old: sessionSecret(services, call) }
    return handOver(services, call, settle(await changePassword(services, call, by)))
  },

  renewRecoveryCodes: async ({ actor, now, db, reply }) => {
    const { member, person } = actor.viewer
    const recovery = makeRecoveryCodes()
    await withViewer(db, actor.viewer, now, async (trx) => {
      if (!(await keepRecoveryCodes(trx, services.key, person, recovery))) throw new Problem('not_allowed')
      await appendAudit(trx, { chain: member, at: now, actor: person, action: 'recovery_codes.renewed', subject: person })
    })
    reply.header('cache-control', 'no-store')
    return { recovery_codes: recovery }
  },

  show: async ({ actor, db, now }) => {
    const rights = await db.transaction().execute((trx) => findRights(trx, actor.viewer.person, now))
    if (!rights) throw new Problem('auth.required')
    return presentSelf(rights, actor)
  },

  ways: async ({ actor, db, now }) => {
    const ways = await withViewer(db, actor.viewer, now, (trx) => waysOf(trx, actor.viewer.person))
    return { ...ways, factor: hasFactor(ways, actor) }
  },

  deviceKey: async (call) => {
    sessionSecret(services, call)
    call.reply.header('cache-control', 'no-store')
    return { key: deviceKey(services.key, call.actor.viewer.person) }
  },

  signOut: async (call) => {
    sessionSecret(services, call)
    const { viewer, holds } = call.actor
    await withViewer(call.db, viewer, call.now, async (trx) => {
      await endSession(trx, viewer.person, holds)
      await auditEnded(trx, call, 'sign_out')
    })
    call.reply.removeHeader('set-cookie')
    call.reply.header('set-cookie', clearCookie(isSecure(services)))
    return undefined
  },

  list: async ({ actor, db, now }) => {
    const { person } = actor.viewer
    const rows = await db.transaction().execute(async (trx) => {
      const rights = await findRights(trx, person, now)
      return rights ? listSessions(trx, person, rights.version, now) : []
    })
    return {
      sessions: rows.map((row) => ({
        id: row.id, made: row.created_at.toISOString(), used: row.updated_at.toISOString(), expires: row.expires_at.toISOString(), device: row.user_agent ?? '',
        current: row.id === actor.holds,
      })),
    }
  },

  end: async (call) => {
    sessionSecret(services, call)
    const { person } = call.actor.viewer
    await withViewer(call.db, call.actor.viewer, call.now, async (trx) => {
      if (!(await endSession(trx, person, call.params.session))) throw new Problem('not_found')
      await auditEnded(trx, call, 'elsewhere')
    })
    return undefined
  },
})

/** A session of the own has ended: this one, or one on another device. */
const auditEnded = (trx: Trx, { actor: { viewer }, now }: Call<Route>, how: 'sign_out' | 'elsewhere') =>
  appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: 'session.ended', subject: viewer.person, detail: { how } })

/** Old password and second factor, then the new password; every session and token of the person ends. */
async function changePassword(services: IdentityServices, { body, actor, now, db }: Call<(typeof routes)['changePassword']>, by: Coming): Promise<Opened | Verdict> {
  const { person } = actor.viewer
  const limits = [limitOf(`password:${person}`, 10)]
  await countAttempt(db, limits, now)
  const { before, known } = await withViewer(db, actor.viewer, now, async (trx) => ({ before: await passwordOf(trx, person), known: await knownOf(trx, actor) }))
  if (!(await isPassword(before, body.password))) {
    await noteFailureOf(db, actor.email, 'password', now)
    return 'wrong'
  }
  await forgiveAttempt(db, limits)
  requireGoodPassword(body.new_password, known)
  const password = await hashPassword(body.new_password)
  return db.transaction().execute(async (trx) => {
    await enterAs(trx, actor.viewer, now)
    const verdict = await checkFactor(trx, services.key, person, { code: body.code }, now, await by.known(trx, actor.email))
    if (verdict !== 'right') return noteVerdict(trx, actor, verdict, now)
    await keepPassword(trx, person, password, now)
    await sql`select end_own_rights()`.execute(trx)
    await endAllSessions(trx, person)
    const rights = await findRights(trx, person, now)
    if (!rights) return 'wrong'
    const opened = await replaceSession(trx, rights, by, now)
    await appendAudit(trx, { chain: rights.viewer.member, at: now, actor: person, action: 'password.changed', subject: person })
    return opened
  })
}

/** What everybody knows of a person, and guesses first. */
async function knownOf(trx: Trx, { viewer, email }: Actor): Promise<readonly string[]> {
  const row = await trx.selectFrom('person').innerJoin('member', 'member.code', 'person.ref_area').select(['person.name', 'member.name as member_name']).where('person_id', '=', viewer.person).executeTakeFirst()
  return [email, viewer.member, row?.name ?? '', row?.member_name ?? '']
}
