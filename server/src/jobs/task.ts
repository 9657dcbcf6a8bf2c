import { sql, type Selectable } from 'kysely'
import type { Task } from '@openvrs/contract/tasks.ts'
import { ENGLISH, type Sentences } from '@openvrs/core/i18n/sentences.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { ReadDb, Trx } from '../db/connect.ts'
import type { TaskTable } from '../db/tables/work.ts'
import type { Viewer } from '../db/viewer.ts'
import { keptProblemBody, type KeptProblem } from '../http/problems.ts'

export type TaskKind = Task['kind']
export type TaskRow = Selectable<TaskTable>
export type TaskId = { readonly refArea: string; readonly number: number }

export const publicTaskId = (task: { ref_area: string; task_id: number }): string => `${task.ref_area}-${task.task_id}`

/** Writes a task for later, in the transaction of what asks for it. The caller tells the runner with `kick` after the commit. */
export async function createTask(trx: Trx, viewer: Viewer, task: { kind: TaskKind; input: object; unit: string; now: Date }): Promise<TaskId> {
  const number = await nextNumber(trx, 'task', 'task_id', viewer.member)
  await trx.insertInto('task').values({
    ref_area: viewer.member, task_id: number, kind: task.kind, unit: task.unit, person_id: viewer.person, status: 'waiting', input: JSON.stringify(task.input), made_at: task.now,
  }).execute()
  return { refArea: viewer.member, number }
}

/**
 * The next number of a member's own series (reports, releases, tasks), so that a public id such as `USA-7` tells nothing of
 * other members. The lock is held to the end of the transaction.
 */
export async function nextNumber(trx: Trx, table: 'task' | 'report' | 'release' | 'upload', column: 'task_id' | 'report_id' | 'release_id' | 'upload_id', refArea: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`number:${table}:${refArea}`}, 0))`.execute(trx)
  const { rows } = await sql<{ last: number | null }>`select max_number(${table}, ${column}, ${refArea}) as last`.execute(trx)
  return (rows[0]?.last ?? 0) + 1
}

/** Throws `not_found` where there is none that the viewer may see. */
export async function getTask(db: ReadDb, id: TaskId): Promise<TaskRow> {
  const row = await db.selectFrom('task').selectAll().where('ref_area', '=', id.refArea).where('task_id', '=', id.number).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

export const presentTask = (row: TaskRow, sentences: Sentences = ENGLISH): Task => ({
  task: publicTaskId(row),
  kind: row.kind as TaskKind,
  status: row.status as Task['status'],
  step: row.step,
  done_rows: row.done_rows,
  all_rows: row.all_rows,
  made: row.made_at.toISOString(),
  ended: row.ended_at?.toISOString() ?? null,
  result: row.result as Task['result'],
  problem: row.problem === null ? null : keptProblemBody(row.problem as unknown as KeptProblem, sentences),
})
