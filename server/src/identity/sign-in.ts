import { randomUUID } from 'node:crypto'
import { Problem } from '@openvrs/core/problem.ts'
import { appendAudit } from '../audit/index.ts'
import type { Db, Trx } from '../db/connect.ts'
import { anonymous, enterAs, withViewer } from '../db/viewer.ts'
import type { Actor } from '../http/context.ts'
import { checkFactor, type Given, type Verdict } from './factor.ts'
import { noteFailure, noteFailureOf, type Failure } from './failures.ts'
import { findHalfOpen, putHalfOpen, takeHalfOpen } from './half-open.ts'
import { knownDevice, type Browser, type KnownDevice } from './known-device.ts'
import { countAttempt, forgiveAttempt, signInLimits } from './limits.ts'
import { findLocked, tellLocked, type Locked } from './lock-mail.ts'
import { isPassword } from './password.ts'
import { isLinked } from './provider-links.ts'
import { findRights, type Rights } from './rights.ts'
import { hashOf } from './secrets.ts'
import type { IdentityServices } from './services.ts'
import { endPresented, freshenSession, openSession } from './sessions.ts'
import { authIn, type FactorGiven, type Way } from './tables.ts'

const TICKET_MS = 5 * 60_000

export type Opened = { readonly secret: string; readonly rights: Rights; readonly factorAt?: Date }

/**
 * The first step: e-mail address and password. Resolves to the ticket of the second. Throws `auth.denied`, the same and at
 * the same cost for an unknown address, a wrong password and a disabled person; `auth.locked` after too many attempts.
 */
export async function openFirst(services: IdentityServices, given: { email: string; password: string; ip: string; cookies: string | undefined }, now: Date): Promise<{ ticket: string; expires: Date }> {
  const email = given.email.toLowerCase()
  const limits = signInLimits(given.ip, email, await knownDevice(services.db, services, given.cookies, email, now))
  await countAttempt(services.db, limits, now).catch((problem: unknown) => failed(services, email, 'refused', now, problem))
  const { password, rights } = await findCredentials(services.db, email, now)
  if (!(await isPassword(password, given.password)) || !rights) return failed(services, email, 'password', now, new Problem('auth.denied'))
  await forgiveAttempt(services.db, limits)
  return services.db.transaction().execute((trx) => leaveHalf(trx, { person: rights.viewer.person, version: rights.version }, now))
}

/** Counts the failure, whether or not there is such an account, and throws. */
async function failed({ db }: IdentityServices, email: string, failure: Failure, now: Date, problem: unknown): Promise<never> {
  await noteFailureOf(db, email, failure, now)
  throw problem
}

/** The first step is done: the ticket of the second. */
export async function leaveHalf(trx: Trx, half: Half, now: Date): Promise<{ ticket: string; expires: Date }> {
  const expires = new Date(now.getTime() + TICKET_MS)
  return { ticket: await putHalfOpen(trx, 'factor', JSON.stringify(half), now, expires), expires }
}

export type Half = { readonly person: string; readonly version: number; /** Instead of the password: the link to an account at the state's identity provider. */ readonly link?: string }

/** Asks the same questions of the database whether or not there is such an account. */
const findCredentials = (db: Db, email: string, now: Date): Promise<{ password: string | undefined; rights: Rights | undefined }> =>
  withViewer(db, anonymous, now, async (trx) => {
    const user = await authIn(trx).selectFrom('auth.user').select('id').where('email', '=', email).executeTakeFirst()
    const rights = await findRights(trx, user?.id ?? '', now)
    return { password: await passwordOf(trx, user?.id ?? ''), rights }
  }, { secretHash: hashOf(email) })

/** The password's hash of the person as whom the transaction was entered. */
export async function passwordOf(trx: Trx, person: string): Promise<string | undefined> {
  const row = await authIn(trx).selectFrom('auth.account').select('password').where('user_id', '=', person).where('provider_id', '=', 'credential').executeTakeFirst()
  return row?.password ?? undefined
}

/** The second step. Uses up the ticket and the code, ends the session that came along, opens a new one. */
export async function openSecond(services: IdentityServices, ticket: string, given: Given, by: Coming, now: Date): Promise<Opened> {
  let locked: Locked | undefined
  const outcome = await services.db.transaction().execute(async (trx): Promise<Opened | Verdict> => {
    const kept = await findHalfOpen(trx, 'factor', ticket, now)
    if (kept === undefined) return 'wrong'
    const half = JSON.parse(kept) as Half
    const rights = await findRights(trx, half.person, now)
    if (!rights || rights.version !== half.version || (half.link && !(await isLinked(trx, half.link)))) return 'wrong'
    const verdict = await checkFactor(trx, services.key, half.person, given, now, await by.known(trx, rights.email))
    if (verdict !== 'right') {
      locked = await findLocked(trx, rights, now)
      return noteVerdict(trx, rights, verdict, now)
    }
    if (!(await takeHalfOpen(trx, 'factor', ticket, now))) throw new Problem('auth.denied')
    return signIn(trx, rights, by, now, { way: half.link ? 'provider' : 'password', factor: factorOf(given) }, { link: half.link, factorAt: now })
  })
  if (locked) await tellLocked(services, locked, now)
  return settle(outcome)
}

/** The second factor once more, within a session, which goes on under another secret. */
export async function openAgain(services: IdentityServices, { viewer: { person }, holds }: Pick<Actor, 'viewer' | 'holds'>, given: Given, by: Coming, now: Date): Promise<Opened> {
  return settle(await services.db.transaction().execute(async (trx): Promise<Opened | Verdict> => {
    const rights = await findRights(trx, person, now)
    if (!rights) return 'wrong'
    const verdict = await checkFactor(trx, services.key, person, given, now, await by.known(trx, rights.email))
    if (verdict !== 'right') return noteVerdict(trx, rights, verdict, now)
    return (await confirm(trx, rights, by, now, factorOf(given), holds)) ?? 'wrong'
  }))
}

const factorOf = (given: Given): FactorGiven => ('code' in given ? 'code' : 'recovery_code')

/** Counts a second factor that was wrong, or refused unread. The caller commits, and answers with the verdict. */
export async function noteVerdict(trx: Trx, { email }: Pick<Rights, 'email'>, verdict: Exclude<Verdict, 'right'>, now: Date): Promise<Verdict> {
  await noteFailure(trx, email, verdict === 'wrong' ? 'code' : 'refused', now)
  return verdict
}

/** How somebody comes: from which browser, and with the secret of which session before, which ends. `known`: the device, where an account knows it. */
export type Coming = Browser & { readonly old: string | undefined; readonly known: (trx: Trx, email: string) => Promise<KnownDevice | undefined> }

/** What a session stands on: our second factor given now, unless said otherwise. */
export type Standing = { readonly link?: string | undefined; readonly factorAt?: Date }

/** How somebody signed in: what they came by, and what the second factor was. */
export type How = { readonly way: Way; readonly factor: FactorGiven }

/** Opens a session, and says so in the chain of the person's member. */
export async function signIn(trx: Trx, rights: Rights, by: Coming, now: Date, how: How, standing?: Standing): Promise<Opened> {
  const opened = await replaceSession(trx, rights, by, now, standing)
  await keepSignIn(trx, rights, by, now, how)
  await appendAudit(trx, { chain: rights.viewer.member, at: now, actor: rights.viewer.person, action: 'session.opened', subject: rights.viewer.person, detail: how })
  return opened
}

/** The second factor was given once more: another secret of the session, and an entry of the chain. Undefined where the session has ended meanwhile. */
export async function confirm(trx: Trx, rights: Rights, { device }: Coming, now: Date, factor: FactorGiven, session: string): Promise<Opened | undefined> {
  await enterAs(trx, rights.viewer, now)
  const secret = await freshenSession(trx, session, device, now)
  if (secret === undefined) return undefined
  await appendAudit(trx, { chain: rights.viewer.member, at: now, actor: rights.viewer.person, action: 'session.confirmed', subject: rights.viewer.person, detail: { factor } })
  return { secret, rights, factorAt: now }
}

/** What the person themselves finds on the security page. The transaction is entered as the person. */
export async function keepSignIn(trx: Trx, { viewer, email }: Rights, { device, known }: Coming, now: Date, { way, factor }: How): Promise<void> {
  await authIn(trx).insertInto('auth.sign_in').values({ id: randomUUID(), user_id: viewer.person, at: now, way, factor, device: device?.slice(0, 200) ?? '', known: (await known(trx, email)) !== undefined }).execute()
}

/** Opens a session and enters the transaction as its person. */
export async function replaceSession(trx: Trx, rights: Rights, { old, device }: Coming, now: Date, { link, factorAt }: Standing = { factorAt: now }): Promise<Opened> {
  if (old) await endPresented(trx, old, now)
  await enterAs(trx, rights.viewer, now)
  return { secret: await openSession(trx, rights, now, { factorAt, device, link }), rights, ...(factorAt ? { factorAt } : {}) }
}

/** A verdict becomes its problem after the transaction has committed, so that the count of wrong codes stays. */
export function settle(outcome: Opened | Verdict): Opened {
  if (outcome === 'wrong' || outcome === 'right') throw new Problem('auth.denied')
  if ('lockedFor' in outcome) throw new Problem('auth.locked', { seconds: outcome.lockedFor })
  return outcome
}
