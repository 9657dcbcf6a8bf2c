import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { Problem } from '@openvrs/core/problem.ts'
import type { Trx } from '../db/connect.ts'
import { lockOwn } from '../db/person-lock.ts'
import type { SavedViewTable } from '../db/tables/views.ts'
import type { Viewer } from '../db/viewer.ts'

export type SavedView = Selectable<SavedViewTable>
type Said = Pick<SavedView, 'name' | 'question' | 'shared'> & { readonly note?: string | null }

const MOST = 200

/** Those that the viewer may see: the policies leave no other. */
export const listViews = (trx: Trx): Promise<SavedView[]> => trx.selectFrom('saved_view').selectAll().orderBy('name').orderBy('view_id').execute()

/** Another state's, or a colleague's that is not shared, is not there. */
export async function getView(trx: Trx, id: string): Promise<SavedView> {
  const row = await trx.selectFrom('saved_view').selectAll().where('view_id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

/** Throws `views.too_many`. */
export async function saveView(trx: Trx, viewer: Viewer, said: Said & Pick<SavedView, 'dataflow'>, now: Date): Promise<SavedView> {
  await lockOwn(trx, viewer, 'views')
  const { own } = await trx.selectFrom('saved_view').select((eb) => eb.fn.countAll().as('own')).where('person_id', '=', viewer.person).executeTakeFirstOrThrow()
  if (Number(own) >= MOST) throw new Problem('views.too_many', { most: MOST })
  return trx.insertInto('saved_view').values({
    ref_area: viewer.member, view_id: randomUUID(), person_id: viewer.person, unit: viewer.unit, name: said.name, note: said.note ?? null, dataflow: said.dataflow, question: said.question, shared: said.shared, made_at: now, changed_at: now,
  }).returningAll().executeTakeFirstOrThrow()
}

export const changeView = (trx: Trx, { view_id }: SavedView, change: Partial<Said>, now: Date): Promise<SavedView> =>
  trx.updateTable('saved_view').set({ ...change, changed_at: now }).where('view_id', '=', view_id).returningAll().executeTakeFirstOrThrow()

export async function removeView(trx: Trx, { view_id }: SavedView): Promise<void> {
  await trx.deleteFrom('saved_view').where('view_id', '=', view_id).executeTakeFirstOrThrow()
}
