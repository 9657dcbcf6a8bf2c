import { isPeriod, inRange, periodEnd, periodOf, periodsBetween, periodStart, periodWithin } from '../report/period.ts'
import type { Frequency } from '../metadata/model.ts'

/** A range longer than this is a slip of the pen, and would make an endless list. */
const LONGEST_YEARS = 200

/**
 * The periods of every frequency that lie wholly in `2023`, in `2023-Q1` or in `2020-01..2023-12`, in no order.
 * Undefined where the text is no period and no range of periods, runs backwards, or is longer than 200 years.
 */
export function periodsIn(text: string): readonly string[] | undefined {
  const [from, to = from, more] = text.split('..')
  if (from === undefined || to === undefined || more !== undefined || !isPeriod(from) || !isPeriod(to)) return undefined
  const [start, end] = [periodStart(from), periodEnd(to)]
  if (end <= start || end.getUTCFullYear() - start.getUTCFullYear() > LONGEST_YEARS) return undefined
  const first = periodOf(start, 'M')
  const last = periodOf(new Date(end.getTime() - 1), 'M')
  const touched = (freq: Frequency) => periodsBetween(periodWithin(first, freq), periodWithin(last, freq))
  return (['M', 'Q', 'A'] as const).flatMap(touched).filter((period) => inRange(period, from, to))
}
