import catalogue from '../i18n/access.en.json' with { type: 'json' }
import { fill, type ProblemValues } from '../i18n/fill.ts'
import { dayWords, periodWords } from '../i18n/period-words.ts'
import { ENGLISH, sentenceOf, type Sentences } from '../i18n/sentences.ts'
import { coverageAt, GRACE_DAYS, meetsRule, unlockedIntervals, type Contributions, type Coverage } from './reciprocity.ts'
import { openIntervals, TRUST_DAYS, type Trust } from './trust.ts'

/** Why a dataflow is open to a member or is not, and what is missing: always said. Codes are those of `i18n/access.en.json`. */
type Key<Part extends string> = keyof typeof catalogue extends infer K ? (K extends `${Part}.${infer Name}` ? Name : never) : never
export type AccessReason = Key<'reason'>
export type AccessMissing = Key<'missing'>
export type Access = {
  readonly unlocked: boolean
  readonly reason: AccessReason
  readonly missing: AccessMissing
  readonly values: ProblemValues
}

/** Below this many, how many states contribute is not said. */
export const FEW = 3

const FAR = new Date(8.64e15)

const day = (instant: Date): string => instant.toISOString().slice(0, 10)

/** @param trust how the member stands after what it took back, if it ever did */
export function explainAccess(all: Contributions, now: Date, trust?: Trust): Access {
  if (all.kind === 'secretariat') return { unlocked: true, reason: 'secretariat', missing: 'nothing', values: {} }
  const coverage = coverageAt(all, now)
  const values = { covered: coverage.covered, needed: coverage.needed, within: coverage.within, more: Math.max(0, coverage.needed - coverage.covered), from: coverage.from, to: coverage.to, days: GRACE_DAYS }
  if (all.kind === 'organisation') return { unlocked: false, reason: 'organisation', missing: 'not_possible', values }
  const rule = unlockedIntervals(all)
  const open = openIntervals(rule, trust).find(({ since, until }) => since <= now && now < until)
  const met = rule.find(({ since, until }) => since <= now && now < until)
  if (!open && met && trust) return { unlocked: false, reason: 'taken_back', missing: 'shown_on', values: { ...values, days: TRUST_DAYS, back: day(trust.takenBack), opens: day(openIntervals([{ ...met, until: FAR }], trust)[0]!.since) } }
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

type Own = Pick<Sentences, 'language' | 'access'>
export const reasonText = ({ reason, values }: Access, own: Own = ENGLISH): string => say(`reason.${reason}`, values, own)
export const missingText = ({ missing, values }: Access, own: Own = ENGLISH): string => say(`missing.${missing}`, values, own)

/** How many states contribute, as it is said to everybody. */
export const contributorsText = (states: number, own: Own = ENGLISH): string => (states < FEW ? say('few', {}, own) : String(states))

/** Periods and days are said in the calendar of the language. */
function say(key: keyof typeof catalogue, values: ProblemValues, own: Own): string {
  const [sentence, language] = sentenceOf(own.access, own.language, catalogue, key)
  return fill(sentence, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? dayWords(language, periodWords(language, value)) : value])), language)
}
