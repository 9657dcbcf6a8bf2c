import { randomUUID } from 'node:crypto'
import { isFirstFocalPoint, MAIN_UNIT, mayInvite, mayWithdraw } from '@openvrs/core/sharing/people.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { people as routes } from '@openvrs/contract/people.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import { anonymous, withViewer, type Role } from '../db/viewer.ts'
import type { Call, Handlers } from '../http/context.ts'
import { memberNames } from '../registry/index.ts'
import { chainOf } from './chain.ts'
import { confirmEnrolment, findInvitation, offerEnrolment, type Offer } from './enrolment.ts'
import { shownSecret, totpUrl } from './factor.ts'
import { requireMember } from './member-routes.ts'
import { presentAwaiting } from './present.ts'
import { hashOf, makeSecret } from './secrets.ts'
import { addressOf, type IdentityServices } from './services.ts'
import { comesFrom, handOver } from './session-routes.ts'
import { requireUnit } from './units.ts'

export const INVITATION_MS = 7 * 86_400_000

/** A second factor that is offered, as it is shown this once. */
export const presentOffer = ({ ticket, totp, recovery, email, expires }: Offer) => ({ ticket, totp_secret: shownSecret(totp), totp_url: totpUrl(totp, email), recovery_codes: [...recovery], expires: expires.toISOString() })

type InvitationRoutes = Pick<typeof routes, 'invite' | 'listInvitations' | 'withdrawInvitation' | 'findInvitation' | 'accept' | 'confirm'>

export const invitationHandlers = (services: IdentityServices): Handlers<InvitationRoutes> => ({
  invite: async (call) => {
    const { body, actor, request, reply } = call
    const email = body.email.toLowerCase()
    const { secret, expires, unit } = await invite(services, call, email)
    // The secret stands behind the # so that no server on the way, nor ours, writes it into a log.
    const url = `${addressOf(services, request)}/invitation#${secret}`
    reply.header('cache-control', 'no-store')
    const mailed = await services.mailer.send({ to: email, kind: 'invitation', values: { member: body.member, role: body.role, inviter: actor.email, url, expires: expires.toISOString().slice(0, 10) }, language: body.language ?? call.sentences.language })
    return { email, member: body.member, role: body.role, unit, url, expires: expires.toISOString(), mailed }
  },

  listInvitations: async ({ actor, db, now }) => {
    const rows = await withViewer(db, actor.viewer, now, (trx) =>
      trx.selectFrom('invitation').select(['invitation_id', 'email', 'ref_area', 'role', 'unit', 'invited_at', 'expires_at', 'first']).where('used_at', 'is', null).where('withdrawn_at', 'is', null).orderBy('invited_at', 'desc').limit(500).execute())
    return {
      invitations: rows.filter((row) => mayWithdraw(actor.viewer, { member: row.ref_area, first: row.first })).map((row) => ({
        id: row.invitation_id, email: row.email, member: row.ref_area, role: row.role as Role, unit: row.unit, made: row.invited_at.toISOString(), expires: row.expires_at.toISOString(), expired: row.expires_at <= now,
      })),
    }
  },

  withdrawInvitation: async ({ actor, db, now, params }) => {
    const { person } = actor.viewer
    await withViewer(db, actor.viewer, now, async (trx) => {
      const withdrawn = await trx.updateTable('invitation').set({ withdrawn_at: now }).where('invitation_id', '=', params.invitation).where('used_at', 'is', null).where('withdrawn_at', 'is', null).returning(['ref_area', 'first']).executeTakeFirst()
      if (!withdrawn || !mayWithdraw(actor.viewer, { member: withdrawn.ref_area, first: withdrawn.first })) throw new Problem('not_found')
      await appendAudit(trx, { chain: chainOf(actor.viewer), at: now, actor: person, action: 'invitation.withdrawn', subject: params.invitation, detail: { member: withdrawn.ref_area } })
    })
    return undefined
  },

  findInvitation: async ({ body, now, db, sentences }) => {
    const found = await db.transaction().execute((trx) => findInvitation(trx, hashOf(body.secret), now))
    if (!found) throw new Problem('not_found')
    const nameOf = await withViewer(db, anonymous, now, (trx) => memberNames(reading(trx), sentences.language))
    // Whoever is invited to a unit reads its name, and nothing else of the member.
    const unit = await withViewer(db, { ...anonymous, member: found.member }, now, (trx) => trx.selectFrom('unit').select('name').where('ref_area', '=', found.member).where('code', '=', found.unit).executeTakeFirst())
    return { email: found.email, member: found.member, member_name: nameOf(found.member, found.memberName), role: found.role, unit: found.unit, unit_name: unit?.name ?? found.unit, expires: found.expires.toISOString(), terms: found.first }
  },

  accept: async ({ body, now, reply }) => {
    const offer = await offerEnrolment(services, { secret: body.secret, name: body.name, password: body.password, acceptTerms: body.accept_terms ?? false }, now)
    reply.header('cache-control', 'no-store')
    return presentOffer(offer)
  },

  confirm: async (call) => {
    const { rights, opened } = await confirmEnrolment(services, call.body.ticket, call.body.code, comesFrom(services, call), call.now)
    return opened ? handOver(services, call, opened) : presentAwaiting(rights)
  },
})

async function invite(services: IdentityServices, { body, actor, now, db }: Call<InvitationRoutes['invite']>, email: string): Promise<{ secret: string; expires: Date; unit: string }> {
  const unit = body.unit ?? MAIN_UNIT
  const secret = makeSecret()
  const expires = new Date(now.getTime() + INVITATION_MS)
  const member = await requireMember(services, actor.viewer, body.member, now)
  if (!mayInvite(actor.viewer, member, body.role)) throw new Problem('not_allowed')
  await withViewer(db, actor.viewer, now, async (trx) => {
    await requireUnit(trx, body.member, unit)
    if (await trx.selectFrom('person').select('person_id').where('ref_area', '=', body.member).where('email', '=', email).where('disabled_at', 'is', null).executeTakeFirst()) throw new Problem('person.exists')
    const id = await keepInvitation(trx, { ref_area: body.member, email, unit, role: body.role, invited_by: actor.viewer.person, invited_at: now, expires_at: expires, first: isFirstFocalPoint(actor.viewer, member, body.role) }, secret)
    await appendAudit(trx, { chain: chainOf(actor.viewer), at: now, actor: actor.viewer.person, action: 'person.invited', subject: id, detail: { member: body.member, role: body.role, unit } })
  })
  return { secret, expires, unit }
}

type Invited = { readonly ref_area: string; readonly email: string; readonly unit: string; readonly role: string; readonly invited_by: string; readonly invited_at: Date; readonly expires_at: Date; readonly first: boolean }

/** In place of an open one to the same address. Resolves to its id. */
export async function keepInvitation(trx: Trx, row: Invited, secret: string): Promise<string> {
  await trx.updateTable('invitation').set({ withdrawn_at: row.invited_at }).where('ref_area', '=', row.ref_area).where('email', '=', row.email).where('used_at', 'is', null).where('withdrawn_at', 'is', null).execute()
  const id = randomUUID()
  await trx.insertInto('invitation').values({ ...row, invitation_id: id, secret_hash: hashOf(secret), used_at: null }).execute()
  return id
}
