import { randomUUID } from 'node:crypto'
import { MAIN_UNIT } from '@openvrs/core/sharing/people.ts'
import { mayAskReturn, returnActs, returnOpens, type ReturnAct } from '@openvrs/core/sharing/returning.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { returning as routes } from '@openvrs/contract/returning.ts'
import type { Trx } from '../db/connect.ts'
import { enterAs, withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { tellAll } from '../mail/index.ts'
import { INVITATION_MS, keepInvitation } from './invitation-routes.ts'
import { readersOf } from './reset-mail.ts'
import { auditNotice } from './resets.ts'
import { getReturn, lastFocalPoints, openReturns, presentReturn, type ReturnRow } from './returns.ts'
import { findRights } from './rights.ts'
import { makeSecret } from './secrets.ts'
import { addressOf, type IdentityServices } from './services.ts'

export const returnHandlers = (services: IdentityServices): Handlers<typeof routes> => ({
  ask: async ({ body, actor, db, now, request }) => {
    const { viewer } = actor
    if (!mayAskReturn(viewer)) throw new Problem('not_allowed')
    const { row, told } = await withViewer(db, viewer, now, async (trx) => {
      const id = await ask(trx, viewer, body.member, body.email.toLowerCase(), now)
      return { row: await getReturn(trx, id), told: await readersOf(trx, viewer, viewer.member, 'analysts', now) }
    })
    await tellAll(services.mailer, told, { kind: 'return_second_asked', values: { asker: actor.email, member: row.member, email: row.email, url: `${addressOf(services, request)}/members` } })
    return presentReturn(row, viewer, now)
  },

  list: async ({ actor: { viewer }, db, now }) => {
    const rows = await withViewer(db, viewer, now, (trx) => openReturns(trx).orderBy('r.asked_at', 'desc').execute())
    return { returns: rows.map((row) => presentReturn(row, viewer, now)) }
  },

  second: async ({ params, actor: { viewer }, db, now, request }) => {
    const { row, told } = await withViewer(db, viewer, now, async (trx) => {
      const before = await actOn(trx, viewer, params.return, 'second', now)
      // The analyst sees no people of states; the administrator who asked does, and has to be one still.
      const asker = await findRights(trx, before.asked_by, now)
      if (asker?.viewer.role !== 'administrator') throw new Problem('not_allowed')
      await enterAs(trx, asker.viewer, now)
      const last = await lastFocalPoints(trx, before.member)
      await enterAs(trx, viewer, now)
      const seconded = { seconded_by: viewer.person, seconded_at: now, opens_at: returnOpens(now) }
      await trx.updateTable('member_return').set(seconded).where('return_id', '=', before.return_id).execute()
      await auditNotice(trx, { member: before.member, at: now, actor: viewer.person, action: 'member.return_seconded', subject: before.member, detail: { opens: seconded.opens_at.toISOString() } })
      return { row: { ...before, ...seconded }, told: last }
    })
    await tellAll(services.mailer, told, { kind: 'return_notice', values: { member: row.member, email: row.email, opens: row.opens_at.toISOString().slice(0, 10), url: `${addressOf(services, request)}/` } })
    return presentReturn(row, viewer, now)
  },

  invite: async ({ params, actor, db, now, request, reply, sentences }) => {
    const { viewer } = actor
    const secret = makeSecret()
    const expires = new Date(now.getTime() + INVITATION_MS)
    const row = await withViewer(db, viewer, now, async (trx) => {
      const before = await actOn(trx, viewer, params.return, 'invite', now)
      const id = await keepInvitation(trx, { ref_area: before.member, email: before.email, unit: MAIN_UNIT, role: 'focal_point', invited_by: viewer.person, invited_at: now, expires_at: expires, first: true }, secret)
      await auditNotice(trx, { member: before.member, at: now, actor: viewer.person, action: 'person.invited', subject: id, detail: { member: before.member, role: 'focal_point', unit: MAIN_UNIT } })
      return before
    })
    reply.header('cache-control', 'no-store')
    const url = `${addressOf(services, request)}/invitation#${secret}`
    const mailed = await services.mailer.send({ to: row.email, kind: 'invitation', values: { member: row.member, role: 'focal_point', inviter: actor.email, url, expires: expires.toISOString().slice(0, 10) }, language: sentences.language })
    return { email: row.email, member: row.member, url, expires: expires.toISOString(), mailed }
  },

  stop: async ({ params, actor: { viewer }, db, now }) => {
    await withViewer(db, viewer, now, async (trx) => {
      const before = await actOn(trx, viewer, params.return, 'stop', now)
      await trx.updateTable('member_return').set({ stopped_by: viewer.person, stopped_at: now }).where('return_id', '=', before.return_id).execute()
      await auditNotice(trx, { member: before.member, at: now, actor: viewer.person, action: 'member.return_stopped', subject: before.member })
    })
    return undefined
  },
})

/** Stores what is asked for a member that left. Throws `return.not_left`, `return.open`. Resolves to its id, with the transaction entered as the asker. */
async function ask(trx: Trx, viewer: Viewer, member: string, email: string, now: Date): Promise<string> {
  const left = await trx.selectFrom('member').select('code').where('code', '=', member).where('left_at', 'is not', null).executeTakeFirst()
  if (!left) throw new Problem('return.not_left', { member })
  const id = randomUUID()
  const added = await trx.insertInto('member_return').values({ member, return_id: id, email, asked_by: viewer.person, asked_at: now })
    .onConflict((conflict) => conflict.column('member').where('stopped_at', 'is', null).where('used_at', 'is', null).doNothing()).executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) throw new Problem('return.open')
  await auditNotice(trx, { member, at: now, actor: viewer.person, action: 'member.return_asked', subject: member })
  await enterAs(trx, viewer, now)
  return id
}

/** The return that somebody may do this about. Throws `not_found`, `not_allowed`. */
async function actOn(trx: Trx, viewer: Viewer, id: string, act: ReturnAct, now: Date): Promise<ReturnRow> {
  const row = await getReturn(trx, id)
  if (!returnActs(viewer, { opens: row.opens_at }, now).includes(act)) throw new Problem('not_allowed')
  return row
}
