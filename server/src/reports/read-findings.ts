import type { z } from 'zod'
import type { reports } from '@openvrs/contract/reports.ts'
import type { Sentences } from '@openvrs/core/i18n/sentences.ts'
import { narrativeWording } from '@openvrs/core/narrative/wording.ts'
import { wordingOf, type MessageValues, type Wording } from '@openvrs/core/rules/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import { findUnanswered } from './answers.ts'
import { collectionOf } from './fold.ts'
import { isChecked } from './present.ts'
import { sectionsOf, type ReportRow } from './report.ts'

type Findings = z.input<typeof reports.findings.response>

/** What the last check of a report's present version found, as sentences in the reader's language. */
export async function readFindings(trx: Trx, report: ReportRow, sentences: Sentences): Promise<Findings> {
  const db = reading(trx)
  const collection = await collectionOf(db, report)
  const sections = await sectionsOf(db, report)
  const rows = await db.selectFrom('finding').selectAll().where((e) => e.and({ ref_area: report.ref_area, report_id: report.report_id, version: report.version })).orderBy('dataflow').orderBy('finding_no').execute()
  const wordings = new Map<string, Wording>([...collection.dataflows.values()].map((flow) => [flow.id, wordingOf(collection, flow, sentences)]))
  const narratives = new Map([...collection.narratives.values()].map((kind) => [kind.id, narrativeWording(kind, collection, sentences)]))
  const checks: boolean[] = []
  for (const section of sections) checks.push(await isChecked(trx, section))
  return {
    findings: rows.map((row) => {
      const said = { rule: row.rule, severity: row.severity as 'error' | 'warning', outcome: row.outcome as 'wrong' | 'missing', key: row.key, column: row.col }
      const told = narratives.get(row.dataflow)?.({ field: row.col, key: row.rule.split('.')[1]!, values: row.message_values as MessageValues })
      const message = told ?? wordings.get(row.dataflow)?.({ ...said, messageValues: row.message_values as MessageValues }) ?? row.rule
      return { ...said, dataflow: row.dataflow, message, row_count: row.row_count, source_row: row.source_row }
    }),
    errors: sections.reduce((sum, section) => sum + section.errors, 0),
    warnings: sections.reduce((sum, section) => sum + section.warnings, 0),
    unanswered: (await findUnanswered(db, report, sections)).reduce((sum, { count }) => sum + count, 0),
    checked: checks.every(Boolean),
  }
}
