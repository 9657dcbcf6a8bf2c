import { Problem } from '@openvrs/core/problem.ts'
import type { tasks as routes } from '@openvrs/contract/tasks.ts'
import { reading, type Db } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { readPublicId } from '../http/public-id.ts'
import type { Runner } from './runner.ts'
import { getTask, presentTask, type TaskId, type TaskRow } from './task.ts'

type Refused = (viewer: Viewer, owner: string, now: Date) => Promise<void>

/** Handlers of `/api/tasks`. `refused` counts a look-up of another member's id in that member's ledger. */
export const taskHandlers = (runner: () => Runner, refused: Refused): Handlers<typeof routes> => ({
  list: async ({ actor, db, now, sentences }) => {
    const since = new Date(now.getTime() - 7 * 86_400_000)
    const rows = await withViewer(db, actor.viewer, now, (trx) =>
      reading(trx).selectFrom('task').selectAll().where('made_at', '>=', since).orderBy('made_at', 'desc').limit(200).execute())
    return { tasks: rows.map((row) => presentTask(row, sentences)) }
  },

  show: async ({ params, actor, db, now, request, sentences }) => {
    const id = await ownId(params.task, actor.viewer, now, refused)
    return presentTask(await waitForTask(db, actor.viewer, now, id, waitSeconds(request.headers.prefer)), sentences)
  },

  cancel: async ({ params, actor, db, now, sentences }) => {
    const id = await ownId(params.task, actor.viewer, now, refused)
    await withViewer(db, actor.viewer, now, async (trx) => {
      await trx.updateTable('task').set({ cancel_asked: true }).where('ref_area', '=', id.refArea).where('task_id', '=', id.number).where('status', 'in', ['waiting', 'running']).execute()
      await getTask(reading(trx), id)
    })
    runner().kick()
    return presentTask(await waitForTask(db, actor.viewer, now, id, 5), sentences)
  },
})

async function ownId(text: string, viewer: Viewer, now: Date, refused: Refused): Promise<TaskId> {
  const id = readPublicId(text)
  if (id.refArea === viewer.member) return id
  await refused(viewer, id.refArea, now)
  throw new Problem('not_found')
}

/** The task, as soon as it has ended or the seconds are over. */
export async function waitForTask(db: Db, viewer: Viewer, now: Date, id: TaskId, seconds: number): Promise<TaskRow> {
  const until = Date.now() + seconds * 1000
  for (;;) {
    const row = await withViewer(db, viewer, now, (trx) => getTask(reading(trx), id))
    if (row.ended_at || Date.now() >= until) return row
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** `Prefer: wait=N` (RFC 7240), at most 30 seconds. */
export const waitSeconds = (prefer: string | string[] | undefined): number => {
  const match = /^wait=(\d{1,3})$/.exec(String(prefer ?? ''))
  return match ? Math.min(30, Number(match[1])) : 0
}
