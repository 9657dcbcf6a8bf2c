import catalogue from '../i18n/access.en.json' with { type: 'json' }
import { fill, type ProblemValues } from '../problem.ts'
import { coverageAt, GRACE_DAYS, meetsRule, unlockedIntervals, type Contributions, type Coverage } from './reciprocity.ts'

/** Why a dataflow is open to a member or is not, and what is missing: always said. Codes are those of `i18n/access.en.json`. */
export type AccessReason = keyof typeof catalogue.reason
export type AccessMissing = keyof typeof catalogue.missing
export type Access = {
  readonly unlocked: boolean
  readonly reason: AccessReason
  readonly missing: AccessMissing
  readonly values: ProblemValues
}

/** Below this many, how many states contribute is not said. */
export const FEW = 3

const day = (instant: Date): string => instant.toISOString().slice(0, 10)

export function explainAccess(all: Contributions, now: Date): Access {
  if (all.kind === 'secretariat') return { unlocked: true, reason: 'secretariat', missing: 'nothing', values: {} }
  const coverage = coverageAt(all, now)
  const values = { covered: coverage.covered, needed: coverage.needed, within: coverage.within, more: Math.max(0, coverage.needed - coverage.covered), from: coverage.from, to: coverage.to, days: GRACE_DAYS }
  if (all.kind === 'organisation') return { unlocked: false, reason: 'organisation', missing: 'not_possible', values }
  const open = unlockedIntervals(all).find(({ since, until }) => since <= now && now < until)
  if (!open) return { unlocked: false, reason: closedReason(all, coverage), missing: missingOf(all, coverage), values }
  const until = { ...values, until: day(open.until) }
  if (meetsRule(coverage)) return { unlocked: true, reason: all.yearly ? 'contributes_yearly' : 'contributes', missing: 'nothing', values: until }
  return { unlocked: true, reason: 'grace', missing: missingOf(all, coverage), values: { ...until, until: day(coverage.grace!) } }
}

function closedReason(all: Contributions, coverage: Coverage): AccessReason {
  if (all.contributions.length === 0) return 'nothing_released'
  if (coverage.covered >= coverage.needed) return 'only_zero'
  return all.yearly ? 'too_few_years' : 'too_few'
}

function missingOf(all: Contributions, coverage: Coverage): AccessMissing {
  if (coverage.covered >= coverage.needed) return 'above_zero'
  return all.yearly ? 'years' : 'months'
}

export const reasonText = ({ reason, values }: Access): string => fill(catalogue.reason[reason], values)
export const missingText = ({ missing, values }: Access): string => fill(catalogue.missing[missing], values)

/** How many states contribute, as it is said to everybody. */
export const contributorsText = (states: number): string => (states < FEW ? catalogue.few : String(states))
