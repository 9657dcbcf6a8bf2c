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
