import type { Declarations } from '@openvrs/core/report/declarations.ts'
import type { Trx } from '../db/connect.ts'
import { reading } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { dropLayer, storeChunk, type Chunk } from './chunks.ts'
import { storeFindings, type Checked } from './findings.ts'
import { begin, keyOfReport, sectionsOf, type ReportRow, type SectionKey } from './report.ts'

export type NewBase = {
  /** The number of the report. */
  readonly report: number
  readonly dataflow: string
  /** The canonical payload under the collection version of the report: whole lines, the header in the first chunk. */
  readonly chunks: AsyncIterable<Chunk> | Iterable<Chunk>
  readonly sha256: string
  readonly rows: number
  readonly counts: { readonly read: number; readonly taken: number; readonly merged: number; readonly rejected: number }
  readonly checked: Checked
  readonly declarations?: Declarations
  readonly uploadId?: number
  readonly now: Date
}

/**
 * Puts a file in the place of what a section held: its base, findings and the cell edits that stood on it, all within the
 * given transaction. The report must be a draft or returned; a submitted one is made a draft by a focal point.
 * It writes no audit entry: whoever calls ends the transaction with one. Resolves to the change that this was.
 * Problems: `not_found`, `not_allowed`, `report.status`.
 */
export async function replaceBase(trx: Trx, viewer: Viewer, base: NewBase): Promise<{ readonly editNo: number; readonly version: number }> {
  const { report, editNo } = await beginEdit(trx, viewer, base.report, 1)
  const section = await openSection(trx, report, base.dataflow)
  await dropLayer(trx, section, 'base')
  await trx.deleteFrom('cell_edit').where((e) => e.and({ ref_area: section.refArea, report_id: section.reportId, version: section.version, dataflow: section.dataflow })).execute()
  let chunkNo = 0
  for await (const chunk of base.chunks) await storeChunk(trx, section, report.unit, 'base', chunkNo++, chunk)
  await trx.updateTable('report_section').set({
    base_sha256: base.sha256, base_rows: base.rows, base_edit_no: editNo, declarations: JSON.stringify(base.declarations ?? {}), upload_id: base.uploadId ?? null,
    rows_read: base.counts.read, rows_taken: base.counts.taken, rows_merged: base.counts.merged, rows_rejected: base.counts.rejected,
  }).where('ref_area', '=', section.refArea).where('report_id', '=', section.reportId).where('version', '=', section.version).where('dataflow', '=', section.dataflow).execute()
  await storeFindings(trx, section, report.unit, base.checked, editNo, base.now)
  return { editNo, version: report.version }
}

/** Locks a report for a writer and counts `changes` on: what was submitted of it is no more. Resolves to its last change. */
export async function beginEdit(trx: Trx, viewer: Viewer, reportNumber: number, changes: number): Promise<{ readonly report: ReportRow; readonly editNo: number }> {
  const { report, next } = await begin(trx, viewer, { refArea: viewer.member, reportId: reportNumber }, 'edit')
  const editNo = report.edit_no + changes
  await trx.updateTable('report').set({ status: next, edit_no: editNo, last_edited_by: viewer.person, submitted_by: null, submitted_at: null })
    .where('ref_area', '=', report.ref_area).where('report_id', '=', report.report_id).execute()
  for (const section of await sectionsOf(reading(trx), report)) if (section.sha256 !== null) await unfold(trx, { ...keyOfReport(report), version: report.version, dataflow: section.dataflow })
  return { report: { ...report, status: next, edit_no: editNo }, editNo }
}

/** Takes back what submitting made of a section. */
export async function unfold(trx: Trx, section: SectionKey): Promise<void> {
  await dropLayer(trx, section, 'folded')
  await trx.updateTable('report_section').set({ sha256: null, bytes: null, rows: null, sums: null, periods: '[]' })
    .where('ref_area', '=', section.refArea).where('report_id', '=', section.reportId).where('version', '=', section.version).where('dataflow', '=', section.dataflow).execute()
}

/** The section of a report's present version, made where it has none: it declares what the unit's last one of the dataflow did. */
export async function openSection(trx: Trx, report: ReportRow, dataflow: string): Promise<SectionKey> {
  const key = { ...keyOfReport(report), version: report.version, dataflow }
  const there = await trx.selectFrom('report_section').select('dataflow').where((e) => e.and({ ref_area: key.refArea, report_id: key.reportId, version: key.version, dataflow })).executeTakeFirst()
  if (there) return key
  await trx.insertInto('report_section').values({
    ref_area: report.ref_area, report_id: report.report_id, version: report.version, dataflow, unit: report.unit, declarations: JSON.stringify(await declaredLast(trx, report, dataflow)), periods: '[]', rule_results: '[]',
  }).onConflict((c) => c.doNothing()).execute()
  return key
}

async function declaredLast(trx: Trx, report: ReportRow, dataflow: string): Promise<Declarations> {
  const last = await trx.selectFrom('report_section as s').innerJoin('report as r', (j) => j.onRef('r.ref_area', '=', 's.ref_area').onRef('r.report_id', '=', 's.report_id').onRef('r.version', '=', 's.version'))
    .select('s.declarations').where('r.ref_area', '=', report.ref_area).where('r.unit', '=', report.unit).where('r.report_id', '<>', report.report_id).where('r.status', '<>', 'withdrawn').where('s.dataflow', '=', dataflow)
    .orderBy('r.period_to', 'desc').orderBy('r.report_id', 'desc').limit(1).executeTakeFirst()
  return (last?.declarations ?? {}) as Declarations
}
