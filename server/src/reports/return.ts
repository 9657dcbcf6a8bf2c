import { appendAudit } from '../audit/index.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import type { Reader } from '../mail/index.ts'
import { addComments, type NewComment } from './answers.ts'
import { unfold } from './base.ts'
import { begin, keyOfSection, sectionsOf, type ReportKey } from './report.ts'

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

/** Who wrote a report, as far as they can still be told, and what a mail says of it: its time, never a figure or a comment. */
export async function writersOf(db: ReadDb, { refArea, reportId }: ReportKey): Promise<{ told: Reader[]; values: { from: string; to: string } }> {
  const report = await db.selectFrom('report').select(['submitted_by', 'last_edited_by', 'period_from', 'period_to']).where('ref_area', '=', refArea).where('report_id', '=', reportId).executeTakeFirstOrThrow()
  const people = [report.submitted_by, report.last_edited_by].filter((one) => one !== null)
  const told = people.length === 0 ? [] : await db.selectFrom('person').select(['email', 'language']).where('ref_area', '=', refArea).where('person_id', 'in', people).where('disabled_at', 'is', null).execute()
  return { told, values: { from: report.period_from, to: report.period_to } }
}
