import type { z } from 'zod'
import type { reports } from '@openvrs/contract/reports.ts'
import { abilitiesOf } from '@openvrs/core/report/abilities.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { lastChange } from './fold.ts'
import { rowsOf } from './list.ts'
import { factsOf, inputsOf, sectionsOf, sumsOf, type ReportRow, type SectionRow } from './report.ts'

type Shown = z.input<typeof reports.show.response>

/** A report as its readers see it, with what they may do. */
export async function presentReport(trx: Trx, viewer: Viewer, report: ReportRow): Promise<Shown> {
  const db = reading(trx)
  const sections = await sectionsOf(db, report)
  const shown: Shown['sections'] = []
  for (const section of sections) shown.push(presentSection(section, await isChecked(trx, section)))
  return {
    rows: await rowsOf(db, report.ref_area, [report]), collection_version: report.collection_version, edit_no: report.edit_no, abilities: abilitiesOf(viewer, await factsOf(db, report)), sections: shown,
    inputs: inputsOf(report).map((input) => publicId(report.ref_area, input.report_id)), made: report.made_at.toISOString(), submitted: report.submitted_at?.toISOString() ?? null, approved: report.approved_at?.toISOString() ?? null,
  }
}

/** Whether the findings of a section are those of its figures as they are now. */
export const isChecked = async (trx: Trx, section: SectionRow): Promise<boolean> =>
  section.checked_edit_no !== null && section.checked_edit_no >= (await lastChange(reading(trx), section))

const presentSection = (section: SectionRow, checked: boolean): Shown['sections'][number] => ({
  dataflow: section.dataflow, base_rows: section.base_rows, rows: section.rows, sha256: section.sha256, bytes: section.bytes, sums: [...sumsOf(section)], rows_read: section.rows_read, rows_taken: section.rows_taken,
  rows_merged: section.rows_merged, rows_rejected: section.rows_rejected, errors: section.errors, warnings: section.warnings, checked, declarations: section.declarations as { [name: string]: string },
})
