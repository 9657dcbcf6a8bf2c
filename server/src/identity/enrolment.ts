import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { TERMS_VERSION } from '@openvrs/core/sharing/leaving.ts'
import { needsConfirmation } from '@openvrs/core/sharing/people.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Db, Trx } from '../db/connect.ts'
import { anonymous, enterAs, withViewer, type Role } from '../db/viewer.ts'
import { appendAudit } from '../audit/index.ts'
import { keepFactor, makeRecoveryCodes, makeTotpSecret, seal, stepOf, unseal } from './factor.ts'
import { findHalfOpen, putHalfOpen, takeHalfOpen } from './half-open.ts'
import { requireGoodPassword } from './good-password.ts'
import { countAttempt, limitOf } from './limits.ts'
import { hashPassword, keepPassword } from './password.ts'
import { keepLink, type Proof } from './provider-links.ts'
import { mayReturn, takeReturn } from './returns.ts'
import type { Rights } from './rights.ts'
import { hashOf } from './secrets.ts'
import type { IdentityServices } from './services.ts'
import { keepSignIn, replaceSession, type Coming, type Opened } from './sign-in.ts'
import { authIn } from './tables.ts'

const ENROL_MS = 30 * 60_000

/** How somebody accepts an invitation: with a password of theirs, or by an account at the provider of the member that invites. */
export type Joining = { readonly invitation: string; readonly name: string } & ({ readonly password: string } | { readonly link: Proof })
type KeptFactor = Parameters<typeof keepFactor>[3]
type Factor = { readonly totp: string; readonly recovery: readonly string[] }

/**
 * Between accepting an invitation and the first code nothing is stored but this, sealed (the password as its hash): who stops
 * half-way opens the same invitation again.
 */
type Enrolment = Joining & Factor

export type Invitation = { readonly id: string; readonly member: string; readonly memberName: string; readonly email: string; readonly unit: string; readonly role: Role; readonly first: boolean; readonly expires: Date; readonly secretHash: string }

/** The invitation of which somebody holds the secret (given as its hash), while it is open. The transaction is entered as nobody. */
export async function findInvitation(trx: Trx, secretHash: string, now: Date): Promise<Invitation | undefined> {
  await enterAs(trx, anonymous, now, { secretHash })
  const row = await trx.selectFrom('invitation').innerJoin('member', 'member.code', 'invitation.ref_area')
    .select(['invitation_id', 'ref_area', 'member.name', 'member.had_focal_point', 'member.left_at', 'email', 'unit', 'role', 'first', 'expires_at'])
    .where('secret_hash', '=', secretHash).where('used_at', 'is', null).where('withdrawn_at', 'is', null).where('expires_at', '>', now).executeTakeFirst()
  if (!row || !(await isOpen(trx, row, now))) return undefined
  return { id: row.invitation_id, member: row.ref_area, memberName: row.name, email: row.email, unit: row.unit, role: row.role as Role, first: row.first, expires: row.expires_at, secretHash }
}

/** A first focal point's opens a member that never had one, or one that left and may come back; the others open a member that takes part. */
async function isOpen(trx: Trx, row: { ref_area: string; first: boolean; had_focal_point: boolean; left_at: Date | null }, now: Date): Promise<boolean> {
  return row.left_at ? row.first && (await mayReturn(trx, row.ref_area, now)) : !(row.first && row.had_focal_point)
}

export type Offer = { readonly ticket: string; readonly totp: string; readonly recovery: readonly string[]; readonly email: string; readonly expires: Date }

/** The invitation of which somebody holds the secret, as long as there is no account. Throws `not_found`, `person.exists`. */
export async function openInvitation(db: Db, secret: string, now: Date): Promise<Invitation> {
  const invitation = await db.transaction().execute((trx) => findInvitation(trx, hashOf(secret), now))
  if (!invitation) throw new Problem('not_found')
  if (await hasAccount(db, invitation.email, now)) throw new Problem('person.exists')
  return invitation
}

/** Accepting with a password. Throws also `invitation.terms_needed`, and what is said of weak passwords. */
export async function offerEnrolment(services: IdentityServices, given: { secret: string; name: string; password: string; acceptTerms: boolean }, now: Date): Promise<Offer> {
  const invitation = await openInvitation(services.db, given.secret, now)
  if (invitation.first && !given.acceptTerms) throw new Problem('invitation.terms_needed')
  requireGoodPassword(given.password, [invitation.email, given.name, invitation.member, invitation.memberName])
  return offerFactor(services, invitation, { invitation: invitation.secretHash, name: given.name, password: await hashPassword(given.password) }, now)
}

/** The invitation that somebody left for their provider with. Throws `not_found` where it has ended meanwhile, is another member's, or asks for terms, which are accepted with a password. */
export async function heldInvitation(db: Db, secretHash: string, { member }: Proof, now: Date): Promise<Invitation> {
  const invitation = await db.transaction().execute((trx) => findInvitation(trx, secretHash, now))
  if (invitation?.member !== member || invitation.first) throw new Problem('not_found')
  return invitation
}

/** Accepting by an account at the member's provider, with a second factor of ours. Throws `not_found`. */
export const offerJoining = async (services: IdentityServices, joining: Joining & { readonly link: Proof }, now: Date): Promise<Offer> =>
  offerFactor(services, await heldInvitation(services.db, joining.invitation, joining.link, now), joining, now)

/** Makes the second factor and keeps all of it, sealed, under a ticket. */
async function offerFactor({ db, key }: IdentityServices, { email }: Invitation, joining: Joining, now: Date): Promise<Offer> {
  const factor: Factor = { totp: makeTotpSecret(), recovery: makeRecoveryCodes() }
  const enrolment: Enrolment = { ...joining, ...factor }
  const value = await seal(key, JSON.stringify(enrolment))
  const expires = new Date(now.getTime() + ENROL_MS)
  const ticket = await db.transaction().execute((trx) => putHalfOpen(trx, 'enrol', value, now, expires))
  return { ticket, ...factor, email, expires }
}

const hasAccount = (db: Db, email: string, now: Date): Promise<boolean> =>
  withViewer(db, anonymous, now, async (trx) => (await sql<{ has: boolean }>`select has_account(${email}) as has`.execute(trx)).rows[0]!.has)

export type Joined = { readonly rights: Rights; /** Absent where others have to confirm the person first. */ readonly opened?: Opened }

/** The first code: uses up ticket and invitation and makes the account, in one transaction with its audit entry. */
export async function confirmEnrolment(services: IdentityServices, ticket: string, code: string, by: Coming, now: Date): Promise<Joined> {
  await countAttempt(services.db, [limitOf(`enrol:${ticket}`, 5)], now)
  return joining(services, async (trx) => {
    const kept = await findHalfOpen(trx, 'enrol', ticket, now)
    if (kept === undefined) throw new Problem('auth.denied')
    const enrolment = JSON.parse(await unseal(services.key, kept)) as Enrolment
    const step = await stepOf(enrolment.totp, code, now)
    if (step === undefined || !(await takeHalfOpen(trx, 'enrol', ticket, now))) throw new Problem('auth.denied')
    return join(trx, services.key, enrolment, { ...enrolment, step }, by, now)
  })
}

/** The same by an account at the member's provider, whose second factor counts: no factor of ours is asked for, nor given. Nobody joins so whom others have to confirm. */
export async function joinLinked(services: IdentityServices, linked: Joining & { readonly link: Proof }, by: Coming, now: Date): Promise<Opened> {
  const { opened } = await joining(services, (trx) => join(trx, services.key, linked, undefined, by, now))
  if (!opened) throw new Problem('not_allowed')
  return opened
}

/** Of two who make one account at once, one does. */
async function joining(services: IdentityServices, work: (trx: Trx) => Promise<Joined>): Promise<Joined> {
  try {
    return await services.db.transaction().execute(work)
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code === '23505') throw new Problem('person.exists')
    // The provider was removed meanwhile.
    if (code === '23503') throw new Problem('provider.denied')
    throw error
  }
}

async function join(trx: Trx, key: string, how: Joining, factor: KeptFactor | undefined, by: Coming, now: Date): Promise<Joined> {
  const invitation = await findInvitation(trx, how.invitation, now)
  if (!invitation || ('link' in how && (how.link.member !== invitation.member || invitation.first)) || !(await useInvitation(trx, invitation, now))) throw new Problem('not_found')
  const rights = await makeAccount(trx, key, invitation, how, factor, now)
  const link = 'link' in how ? await keepLink(trx, rights.viewer, how.link, now) : undefined
  const opened = needsConfirmation(invitation.role) ? undefined : await replaceSession(trx, rights, by, now, { link, factorAt: factor && now })
  if (opened) await keepSignIn(trx, rights, by, now, { way: 'invitation', factor: factor ? 'code' : 'provider' })
  await appendAudit(trx, { chain: invitation.member, at: now, actor: rights.viewer.person, action: 'person.joined', subject: rights.viewer.person, detail: { invitation: invitation.id, role: invitation.role, unit: invitation.unit, terms_accepted: invitation.first, ...(invitation.first ? { terms_version: TERMS_VERSION } : {}), ...('link' in how ? { provider: how.link.provider } : {}) } })
  return { rights, opened }
}

/** Marks it used; the first focal point's also that the member has had one. False where another was quicker. */
async function useInvitation(trx: Trx, invitation: Invitation, now: Date): Promise<boolean> {
  const used = await trx.updateTable('invitation').set({ used_at: now }).where('invitation_id', '=', invitation.id).where('used_at', 'is', null).where('withdrawn_at', 'is', null).executeTakeFirst()
  if (used.numUpdatedRows !== 1n) return false
  await sql`select release_address()`.execute(trx)
  if (!invitation.first) return true
  if (await takeReturn(trx, TERMS_VERSION, now)) return true
  const first = await trx.updateTable('member').set({ had_focal_point: true, terms_accepted_at: now, terms_version: TERMS_VERSION }).where('left_at', 'is', null).where('code', '=', invitation.member).where('had_focal_point', '=', false).executeTakeFirst()
  return first.numUpdatedRows === 1n
}

/** Writes the account in all its parts and enters the transaction as the new person. */
async function makeAccount(trx: Trx, key: string, invitation: Invitation, how: Joining, factor: KeptFactor | undefined, now: Date): Promise<Rights> {
  const person = randomUUID()
  const { email, member, unit, role } = invitation
  const { name } = how
  const rights: Rights = { viewer: { member, unit, role, person }, email, name, version: 1 }
  await enterAs(trx, rights.viewer, now)
  await authIn(trx).insertInto('auth.user').values({ id: person, name, email, email_verified: true, image: null, two_factor_enabled: factor !== undefined, created_at: now, updated_at: now }).execute()
  if ('password' in how) await keepPassword(trx, person, how.password, now)
  if (factor) await keepFactor(trx, key, person, factor)
  await trx.insertInto('person').values({ ref_area: member, person_id: person, email, name, unit, role, made_at: now, disabled_at: null, awaits_confirmation: needsConfirmation(role) }).execute()
  return rights
}
