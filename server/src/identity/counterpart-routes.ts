import { randomUUID } from 'node:crypto'
import { SECRETARIAT } from '@openvrs/core/sharing/people.ts'
import { counterpartActs, mayKeepUnits, type CounterpartAct } from '@openvrs/core/sharing/units.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { counterparts as routes } from '@openvrs/contract/units.ts'
import { appendAudit } from '../audit/index.ts'
import type { Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { arePaired, asCounterpart, getCounterpart, openCounterparts, presentCounterparts, type CounterpartRow } from './counterparts.ts'
import { countAttempt, limitOf } from './limits.ts'
import { requireUnit } from './units.ts'

export const counterpartHandlers = (): Handlers<typeof routes> => ({
  propose: async ({ body, actor: { viewer }, now, db, store, sentences }) => {
    if (!mayKeepUnits(viewer)) throw new Problem('not_allowed')
    await countAttempt(db, [limitOf(`counterpart:${viewer.member}`, 30)], now) // each writes to people of another state
    return store(async (trx) => {
      await requireUnit(trx, viewer.member, body.unit)
      await requireAskable(trx, viewer, body.member)
      const row = { ref_area: viewer.member, counterpart_id: randomUUID(), unit: body.unit, with_member: body.member, asked_by: viewer.person, asked_at: now }
      const made = await trx.insertInto('counterpart').values(row).onConflict((c) => c.columns(['ref_area', 'unit', 'with_member']).where('accepted_at', 'is', null).where('ended_at', 'is', null).doNothing()).returningAll().executeTakeFirst()
      if (!made) throw new Problem('counterpart.asked')
      return finish(trx, viewer, made, 'counterpart.proposed', sentences.language, now)
    })
  },

  list: async ({ actor: { viewer }, db, now, sentences }) =>
    withViewer(db, viewer, now, async (trx) => ({ counterparts: await presentCounterparts(trx, await openCounterparts(trx).orderBy('asked_at', 'desc').limit(500).execute(), viewer, sentences.language) })),

  accept: async ({ params, body, actor: { viewer }, db, now, sentences }) =>
    withViewer(db, viewer, now, async (trx) => {
      const before = await getCounterpart(trx, params.counterpart)
      requireAct(viewer, before, 'accept')
      await requireUnit(trx, viewer.member, body.unit)
      if (await arePaired(trx, { member: before.ref_area, unit: before.unit }, { member: viewer.member, unit: body.unit })) throw new Problem('counterpart.there')
      const answered = { with_unit: body.unit, accepted_by: viewer.person, accepted_at: now }
      await trx.updateTable('counterpart').set(answered).where('counterpart_id', '=', before.counterpart_id).execute()
      return finish(trx, viewer, { ...before, ...answered }, 'counterpart.accepted', sentences.language, now)
    }),

  end: async ({ params, actor: { viewer }, db, now }) => {
    await withViewer(db, viewer, now, async (trx) => {
      const before = await getCounterpart(trx, params.counterpart)
      requireAct(viewer, before, 'end')
      await trx.updateTable('counterpart').set({ ended_by: viewer.person, ended_at: now }).where('counterpart_id', '=', before.counterpart_id).execute()
      await note(trx, viewer, before, 'counterpart.ended', now)
    })
    return undefined
  },
})

/** Another state, territory or organisation that takes part. Throws `counterpart.member`. */
async function requireAskable(trx: Trx, viewer: Viewer, member: string): Promise<void> {
  const other = await trx.selectFrom('member').select('code').where('code', '=', member).where('had_focal_point', '=', true).where('left_at', 'is', null).executeTakeFirst()
  if (!other || member === viewer.member || member === SECRETARIAT) throw new Problem('counterpart.member', { member })
}

function requireAct(viewer: Viewer, row: CounterpartRow, act: CounterpartAct): void {
  if (!counterpartActs(viewer, asCounterpart(row)).includes(act)) throw new Problem('not_allowed')
}

type Noted = 'counterpart.proposed' | 'counterpart.accepted' | 'counterpart.ended'

async function finish(trx: Trx, viewer: Viewer, row: CounterpartRow, action: Noted, language: string, now: Date) {
  const [presented] = await presentCounterparts(trx, [row], viewer, language)
  await note(trx, viewer, row, action, now)
  return presented!
}

/** Each member's chain tells what its own people did; of the other's unit it says nothing. */
async function note(trx: Trx, viewer: Viewer, row: CounterpartRow, action: Noted, now: Date): Promise<void> {
  const first = row.ref_area === viewer.member
  await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action, subject: (first ? row.unit : row.with_unit) ?? '', detail: { member: first ? row.with_member : row.ref_area } })
}
