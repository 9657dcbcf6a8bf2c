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
import { mayReturn, takeReturn } from './returns.ts'
import type { Rights } from './rights.ts'
import { hashOf } from './secrets.ts'
import type { IdentityServices } from './services.ts'
import { keepSignIn, replaceSession, type Coming, type Opened } from './sign-in.ts'
import { authIn } from './tables.ts'

const ENROL_MS = 30 * 60_000

/**
 * Between accepting an invitation and the first code nothing is stored but this, sealed: there is no account without a
 * second factor, and who stops half-way opens the same invitation again.
 */
type Enrolment = { readonly invitation: string; readonly name: string; readonly password: string; readonly totp: string; readonly recovery: readonly string[] }

export type Invitation = { readonly id: string; readonly member: string; readonly memberName: string; readonly email: string; readonly unit: string; readonly role: Role; readonly first: boolean; readonly expires: Date }

/** The invitation of which somebody holds the secret (given as its hash), while it is open. The transaction is entered as nobody. */
export async function findInvitation(trx: Trx, secretHash: string, now: Date): Promise<Invitation | undefined> {
  await enterAs(trx, anonymous, now, { secretHash })
  const row = await trx.selectFrom('invitation').innerJoin('member', 'member.code', 'invitation.ref_area')
    .select(['invitation_id', 'ref_area', 'member.name', 'member.had_focal_point', 'member.left_at', 'email', 'unit', 'role', 'first', 'expires_at'])
    .where('secret_hash', '=', secretHash).where('used_at', 'is', null).where('withdrawn_at', 'is', null).where('expires_at', '>', now).executeTakeFirst()
  if (!row || !(await isOpen(trx, row, now))) return undefined
  return { id: row.invitation_id, member: row.ref_area, memberName: row.name, email: row.email, unit: row.unit, role: row.role as Role, first: row.first, expires: row.expires_at }
}

/** A first focal point's opens a member that never had one, or one that left and may come back; the others open a member that takes part. */
async function isOpen(trx: Trx, row: { ref_area: string; first: boolean; had_focal_point: boolean; left_at: Date | null }, now: Date): Promise<boolean> {
  return row.left_at ? row.first && (await mayReturn(trx, row.ref_area, now)) : !(row.first && row.had_focal_point)
}

export type Offer = { readonly ticket: string; readonly totp: string; readonly recovery: readonly string[]; readonly email: string; readonly expires: Date }

/** Accepting: makes the second factor and keeps all of it, sealed, under a ticket. Throws `not_found`, `invitation.terms_needed`, `person.exists`. */
export async function offerEnrolment({ db, key }: IdentityServices, given: { secret: string; name: string; password: string; acceptTerms: boolean }, now: Date): Promise<Offer> {
  const secretHash = hashOf(given.secret)
  const invitation = await db.transaction().execute((trx) => findInvitation(trx, secretHash, now))
  if (!invitation) throw new Problem('not_found')
  if (invitation.first && !given.acceptTerms) throw new Problem('invitation.terms_needed')
  if (await hasAccount(db, invitation.email, now)) throw new Problem('person.exists')
  requireGoodPassword(given.password, [invitation.email, given.name, invitation.member, invitation.memberName])
  const enrolment: Enrolment = { invitation: secretHash, name: given.name, password: await hashPassword(given.password), totp: makeTotpSecret(), recovery: makeRecoveryCodes() }
  const value = await seal(key, JSON.stringify(enrolment))
  const expires = new Date(now.getTime() + ENROL_MS)
  const ticket = await db.transaction().execute((trx) => putHalfOpen(trx, 'enrol', value, now, expires))
  return { ticket, totp: enrolment.totp, recovery: enrolment.recovery, email: invitation.email, expires }
}

const hasAccount = (db: Db, email: string, now: Date): Promise<boolean> =>
  withViewer(db, anonymous, now, async (trx) => (await sql<{ has: boolean }>`select has_account(${email}) as has`.execute(trx)).rows[0]!.has)

export type Joined = { readonly rights: Rights; /** Absent where others have to confirm the person first. */ readonly opened?: Opened }

/** The first code: uses up ticket and invitation and makes the account, in one transaction with its audit entry. */
export async function confirmEnrolment(services: IdentityServices, ticket: string, code: string, by: Coming, now: Date): Promise<Joined> {
  await countAttempt(services.db, [limitOf(`enrol:${ticket}`, 5)], now)
  try {
    return await services.db.transaction().execute(async (trx) => {
      const kept = await findHalfOpen(trx, 'enrol', ticket, now)
      if (kept === undefined) throw new Problem('auth.denied')
      const enrolment = JSON.parse(await unseal(services.key, kept)) as Enrolment
      const step = await stepOf(enrolment.totp, code, now)
      if (step === undefined || !(await takeHalfOpen(trx, 'enrol', ticket, now))) throw new Problem('auth.denied')
      const invitation = await findInvitation(trx, enrolment.invitation, now)
      if (!invitation || !(await useInvitation(trx, invitation, now))) throw new Problem('not_found')
      const rights = await makeAccount(trx, services.key, invitation, enrolment, step, now)
      const opened = needsConfirmation(invitation.role) ? undefined : await replaceSession(trx, rights, by, now)
      if (opened) await keepSignIn(trx, rights, by, now, { way: 'invitation', factor: 'code' })
      await appendAudit(trx, { chain: invitation.member, at: now, actor: rights.viewer.person, action: 'person.joined', subject: rights.viewer.person, detail: { invitation: invitation.id, role: invitation.role, unit: invitation.unit, terms_accepted: invitation.first, ...(invitation.first ? { terms_version: TERMS_VERSION } : {}) } })
      return { rights, opened }
    })
  } catch (error) {
    if ((error as { code?: unknown }).code === '23505') throw new Problem('person.exists')
    throw error
  }
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
async function makeAccount(trx: Trx, key: string, invitation: Invitation, { name, password, totp, recovery }: Enrolment, step: number, now: Date): Promise<Rights> {
  const person = randomUUID()
  const { email, member, unit, role } = invitation
  const rights: Rights = { viewer: { member, unit, role, person }, email, name, version: 1 }
  await enterAs(trx, rights.viewer, now)
  await authIn(trx).insertInto('auth.user').values({ id: person, name, email, email_verified: true, image: null, two_factor_enabled: true, created_at: now, updated_at: now }).execute()
  await keepPassword(trx, person, password, now)
  await keepFactor(trx, key, person, { totp, recovery, step })
  await trx.insertInto('person').values({ ref_area: member, person_id: person, email, name, unit, role, made_at: now, disabled_at: null, awaits_confirmation: needsConfirmation(role) }).execute()
  return rights
}
