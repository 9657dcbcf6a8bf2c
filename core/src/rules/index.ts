export { checkTable, SHOWN_A_RULE, type CheckResult, type RuleResult } from './check.ts'
export type { CheckContext } from './facts.ts'
export { renderFinding, type Finding, type MessageValues } from './finding.ts'
export { ruleKinds } from './kinds/index.ts'
