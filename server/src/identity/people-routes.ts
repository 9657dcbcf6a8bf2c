import { mayChange, mayConfirm, mayDisable, SECRETARIAT, type Person, type Role } from '@openvrs/core/sharing/people.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { sql } from 'kysely'
import type { people as routes } from '@openvrs/contract/people.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { chainOf } from './chain.ts'
import { requireMember } from './member-routes.ts'
import { presentPerson } from './present.ts'
import type { IdentityServices } from './services.ts'
import { requireUnit } from './units.ts'

type PeopleRoutes = Pick<typeof routes, 'list' | 'change' | 'disable' | 'confirmPerson'>

const COLUMNS = ['person_id', 'email', 'name', 'ref_area', 'unit', 'role', 'made_at', 'disabled_at', 'awaits_confirmation'] as const

export const peopleHandlers = (services: IdentityServices): Handlers<PeopleRoutes> => ({
  list: async ({ query, actor, now, db }) => {
    // Focal points of any member confirm new analysts of the secretariat, and see them until then.
    if (query.member !== undefined && query.member !== SECRETARIAT) await requireMember(services, actor.viewer, query.member, now)
    const rows = await withViewer(db, actor.viewer, now, (trx) =>
      trx.selectFrom('person').select(COLUMNS).$if(query.member !== undefined, (q) => q.where('ref_area', '=', query.member!)).orderBy('ref_area').orderBy('email').limit(5000).execute())
    return { people: rows.map((row) => presentPerson(row, actor.viewer)) }
  },

  change: async ({ params, body, actor, now, db }) =>
    withViewer(db, actor.viewer, now, async (trx) => {
      const before = await getPerson(reading(trx), params.person)
      const role = body.role ?? (before.role as Role)
      const unit = body.unit ?? before.unit
      if (!mayChange(actor.viewer, asPerson(before), role)) throw denied(actor.viewer, before)
      await requireUnit(trx, before.ref_area, unit)
      await endRights(trx, params.person, { role, unit })
      await appendAudit(trx, { chain: chainOf(actor.viewer), at: now, actor: actor.viewer.person, action: 'person.changed', subject: params.person, detail: { role, unit } })
      return presentPerson({ ...before, role, unit }, actor.viewer)
    }),

  disable: async ({ params, actor, now, db }) =>
    withViewer(db, actor.viewer, now, async (trx) => {
      const before = await getPerson(reading(trx), params.person)
      if (!mayDisable(actor.viewer, asPerson(before))) throw denied(actor.viewer, before)
      if (before.disabled_at) return presentPerson(before, actor.viewer)
      await endRights(trx, params.person, { disabled_at: now })
      await appendAudit(trx, { chain: chainOf(actor.viewer), at: now, actor: actor.viewer.person, action: 'person.disabled', subject: params.person, detail: { member: before.ref_area } })
      return presentPerson({ ...before, disabled_at: now }, actor.viewer)
    }),

  confirmPerson: async ({ params, actor, now, db }) =>
    withViewer(db, actor.viewer, now, async (trx) => {
      const before = await getPerson(reading(trx), params.person)
      if (!before.awaits_confirmation) throw denied(actor.viewer, before)
      if (!mayConfirm(actor.viewer, asPerson(before), before.confirmed_by)) throw new Problem('not_allowed')
      const { rows: [confirmed] } = await sql<{ count: number | null }>`select confirm_person(${params.person}) as count`.execute(trx)
      if (!confirmed?.count) throw new Problem('not_allowed')
      await appendAudit(trx, { chain: actor.viewer.member, at: now, actor: actor.viewer.person, action: 'person.confirmed', subject: params.person, detail: { confirmations: confirmed.count } })
      return presentPerson({ ...before, awaits_confirmation: confirmed.count < 2 }, actor.viewer)
    }),
})

/** Who may do nothing with a person of another member learns nothing of them, whatever lists they read. */
export const denied = (viewer: Viewer, person: { ref_area: string }): Problem => new Problem(person.ref_area === viewer.member ? 'not_allowed' : 'not_found')

/** A person whom the viewer may see. Throws `not_found`. */
export async function getPerson(db: ReadDb, person: string) {
  const row = await db.selectFrom('person').select([...COLUMNS, 'confirmed_by']).where('person_id', '=', person).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

export const asPerson = (row: { person_id: string; ref_area: string; role: string }): Person => ({ person: row.person_id, member: row.ref_area, role: row.role as Role })

/** Changes what a person is; every session and token that stood on it ends with the commit. */
export async function endRights(trx: Trx, person: string, change: { readonly role?: Role; readonly unit?: string; readonly disabled_at?: Date }): Promise<void> {
  const { numUpdatedRows } = await trx.updateTable('person').set({ ...change, rights_version: sql<number>`rights_version + 1` }).where('person_id', '=', person).executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Problem('not_allowed')
}
