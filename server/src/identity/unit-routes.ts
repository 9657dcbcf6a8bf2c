import { MAIN_UNIT, mayAddUnit, NATIONAL_UNIT } from '@openvrs/core/sharing/people.ts'
import { mayKeepUnits } from '@openvrs/core/sharing/units.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { units as routes } from '@openvrs/contract/units.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { chainOf } from './chain.ts'
import { endOfUnit } from './counterparts.ts'
import { requireMember } from './member-routes.ts'
import type { IdentityServices } from './services.ts'
import { columnsOf, postWords, presentUnit } from './units.ts'

export const unitHandlers = (services: IdentityServices): Handlers<typeof routes> => ({
  add: async ({ body, actor, now, store, sentences }) => {
    if (body.code === NATIONAL_UNIT) throw new Problem('unit.reserved', { code: body.code })
    const member = await requireMember(services, actor.viewer, body.member ?? actor.viewer.member, now)
    if (!mayAddUnit(actor.viewer, member)) throw new Problem('not_allowed')
    return store(async (trx) => {
      const row = { ref_area: member.code, code: body.code, name: body.name, ...(await columnsOf(trx, body)) }
      const added = await trx.insertInto('unit').values(row).onConflict((conflict) => conflict.columns(['ref_area', 'code']).doNothing()).returningAll().executeTakeFirst()
      if (!added) throw new Problem('unit.exists', { code: body.code })
      const words = await postWords(reading(trx), sentences.language)
      await appendAudit(trx, { chain: chainOf(actor.viewer), at: now, actor: actor.viewer.person, action: 'unit.added', subject: body.code, detail: { member: member.code } })
      return presentUnit(added, words)
    })
  },

  list: async ({ query, actor, now, db, sentences }) => {
    const member = query.member ?? actor.viewer.member
    await requireMember(services, actor.viewer, member, now)
    return withViewer(db, actor.viewer, now, async (trx) => {
      const rows = await trx.selectFrom('unit').selectAll().where('ref_area', '=', member).orderBy('code').execute()
      const words = await postWords(reading(trx), sentences.language)
      return { units: rows.map((row) => presentUnit(row, words)) }
    })
  },

  change: async ({ params: { unit: code }, body, actor, now, db, sentences }) => {
    const { viewer } = actor
    if (!mayKeepUnits(viewer)) throw new Problem('not_allowed')
    return withViewer(db, viewer, now, async (trx) => {
      const before = await lockUnit(trx, viewer.member, code)
      const closes = body.closed !== undefined && body.closed !== (before.closed_at !== null)
      if (closes && body.closed) await close(trx, viewer, code, now)
      const change = { ...(await columnsOf(trx, body)), ...(closes ? { closed_at: body.closed ? now : null } : {}) }
      const after = Object.keys(change).length === 0 ? before : await trx.updateTable('unit').set(change).where('ref_area', '=', viewer.member).where('code', '=', code).returningAll().executeTakeFirstOrThrow()
      const words = await postWords(reading(trx), sentences.language)
      await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: closes ? (body.closed ? 'unit.closed' : 'unit.reopened') : 'unit.changed', subject: code, detail: { fields: Object.keys(body) } })
      return presentUnit(after, words)
    })
  },
})

/** A unit of the own member, to be changed by nobody else until the commit. Throws `unit.unknown`. */
async function lockUnit(trx: Trx, member: string, code: string) {
  const row = await trx.selectFrom('unit').selectAll().where('ref_area', '=', member).where('code', '=', code).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('unit.unknown', { code })
  return row
}

/** Nobody is left without a unit: its people go to another first, or their access ends. Its drafts stay with the focal points. */
async function close(trx: Trx, { member, person }: Viewer, code: string, now: Date): Promise<void> {
  if (code === MAIN_UNIT) throw new Problem('unit.main')
  const count = await peopleOf(reading(trx), member, code, now)
  if (count > 0) throw new Problem('unit.in_use', { count })
  await endOfUnit(trx, member, code, person, now)
}

/** How many work in a unit or are invited to it. */
async function peopleOf(db: ReadDb, member: string, unit: string, now: Date): Promise<number> {
  const here = await db.selectFrom('person').select('person_id').where('ref_area', '=', member).where('unit', '=', unit).where('disabled_at', 'is', null).execute()
  const invited = await db.selectFrom('invitation').select('invitation_id').where('ref_area', '=', member).where('unit', '=', unit).where('used_at', 'is', null).where('withdrawn_at', 'is', null).where('expires_at', '>', now).execute()
  return here.length + invited.length
}
