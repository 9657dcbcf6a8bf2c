import type { Selectable } from 'kysely'
import type { Collection } from '@openvrs/core/metadata/model.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { mayCreate } from '@openvrs/core/report/abilities.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import type { UploadTable } from '../db/tables/work.ts'
import type { Viewer } from '../db/viewer.ts'
import { readPublicId } from '../http/public-id.ts'
import { createTask, nextNumber } from '../jobs/index.ts'
import { findDataflow, getCollection } from '../registry/index.ts'
import { begin } from '../reports/index.ts'
import type { Spooled } from '../spool/index.ts'

export type UploadRow = Selectable<UploadTable>

/** Where an upload goes: a report that is there, or one that it will make. */
export type Target = { readonly dataflow: string; readonly unit: string; readonly collection: Collection; readonly report?: number }

export type Asked = { readonly dataflow: string; readonly unit?: string; readonly report?: string }

/**
 * Decides where an upload may go. Throws `not_found` (also for a dataflow that no collection has), `not_allowed`, `report.status`,
 * `report.unit_unknown`. Nothing is written.
 */
export async function getTarget(trx: Trx, viewer: Viewer, asked: Asked): Promise<Target> {
  if (asked.report !== undefined) return targetInReport(trx, viewer, asked.dataflow, asked.report)
  const found = await findDataflow(reading(trx), asked.dataflow)
  if (!found) throw new Problem('not_found')
  const unit = asked.unit ?? viewer.unit
  if (!mayCreate(viewer, { member: viewer.member, unit })) throw new Problem('not_allowed')
  const known = await trx.selectFrom('unit').select('code').where('ref_area', '=', viewer.member).where('code', '=', unit).where('closed_at', 'is', null).executeTakeFirst()
  if (!known) throw new Problem('report.unit_unknown', { unit })
  return { dataflow: asked.dataflow, unit, collection: found.collection }
}

async function targetInReport(trx: Trx, viewer: Viewer, dataflow: string, id: string): Promise<Target> {
  const { number } = readPublicId(id)
  const { report } = await begin(trx, viewer, { refArea: viewer.member, reportId: number }, 'edit')
  const collection = await getCollection(reading(trx), report.collection, report.collection_version)
  if (!collection.dataflows.has(dataflow)) throw new Problem('not_found')
  return { dataflow, unit: report.unit, collection, report: number }
}

/** Writes an upload and the task that will read it. */
export async function storeUpload(trx: Trx, viewer: Viewer, target: Target, mapping: string, spooled: Spooled, now: Date): Promise<UploadRow> {
  const uploadId = await nextNumber(trx, 'upload', 'upload_id', viewer.member)
  const task = await createTask(trx, viewer, { kind: 'upload', input: { upload: uploadId }, unit: target.unit, now })
  return trx.insertInto('upload').values({
    ref_area: viewer.member, upload_id: uploadId, task_id: task.number, report_id: target.report ?? null, version: null, dataflow: target.dataflow, unit: target.unit, mapping,
    spool_name: spooled.name, spool_key: spooled.key, bytes: spooled.bytes, person_id: viewer.person, made_at: now, collection: target.collection.id, collection_version: target.collection.version,
  }).returningAll().executeTakeFirstOrThrow()
}

/** Throws `not_found` where there is none that the viewer may see. */
export async function getUpload(db: ReadDb, refArea: string, uploadId: number): Promise<UploadRow> {
  const row = await db.selectFrom('upload').selectAll().where('ref_area', '=', refArea).where('upload_id', '=', uploadId).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

/** The upload that a section of a report stands on. */
export async function findUploadOf(db: ReadDb, refArea: string, reportId: number, dataflow: string): Promise<number | undefined> {
  const section = await db.selectFrom('report_section as s').innerJoin('report as r', (join) => join.onRef('r.ref_area', '=', 's.ref_area').onRef('r.report_id', '=', 's.report_id').onRef('r.version', '=', 's.version'))
    .select('s.upload_id').where('s.ref_area', '=', refArea).where('s.report_id', '=', reportId).where('s.dataflow', '=', dataflow).executeTakeFirst()
  if (!section) throw new Problem('not_found')
  return section.upload_id ?? undefined
}
