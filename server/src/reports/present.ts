import type { z } from 'zod'
import type { reports } from '@openvrs/contract/reports.ts'
import { abilitiesOf, mayApprove, type ReportFacts } from '@openvrs/core/report/abilities.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { collectionOf, lastChange } from './fold.ts'
import { rowsOf } from './list.ts'
import { isNarratives } from './narratives.ts'
import { factsOf, inputsOf, sectionsOf, sumsOf, type ReportRow, type SectionRow } from './report.ts'

type Shown = z.input<typeof reports.show.response>

/** A report as its readers see it, with what they may do. */
export async function presentReport(trx: Trx, viewer: Viewer, report: ReportRow): Promise<Shown> {
  const db = reading(trx)
  const sections = await sectionsOf(db, report)
  const facts = await factsOf(db, report)
  const collection = await collectionOf(db, report)
  const shown: Shown['sections'] = []
  for (const section of sections) shown.push({ ...presentSection(section, await isChecked(trx, section)), holds: isNarratives(collection, section) ? 'narratives' : 'figures' })
  return {
    rows: await rowsOf(db, report.ref_area, [report]), collection_version: report.collection_version, edit_no: report.edit_no, abilities: abilitiesOf(viewer, facts), approval: await presentApproval(db, viewer, facts), sections: shown,
    inputs: inputsOf(report).map((input) => publicId(report.ref_area, input.report_id)), made: report.made_at.toISOString(), submitted: report.submitted_at?.toISOString() ?? null, approved: report.approved_at?.toISOString() ?? null,
  }
}

/** Who of the state may approve what waits, and why the viewer may not; said to focal points, who know each other. */
async function presentApproval(db: ReadDb, viewer: Viewer, facts: ReportFacts): Promise<Shown['approval']> {
  if (viewer.role !== 'focal_point' || facts.status !== 'submitted') return null
  const focal = await db.selectFrom('person').select(['person_id', 'name', 'unit', 'role']).where('ref_area', '=', facts.member).where('role', '=', 'focal_point').where('disabled_at', 'is', null).orderBy('name').execute()
  const may = focal.filter(({ person_id: person, unit, role }) => mayApprove({ member: facts.member, unit, role, person }, facts))
  return { four_eyes: facts.fourEyes, wrote: facts.hands.includes(viewer.person), by: may.filter(({ person_id }) => person_id !== viewer.person).map(({ name }) => name) }
}

/** Whether the findings of a section are those of its figures as they are now. */
export const isChecked = async (trx: Trx, section: SectionRow): Promise<boolean> =>
  section.checked_edit_no !== null && section.checked_edit_no >= (await lastChange(reading(trx), section))

const presentSection = (section: SectionRow, checked: boolean): Omit<Shown['sections'][number], 'holds'> => ({
  dataflow: section.dataflow, base_rows: section.base_rows, rows: section.rows, sha256: section.sha256, bytes: section.bytes, sums: [...sumsOf(section)], rows_read: section.rows_read, rows_taken: section.rows_taken,
  rows_merged: section.rows_merged, rows_rejected: section.rows_rejected, errors: section.errors, warnings: section.warnings, checked, declarations: section.declarations as { [name: string]: string },
})
