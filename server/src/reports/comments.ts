import type { z } from 'zod'
import type { reports } from '@openvrs/contract/reports.ts'
import type { ReadDb } from '../db/connect.ts'
import type { ReportRow } from './report.ts'

type Comments = z.input<typeof reports.comments.response>['comments']

/** The comments of a version of a report, the oldest first. */
export async function listComments(db: ReadDb, report: ReportRow, version = report.version): Promise<Comments> {
  const rows = await db.selectFrom('cell_comment').selectAll().where((e) => e.and({ ref_area: report.ref_area, report_id: report.report_id, version })).orderBy('comment_no').execute()
  return rows.map((row) => ({
    dataflow: row.dataflow, key: row.key, column: row.col, rule: row.rule, kind: row.kind as Comments[number]['kind'], words: row.words, author: row.author, written: row.written_at.toISOString(),
  }))
}
