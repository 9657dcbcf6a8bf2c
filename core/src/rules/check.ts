import type { Collection, Dataflow, Rule } from '../metadata/model.ts'
import type { FigureTable } from '../report/table.ts'
import { Facts, type CheckContext } from './facts.ts'
import type { Finding } from './finding.ts'
import { ruleKinds } from './kinds/index.ts'
import { NO_ROW, type Verdict } from './verdict.ts'

/** What came of one rule. */
export type RuleResult = {
  readonly rule: string
  readonly severity: 'error' | 'warning'
  /** Rows, or comparisons between rows, that were looked at. */
  readonly checked: number
  readonly failed: number
  /** Rows of which the rule says nothing. */
  readonly notApplicable: number
}

export type CheckResult = {
  /** By rule in the collection's order, then in the canonical order of rows; of each rule at most the first `SHOWN_A_RULE`. */
  readonly findings: readonly Finding[]
  readonly rules: readonly RuleResult[]
  /** How many there are in all, shown or not. An error blocks submitting; a warning asks for a comment. */
  readonly errors: number
  readonly warnings: number
}

export const SHOWN_A_RULE = 1000

/** Confronts a section with every rule of its collection, all of them at once. Throws where a rule names no kind or has the wrong parameters. */
export function checkTable(table: FigureTable, flow: Dataflow, collection: Collection, context: CheckContext): CheckResult {
  const facts = new Facts(table, flow, collection, context)
  const findings: Finding[] = []
  const rules: RuleResult[] = []
  for (const rule of collection.rules.filter((r) => r.dataflows?.includes(flow.id) ?? true)) {
    const verdict = getKind(rule).check(facts, rule.parameters)
    for (const finding of findingsOf(facts, rule, verdict)) findings.push(finding)
    rules.push({ rule: rule.id, severity: rule.severity, checked: verdict.checked, failed: verdict.failures.length, notApplicable: verdict.notApplicable })
  }
  const count = (severity: Rule['severity']) => rules.reduce((sum, r) => sum + (r.severity === severity ? r.failed : 0), 0)
  return { findings, rules, errors: count('error'), warnings: count('warning') }
}

function getKind(rule: Rule) {
  const kind = ruleKinds.get(rule.kind)
  if (!kind) throw new Error(`the rule ${rule.id} is of no known kind: ${rule.kind}`)
  return kind
}

const findingsOf = (facts: Facts, rule: Rule, verdict: Verdict): readonly Finding[] =>
  verdict.failures.first(SHOWN_A_RULE, () => facts.places).map(({ row, detail }) => {
    const { key, ...explanation } = verdict.explain(row, detail)
    const sourceRow = row === NO_ROW ? undefined : facts.table.sourceRow?.[row]
    return {
      rule: rule.id,
      severity: rule.severity,
      ...explanation,
      key: key ?? (row === NO_ROW ? '' : facts.keyAt(row)),
      ...(sourceRow !== undefined && { sourceRow }),
    }
  })
