import type { Interval } from './reciprocity.ts'

/**
 * What a member shares opens a circle to it at once, on trust. Who takes it back within 30 days of that has looked and left:
 * what it shares from then on counts only after it was shown for 30 days without a break.
 */
export const TRUST_DAYS = 30
const TRUST_MS = TRUST_DAYS * 86_400_000

/** How a member stands to a circle after what it took back. `again` is from when on it meets the rule anew; absent while it does not. */
export type Trust = { readonly takenBack: Date; readonly lost: boolean; readonly again?: Date }

const holdsAt = (intervals: readonly Interval[], at: Date): Interval | undefined => intervals.find(({ since, until }) => since <= at && at < until)

/**
 * How a member stands after a change of its releases at `now`.
 * @param opened what had been open to it before the change
 * @param rule when the rule is met after it (`unlockedIntervals`)
 */
export function trustAfter(before: Trust | undefined, opened: readonly Interval[], rule: readonly Interval[], now: Date): Trust | undefined {
  const wasOpen = holdsAt(opened, now)
  const meets = holdsAt(rule, now)
  if (!meets) {
    if (wasOpen) return { takenBack: now, lost: now.getTime() - wasOpen.since.getTime() < TRUST_MS }
    return before?.again ? { takenBack: now, lost: before.lost } : before
  }
  if (!before) return undefined
  // A release keeps the time from which it was first shown: what was hidden in between has not been shown.
  const again = before.again ?? (meets.since > before.takenBack ? meets.since : now)
  return { ...before, again, lost: before.lost && now.getTime() - again.getTime() < TRUST_MS }
}

/** What is open to a member that stands like this. */
export function openIntervals(rule: readonly Interval[], trust: Trust | undefined): Interval[] {
  if (!trust) return [...rule]
  const from = (trust.again ?? trust.takenBack).getTime()
  return rule.flatMap(({ since, until }) => {
    const start = new Date(Math.max(since.getTime(), from) + (trust.lost ? TRUST_MS : 0))
    return start < until ? [{ since: start, until }] : []
  })
}
