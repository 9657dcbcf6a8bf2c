import { Problem } from '@openvrs/core/problem.ts'
import type { RuleResult } from '@openvrs/core/rules/index.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { sectionsOf, type ReportRow, type SectionRow } from './report.ts'

export type NewComment = {
  readonly dataflow: string
  /** Empty: the whole section. */
  readonly key: string
  readonly column: string
  /** The rule whose warning it answers. */
  readonly rule?: string
  readonly kind: 'return' | 'answer' | 'note'
  readonly words: string
}

/** Appends comments to the present version of a locked report. Throws `not_found` for a section that it does not have. */
export async function addComments(trx: Trx, viewer: Viewer, report: ReportRow, comments: readonly NewComment[], now: Date): Promise<void> {
  if (comments.length === 0) return
  const sections = await sectionsOf(reading(trx), report)
  if (comments.some((comment) => !sections.some((section) => section.dataflow === comment.dataflow))) throw new Problem('not_found')
  const { last } = await trx.selectFrom('cell_comment').select((e) => e.fn.max('comment_no').as('last'))
    .where('ref_area', '=', report.ref_area).where('report_id', '=', report.report_id).where('version', '=', report.version).executeTakeFirstOrThrow()
  await trx.insertInto('cell_comment').values(comments.map((comment, at) => ({
    ref_area: report.ref_area, report_id: report.report_id, version: report.version, comment_no: Number(last ?? 0) + 1 + at, unit: report.unit, dataflow: comment.dataflow, key: comment.key, col: comment.column,
    rule: comment.rule ?? null, kind: comment.kind, words: comment.words, author: viewer.person, written_at: now, at_edit_no: report.edit_no,
  }))).execute()
}

/** Of each rule that warns, how many of its warnings have no comment yet. */
export type Unanswered = { readonly dataflow: string; readonly rule: string; readonly count: number }

/**
 * A comment answers the warning of its rule at its key; one without a key answers all warnings of its rule that the check
 * of the same change gave. Warnings beyond those that are shown are answered by such a one alone.
 */
export async function findUnanswered(db: ReadDb, report: ReportRow, sections: readonly SectionRow[]): Promise<Unanswered[]> {
  const own = { ref_area: report.ref_area, report_id: report.report_id, version: report.version }
  const answers = await db.selectFrom('cell_comment').select(['dataflow', 'rule', 'key', 'at_edit_no']).where((e) => e.and({ ...own, kind: 'answer' })).execute()
  const unanswered: Unanswered[] = []
  for (const section of sections.filter((s) => s.warnings > 0)) {
    const said = answers.filter((answer) => answer.dataflow === section.dataflow)
    const shown = await db.selectFrom('finding').select(['rule', 'key']).where((e) => e.and({ ...own, dataflow: section.dataflow, severity: 'warning' })).execute()
    for (const { rule, severity, failed } of section.rule_results as unknown as RuleResult[]) {
      if (severity !== 'warning' || failed === 0) continue
      const ofRule = said.filter((answer) => answer.rule === rule)
      if (ofRule.some((answer) => answer.key === '' && answer.at_edit_no >= (section.checked_edit_no ?? 0))) continue
      const keys = new Set(ofRule.map((answer) => answer.key))
      const count = failed - shown.filter((finding) => finding.rule === rule && finding.key !== '' && keys.has(finding.key)).length
      if (count > 0) unanswered.push({ dataflow: section.dataflow, rule, count })
    }
  }
  return unanswered
}

/** Answers every warning that has no comment yet with the same words. */
export async function answerAll(trx: Trx, viewer: Viewer, report: ReportRow, sections: readonly SectionRow[], words: string, now: Date): Promise<void> {
  const unanswered = await findUnanswered(reading(trx), report, sections)
  await addComments(trx, viewer, report, unanswered.map(({ dataflow, rule }) => ({ dataflow, rule, key: '', column: '', kind: 'answer', words })), now)
}
