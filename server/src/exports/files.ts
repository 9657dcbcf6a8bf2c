import { sql, type Selectable } from 'kysely'
import { Problem } from '@openvrs/core/problem.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import type { ExportTable, TaskTable } from '../db/tables/work.ts'
import { lockOwn } from '../db/person-lock.ts'
import type { Viewer } from '../db/viewer.ts'
import type { Question, ReleasedTerms } from '../explore/index.ts'
import { createTask, getTask, type TaskId, type TaskRow } from '../jobs/index.ts'
import type { Spooled } from '../spool/index.ts'
import type { FileFormat } from './write.ts'

export type FileRow = Selectable<ExportTable>
export type Listed = { readonly file: FileRow; readonly task: TaskRow }

/** What the task of a file is given. */
export type Order = { readonly question: Question; readonly dataflow: string; readonly format: FileFormat; readonly language: string }

/** A person's files at one time. */
const MOST_FILES = 20
const KEPT_MS = 86_400_000

/** Writes a file that is to come, and the task that will make it. Throws `exports.too_many`. */
export async function orderFile(trx: Trx, viewer: Viewer, order: Order, now: Date): Promise<Listed> {
  await lockOwn(trx, viewer, 'exports')
  const { count } = await trx.selectFrom('export').select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  if (count >= MOST_FILES) throw new Problem('exports.too_many', { limit: MOST_FILES })
  const id = await createTask(trx, viewer, { kind: 'export', input: order, unit: viewer.unit, now })
  const file = await trx.insertInto('export').values({
    ref_area: id.refArea, task_id: id.number, person_id: viewer.person, dataflow: order.dataflow, format: order.format, made_at: now, expires_at: new Date(now.getTime() + KEPT_MS), rows: null, bytes: null, spool_name: null, spool_key: null,
  }).returningAll().executeTakeFirstOrThrow()
  return { file, task: await getTask(reading(trx), id) }
}

/** The viewer's own, the newest first. */
export async function listFiles(db: ReadDb, now: Date): Promise<readonly Listed[]> {
  const files = await db.selectFrom('export').selectAll().where('expires_at', '>', now).orderBy('made_at', 'desc').orderBy('task_id', 'desc').execute()
  const tasks = await db.selectFrom('task').selectAll().where('kind', '=', 'export').where('task_id', 'in', [0, ...files.map((file) => file.task_id)]).execute()
  return files.map((file) => ({ file, task: tasks.find((task) => task.task_id === file.task_id)! }))
}

/** Throws `not_found` where there is none, or none of the viewer's, or where it has had its time. */
export async function getFile(db: ReadDb, { refArea, number }: TaskId, now: Date): Promise<FileRow> {
  const file = await db.selectFrom('export').selectAll().where('ref_area', '=', refArea).where('task_id', '=', number).where('expires_at', '>', now).executeTakeFirst()
  if (!file) throw new Problem('not_found')
  return file
}

export type Made = { readonly spooled: Spooled; readonly rows: number; readonly released: readonly ReleasedTerms[] }

/** Gives a file what was made for it. Throws `task.cancelled` where somebody removed it meanwhile. */
export async function fillFile(trx: Trx, { refArea, number }: TaskId, { spooled, rows, released }: Made): Promise<void> {
  const filled = await trx.updateTable('export').set({ rows, bytes: spooled.bytes, spool_name: spooled.name, spool_key: spooled.key, rests_on: JSON.stringify(restsOn(released)) })
    .where('ref_area', '=', refArea).where('task_id', '=', number).executeTakeFirst()
  if (filled.numUpdatedRows !== 1n) throw new Problem('task.cancelled')
}

/** Releases by member, number and frequency, each with the periods that were used of it. */
const restsOn = (released: readonly ReleasedTerms[]): readonly object[] =>
  [...Map.groupBy(released, ({ member, release, freq }) => `${member}|${release}|${freq}`).values()].map((same) => ({ ref_area: same[0]!.member, release_id: same[0]!.release, freq: same[0]!.freq, periods: same.map(({ period }) => period) }))

/** Whether the viewer of a transaction still sees every release period that a file rests on: the policies hide the others. */
export async function isStillSeen(trx: Trx, { ref_area, task_id, dataflow }: FileRow): Promise<boolean> {
  const { rows } = await sql<{ hidden: boolean }>`
    select exists (
      select from export e, jsonb_to_recordset(e.rests_on) as k (ref_area text, release_id bigint, freq text, periods text[]), unnest(k.periods) as p (period)
       where e.ref_area = ${ref_area} and e.task_id = ${task_id}
         and not exists (select from release_period r where r.ref_area = k.ref_area and r.release_id = k.release_id and r.dataflow = ${dataflow} and r.freq = k.freq and r.time_period = p.period)) as hidden`.execute(trx)
  return !rows[0]!.hidden
}

/** Gives a file up: its task, where that is under way, and what was made. Resolves to the name of what lies on disk. */
export async function dropFile(trx: Trx, file: FileRow): Promise<string | null> {
  await trx.updateTable('task').set({ cancel_asked: true } satisfies Partial<Selectable<TaskTable>>).where('ref_area', '=', file.ref_area).where('task_id', '=', file.task_id).where('status', 'in', ['waiting', 'running']).execute()
  const gone = await trx.deleteFrom('export').where('ref_area', '=', file.ref_area).where('task_id', '=', file.task_id).returning('spool_name').executeTakeFirst()
  return gone?.spool_name ?? null
}
