import type { views as routes } from '@openvrs/contract/views.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { mayChangeView, mayRemoveView, ownChain } from '@openvrs/core/sharing/abilities.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { findDataflow } from '../registry/index.ts'
import { changeView, getView, listViews, removeView, saveView, type SavedView } from './views.ts'

export const viewHandlers = (): Handlers<typeof routes> => ({
  list: ({ db, actor: { viewer }, now }) => withViewer(db, viewer, now, async (trx) => ({ views: (await listViews(trx)).map((row) => present(row, viewer)) })),

  save: ({ actor: { viewer }, now, body, store }) =>
    store(async (trx) => {
      if (!(await findDataflow(reading(trx), body.dataflow))) throw new Problem('query.dataflow_unknown', { dataflow: body.dataflow })
      const saved = await saveView(trx, viewer, body, now)
      await tell(trx, viewer, 'view.saved', saved, now)
      return present(saved, viewer)
    }),

  change: ({ db, actor: { viewer }, now, params, body }) =>
    withViewer(db, viewer, now, async (trx) => {
      const view = await getView(trx, params.view)
      if (!mayChangeView(viewer, view)) throw new Problem('not_allowed')
      const changed = await changeView(trx, view, body, now)
      await tell(trx, viewer, 'view.changed', changed, now)
      return present(changed, viewer)
    }),

  remove: ({ db, actor: { viewer }, now, params }) =>
    withViewer(db, viewer, now, async (trx) => {
      const view = await getView(trx, params.view)
      if (!mayRemoveView(viewer, view)) throw new Problem('not_allowed')
      await removeView(trx, view)
      await tell(trx, viewer, 'view.removed', view, now)
      return undefined
    }),
})

/** Names and notes are the writer's own words and stay out of the chain. */
const tell = (trx: Trx, viewer: Viewer, action: 'view.saved' | 'view.changed' | 'view.removed', { view_id, dataflow, shared }: SavedView, now: Date): Promise<unknown> =>
  appendAudit(trx, { chain: ownChain(viewer), at: now, actor: viewer.person, action, subject: dataflow, detail: { view: view_id, shared } })

const present = (row: SavedView, viewer: Viewer) => ({
  view: row.view_id, name: row.name, note: row.note, dataflow: row.dataflow, question: row.question, shared: row.shared, unit: row.unit, made: row.made_at.toISOString(), changed: row.changed_at.toISOString(),
  mine: row.person_id === viewer.person, abilities: { change: mayChangeView(viewer, row), remove: mayRemoveView(viewer, row) },
})
