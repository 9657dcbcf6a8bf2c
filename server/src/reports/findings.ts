import { sql } from 'kysely'
import type { CheckResult, Finding } from '@openvrs/core/rules/index.ts'
import type { Trx } from '../db/connect.ts'
import type { SectionKey } from './report.ts'

/** What checking a section gave, as it is kept: counts of all findings, and the findings that are shown. */
export type Checked = Pick<CheckResult, 'findings' | 'rules' | 'errors' | 'warnings'>

const AT_ONCE = 500

/** Puts the findings of a check in the place of those that the section had. `editNo`: the change that was checked. */
export async function storeFindings(trx: Trx, section: SectionKey, unit: string, checked: Checked, editNo: number, now: Date): Promise<void> {
  const key = { ref_area: section.refArea, report_id: section.reportId, version: section.version, dataflow: section.dataflow }
  await trx.deleteFrom('finding').where((e) => e.and(key)).execute()
  const rows = checked.findings.map((finding, at) => ({ ...key, unit, finding_no: at + 1, ...columnsOf(finding) }))
  for (let from = 0; from < rows.length; from += AT_ONCE) await trx.insertInto('finding').values(rows.slice(from, from + AT_ONCE)).execute()
  await trx.updateTable('report_section')
    .set({ errors: checked.errors, warnings: checked.warnings, rule_results: JSON.stringify(checked.rules), checked_edit_no: editNo, checked_at: now })
    .where((e) => e.and(key)).execute()
}

const columnsOf = (finding: Finding) => ({
  rule: finding.rule, severity: finding.severity, outcome: finding.outcome, key: finding.key, col: finding.column ?? '', message_values: JSON.stringify(finding.messageValues),
  row_count: finding.rowCount ?? 1, source_row: finding.sourceRow ?? null,
})

/** Takes the findings of a section over to another that holds the same figures. */
export async function copyFindings(trx: Trx, from: SectionKey, to: SectionKey, unit: string): Promise<void> {
  await sql`insert into finding (ref_area, report_id, version, dataflow, finding_no, unit, rule, severity, outcome, key, col, message_values, row_count, source_row)
    select ref_area, ${to.reportId}::bigint, ${to.version}::integer, dataflow, finding_no, ${unit}::text, rule, severity, outcome, key, col, message_values, row_count, null from finding
     where ref_area = ${from.refArea} and report_id = ${from.reportId} and version = ${from.version} and dataflow = ${from.dataflow}`.execute(trx)
}
