import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { addComments, type NewComment } from './answers.ts'
import { unfold } from './base.ts'
import { begin, keyOfSection, sectionsOf } from './report.ts'

/** Gives a submitted report back to who wrote it, with comments by cell. Problems: those of `begin`. */
export async function returnReport(trx: Trx, viewer: Viewer, request: { readonly report: number; readonly comments: readonly NewComment[]; readonly now: Date }): Promise<void> {
  const { report, next } = await begin(trx, viewer, { refArea: viewer.member, reportId: request.report }, 'return')
  for (const section of await sectionsOf(reading(trx), report)) await unfold(trx, keyOfSection(section))
  await addComments(trx, viewer, report, request.comments, request.now)
  await trx.updateTable('report').set({ status: next }).where('ref_area', '=', report.ref_area).where('report_id', '=', report.report_id).execute()
  await appendAudit(trx, {
    chain: viewer.member, at: request.now, actor: viewer.person, action: 'report.return', subject: publicId(report.ref_area, report.report_id), detail: { version: report.version, comments: request.comments.length },
  })
}
