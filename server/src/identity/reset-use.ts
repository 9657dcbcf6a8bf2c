import { Problem } from '@openvrs/core/problem.ts'
import type { resets as routes } from '@openvrs/contract/resets.ts'
import { sql } from 'kysely'
import type { Trx } from '../db/connect.ts'
import { anonymous, enterAs } from '../db/viewer.ts'
import { appendAudit } from '../audit/index.ts'
import type { Handlers } from '../http/context.ts'
import { tellAll, type Reader } from '../mail/index.ts'
import { checkFactor, keepFactor, makeRecoveryCodes, makeTotpSecret, seal, shownSecret, stepOf, totpUrl, unseal, type Given, type Verdict } from './factor.ts'
import { noteFailureOf } from './failures.ts'
import { findHalfOpen, putHalfOpen, takeHalfOpen } from './half-open.ts'
import { requireGoodPassword } from './good-password.ts'
import { countAttempt, forgiveAttempt, limitOf } from './limits.ts'
import { endPasskeys } from './passkeys.ts'
import { hashPassword, isPassword, keepPassword } from './password.ts'
import { lostOf, readersOf } from './reset-mail.ts'
import { findHeld, useHeld, type Held } from './resets.ts'
import { findRights } from './rights.ts'
import { hashOf } from './secrets.ts'
import { addressOf, type IdentityServices } from './services.ts'
import { comesFrom, handOver } from './session-routes.ts'
import { endAllSessions } from './sessions.ts'
import { keepSignIn, noteVerdict, passwordOf, replaceSession, settle, type Coming, type Opened } from './sign-in.ts'

const ENROL_MS = 30 * 60_000

/** Until the first code of the new authenticator nothing changes; what was chosen is kept here, sealed. */
type Choice = { readonly link: string; readonly password?: string; readonly totp: string; readonly recovery: readonly string[] }

/** What comes of a link that was used: who is in, and who is told. */
type Done = { readonly opened: Opened; readonly held: Held; readonly told: readonly Reader[] }

const isDone = (outcome: Done | Verdict): outcome is Done => typeof outcome === 'object' && 'held' in outcome

type UseRoutes = Pick<typeof routes, 'find' | 'choosePassword' | 'enrol' | 'confirm'>

export const resetUseHandlers = (services: IdentityServices): Handlers<UseRoutes> => ({
  find: async ({ body, db, now, reply }) => {
    const held = await db.transaction().execute((trx) => findHeld(trx, hashOf(body.secret), now))
    if (!held) throw new Problem('not_found')
    reply.header('cache-control', 'no-store')
    return { name: held.name, email: held.email, member_name: held.memberName, password: held.password, factor: held.factor, expires: held.expires.toISOString() }
  },

  choosePassword: async (call) => {
    const { body, now, db } = call
    const link = hashOf(body.secret)
    await countAttempt(db, [limitOf(`link:${link}`, 10)], now)
    const held = await db.transaction().execute((trx) => findHeld(trx, link, now))
    if (!held || held.factor) throw new Problem('not_found')
    requireGoodPassword(body.new_password, knownOf(held))
    const password = await hashPassword(body.new_password)
    const done = await db.transaction().execute((trx) => changePassword(services, trx, { link, password, factor: body.factor }, comesFrom(services, call), now))
    if (!isDone(done)) return handOver(services, call, settle(done))
    return finish(services, call, done)
  },

  enrol: async ({ body, now, db, reply }) => {
    const link = hashOf(body.secret)
    await countAttempt(db, [limitOf(`link:${link}`, 10)], now)
    const held = await db.transaction().execute((trx) => findHeld(trx, link, now))
    if (!held?.factor || held.password !== 'new_password' in body) throw new Problem('not_found')
    if ('password' in body) await provePassword(services, held, body.password, now)
    else requireGoodPassword(body.new_password, knownOf(held))
    const choice: Choice = { link, totp: makeTotpSecret(), recovery: makeRecoveryCodes(), ...('new_password' in body ? { password: await hashPassword(body.new_password) } : {}) }
    const value = await seal(services.key, JSON.stringify(choice))
    const expires = new Date(Math.min(now.getTime() + ENROL_MS, held.expires.getTime()))
    const ticket = await db.transaction().execute((trx) => putHalfOpen(trx, 'reset', value, now, expires))
    reply.header('cache-control', 'no-store')
    return { ticket, totp_secret: shownSecret(choice.totp), totp_url: totpUrl(choice.totp, held.email), recovery_codes: [...choice.recovery], expires: expires.toISOString() }
  },

  confirm: async (call) => {
    const { body, now, db } = call
    await countAttempt(db, [limitOf(`reset:${body.ticket}`, 5)], now)
    return finish(services, call, await db.transaction().execute((trx) => changeFactor(services, trx, body, comesFrom(services, call), now)))
  },
})

const knownOf = ({ email, name, member, memberName }: Held): readonly string[] => [email, name, member, memberName]

/** The password that is not lost, which whoever sets up another authenticator gives. Throws `auth.denied`, `auth.locked`. */
async function provePassword({ db }: IdentityServices, { person, email }: Held, password: string, now: Date): Promise<void> {
  const limits = [limitOf(`password:${person}`, 10)]
  await countAttempt(db, limits, now)
  const hash = await db.transaction().execute(async (trx) => {
    await enterAs(trx, { ...anonymous, person }, now)
    return passwordOf(trx, person)
  })
  if (!(await isPassword(hash, password))) {
    await noteFailureOf(db, email, 'password', now)
    throw new Problem('auth.denied')
  }
  await forgiveAttempt(db, limits)
}

/** Another password, where the second factor is proved; a wrong one is counted, so the verdict comes after the commit. */
async function changePassword(services: IdentityServices, trx: Trx, given: { link: string; password: string; factor: Given }, by: Coming, now: Date): Promise<Done | Verdict> {
  const held = await findHeld(trx, given.link, now)
  if (!held || held.factor) throw new Problem('not_found')
  const verdict = await checkFactor(trx, services.key, held.person, given.factor, now, await by.known(trx, held.email))
  if (verdict !== 'right') return noteVerdict(trx, held, verdict, now)
  if (!(await useHeld(trx, held, given.link, now))) throw new Problem('not_found')
  await keepPassword(trx, held.person, given.password, now)
  return letIn(trx, held, by, now)
}

/** Another authenticator, and another password where that was lost too. Throws `auth.denied` for a wrong code, `not_found` where the link has ended. */
async function changeFactor({ key }: IdentityServices, trx: Trx, { ticket, code }: { ticket: string; code: string }, by: Coming, now: Date): Promise<Done> {
  const kept = await findHalfOpen(trx, 'reset', ticket, now)
  if (kept === undefined) throw new Problem('auth.denied')
  const choice = JSON.parse(await unseal(key, kept)) as Choice
  const step = await stepOf(choice.totp, code, now)
  if (step === undefined || !(await takeHalfOpen(trx, 'reset', ticket, now))) throw new Problem('auth.denied')
  const held = await findHeld(trx, choice.link, now)
  if (!held || !(await useHeld(trx, held, choice.link, now))) throw new Problem('not_found')
  if (choice.password !== undefined) await keepPassword(trx, held.person, choice.password, now)
  await keepFactor(trx, key, held.person, { totp: choice.totp, recovery: choice.recovery, step })
  await endPasskeys(trx, held.person)
  return letIn(trx, held, by, now)
}

/** Ends what the person held before and opens a session. The transaction is entered as the person. */
async function letIn(trx: Trx, held: Held, by: Coming, now: Date): Promise<Done> {
  await sql`select end_own_rights()`.execute(trx)
  await endAllSessions(trx, held.person)
  const rights = await findRights(trx, held.person, now)
  if (!rights) throw new Problem('not_found')
  const told = await readersOf(trx, held.issuer, held.member, 'leading', now)
  const opened = await replaceSession(trx, rights, by, now)
  await keepSignIn(trx, rights, by, now, { way: 'reset', factor: 'code' })
  await appendAudit(trx, { chain: held.member, at: now, actor: held.person, action: 'reset.used', subject: held.person, detail: { password: held.password, factor: held.factor } })
  return { opened, held, told }
}

type Asked = Parameters<Handlers<UseRoutes>['confirm']>[0] | Parameters<Handlers<UseRoutes>['choosePassword']>[0]

async function finish(services: IdentityServices, call: Asked, { opened, held, told }: Done) {
  await tellAll(services.mailer, [{ email: held.email, language: call.sentences.language }, ...told], { kind: 'reset_done', values: { email: held.email, member: held.member, lost: lostOf(held), url: `${addressOf(services, call.request)}/members` } })
  return handOver(services, call, opened)
}
