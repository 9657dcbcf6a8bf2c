import { Problem } from '@openvrs/core/problem.ts'
import { changeDeclarations, lacksNote, type Declarations } from '@openvrs/core/report/declarations.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { beginEdit, openSection } from './base.ts'
import { checkIfSmall } from './edit.ts'
import { collectionOf, getFlow } from './fold.ts'
import { getSection } from './report.ts'

export type NewDeclarations = { readonly report: number; readonly dataflow: string; readonly changes: Parameters<typeof changeDeclarations>[1]; readonly now: Date }

/**
 * Changes what a section of a draft says about its figures. It counts as an edit: what was submitted is no more, and the
 * rules look again. Problems: those of `begin`, `report.dataflow_unknown`, `report.definition_note`.
 */
export async function declareSection(trx: Trx, viewer: Viewer, { report: number, dataflow, changes, now }: NewDeclarations): Promise<void> {
  const { report, editNo } = await beginEdit(trx, viewer, number, 1)
  getFlow(await collectionOf(reading(trx), report), dataflow)
  const section = await openSection(trx, report, dataflow)
  const declarations = changeDeclarations((await getSection(reading(trx), section)).declarations as Declarations, changes)
  if (lacksNote(declarations)) throw new Problem('report.definition_note')
  await trx.updateTable('report_section').set({ declarations: JSON.stringify(declarations), checked_edit_no: null })
    .where((e) => e.and({ ref_area: section.refArea, report_id: section.reportId, version: section.version, dataflow })).execute()
  await checkIfSmall(trx, report, section, editNo, now)
  await appendAudit(trx, {
    chain: viewer.member, at: now, actor: viewer.person, action: 'report.declare', subject: publicId(report.ref_area, report.report_id),
    detail: { version: report.version, change: editNo, dataflow, declared: Object.keys(changes).toSorted() },
  })
}
