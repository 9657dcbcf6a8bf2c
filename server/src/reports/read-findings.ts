import type { z } from 'zod'
import type { reports } from '@openvrs/contract/reports.ts'
import { renderFinding, type MessageValues } from '@openvrs/core/rules/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import { findUnanswered } from './answers.ts'
import { collectionOf } from './fold.ts'
import { isChecked } from './present.ts'
import { sectionsOf, type ReportRow } from './report.ts'

type Findings = z.input<typeof reports.findings.response>

/** What the last check of a report's present version found, as sentences in a language. */
export async function readFindings(trx: Trx, report: ReportRow, language: string): Promise<Findings> {
  const db = reading(trx)
  const rules = new Map((await collectionOf(db, report)).rules.map((rule) => [rule.id, rule]))
  const sections = await sectionsOf(db, report)
  const rows = await db.selectFrom('finding').selectAll().where((e) => e.and({ ref_area: report.ref_area, report_id: report.report_id, version: report.version })).orderBy('dataflow').orderBy('finding_no').execute()
  const checks: boolean[] = []
  for (const section of sections) checks.push(await isChecked(trx, section))
  return {
    findings: rows.map((row) => {
      const rule = rules.get(row.rule)
      const said = { rule: row.rule, severity: row.severity as 'error' | 'warning', outcome: row.outcome as 'wrong' | 'missing', key: row.key, column: row.col }
      const message = rule ? renderFinding({ ...said, messageValues: row.message_values as MessageValues }, rule, language) : row.rule
      return { ...said, dataflow: row.dataflow, message, row_count: row.row_count, source_row: row.source_row }
    }),
    errors: sections.reduce((sum, section) => sum + section.errors, 0),
    warnings: sections.reduce((sum, section) => sum + section.warnings, 0),
    unanswered: (await findUnanswered(db, report, sections)).reduce((sum, { count }) => sum + count, 0),
    checked: checks.every(Boolean),
  }
}
