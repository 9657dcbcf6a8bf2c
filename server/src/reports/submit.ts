import type { Collection } from '@openvrs/core/metadata/model.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { periodsOf } from '@openvrs/core/report/conform.ts'
import { sumsOf } from '@openvrs/core/report/payload.ts'
import type { FigureTable } from '@openvrs/core/report/table.ts'
import { checkTable } from '@openvrs/core/rules/index.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { answerAll, findUnanswered } from './answers.ts'
import { copyLayer, dropLayer, PayloadWriter, type Written } from './chunks.ts'
import { storeFindings } from './findings.ts'
import { collectionOf, contextOf, foldSection, getFlow, lastChange } from './fold.ts'
import { checkNarratives, findKind, foldNarratives, isNarratives } from './narratives.ts'
import { begin, keyOfSection, sectionsOf, type ReportRow, type SectionRow } from './report.ts'

export type Submission = { readonly report: number; readonly comment?: string; readonly now: Date }
type Step = (step: string) => Promise<void>

/**
 * Folds every section into its canonical payload, which from then on is what is returned, combined or approved. Resolves to
 * the problem where findings stand against it: commit all the same, so that the findings are there to be read.
 * Problems thrown: those of `begin`, `report.empty`.
 */
export async function submitReport(trx: Trx, viewer: Viewer, { report: number, comment, now }: Submission, step: Step): Promise<Problem | undefined> {
  const { report, next } = await begin(trx, viewer, { refArea: viewer.member, reportId: number }, 'submit')
  const collection = await collectionOf(reading(trx), report)
  await step('checking')
  for (const section of await sectionsOf(reading(trx), report)) await checkIfChanged(trx, report, section, collection, now)
  const sections = await sectionsOf(reading(trx), report)
  const refusal = await findRefusal(trx, viewer, report, sections, comment, now)
  if (refusal) return refusal
  await step('storing')
  const written: Written[] = []
  for (const section of sections) written.push(await storeFolded(trx, report, section, collection))
  if (written.every(({ rows }) => rows === 0)) throw new Problem('report.empty')
  await trx.updateTable('report').set({ status: next, submitted_by: viewer.person, submitted_at: now }).where('ref_area', '=', report.ref_area).where('report_id', '=', report.report_id).execute()
  await appendAudit(trx, {
    chain: viewer.member, at: now, actor: viewer.person, action: 'report.submit', subject: publicId(report.ref_area, report.report_id),
    detail: { version: report.version, dataflows: sections.map((s) => s.dataflow), sha256: written.map((w) => w.sha256), rows: written.reduce((sum, w) => sum + w.rows, 0) },
  })
  return undefined
}

/** Checks a section with the rules of its collection, unless its last check still holds. */
export async function checkIfChanged(trx: Trx, report: ReportRow, section: SectionRow, collection: Collection, now: Date): Promise<void> {
  if (section.checked_edit_no !== null && section.checked_edit_no >= (await lastChange(reading(trx), section))) return
  const kind = findKind(collection, section.dataflow)
  if (kind) return void (await checkNarratives(trx, report, keyOfSection(section), kind, collection, now))
  const flow = getFlow(collection, section.dataflow)
  const folded = await foldSection(reading(trx), section, flow)
  await storeFindings(trx, keyOfSection(section), report.unit, checkTable(folded.table, flow, collection, contextOf(report, section, folded, now)), report.edit_no, now)
}

async function findRefusal(trx: Trx, viewer: Viewer, report: ReportRow, sections: readonly SectionRow[], comment: string | undefined, now: Date): Promise<Problem | undefined> {
  const errors = sections.reduce((sum, section) => sum + section.errors, 0)
  if (errors > 0) return new Problem('report.has_errors', { errors })
  if (comment !== undefined) await answerAll(trx, viewer, report, sections, comment, now)
  const warnings = (await findUnanswered(reading(trx), report, sections)).reduce((sum, { count }) => sum + count, 0)
  return warnings > 0 ? new Problem('report.warnings_unanswered', { warnings }) : undefined
}

/** Writes what a section holds as its folded payload. A base without edits is that already, and is not read twice. */
async function storeFolded(trx: Trx, report: ReportRow, section: SectionRow, collection: Collection): Promise<Written> {
  const key = keyOfSection(section)
  if (isNarratives(collection, section)) return foldNarratives(trx, report, key)
  const flow = getFlow(collection, section.dataflow)
  const { table, edited, bytes } = await foldSection(reading(trx), section, flow)
  await dropLayer(trx, key, 'folded')
  if (!edited) {
    await copyLayer(trx, { ...key, layer: 'base' }, { ...key, layer: 'folded' }, report.unit)
    return recordFolded(trx, section, { sha256: section.base_sha256!, bytes, rows: table.rows }, table, collection)
  }
  const writer = new PayloadWriter(trx, key, report.unit, 'folded', flow, collection)
  await writer.write(table)
  return recordFolded(trx, section, await writer.done(), table, collection)
}

/** Notes what a folded payload is: its hash, its control totals, its periods. */
export async function recordFolded(trx: Trx, section: Pick<SectionRow, 'ref_area' | 'report_id' | 'version' | 'dataflow'>, written: Written, table: FigureTable, collection: Collection): Promise<Written> {
  await trx.updateTable('report_section')
    .set({ ...written, sums: JSON.stringify(sumsOf(table, getFlow(collection, section.dataflow))), periods: JSON.stringify(periodsOf(table)) })
    .where('ref_area', '=', section.ref_area).where('report_id', '=', section.report_id).where('version', '=', section.version).where('dataflow', '=', section.dataflow).execute()
  return written
}
