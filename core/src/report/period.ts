import type { Frequency } from '../metadata/model.ts'

/**
 * Periods as SDMX writes them: `2024-03` (M), `2024-Q1` (Q), `2024` (A). Inside the system a period is its text; of one
 * frequency, texts sort in time. Ends are taken in UTC.
 */
export type Period = {
  readonly freq: Frequency
  readonly year: number
  /** 1 to 12 for a month, 1 to 4 for a quarter, 1 for a year. */
  readonly part: number
}

const MONTHS: { readonly [F in Frequency]: number } = { M: 1, Q: 3, A: 12 }
const FORM = /^([0-9]{4})(?:-(0[1-9]|1[0-2])|-Q([1-4]))?$/

/** Undefined where the text is no period. */
export function parsePeriod(text: string): Period | undefined {
  const found = FORM.exec(text)
  if (!found) return undefined
  const year = Number(found[1])
  if (found[2] !== undefined) return { freq: 'M', year, part: Number(found[2]) }
  if (found[3] !== undefined) return { freq: 'Q', year, part: Number(found[3]) }
  return { freq: 'A', year, part: 1 }
}

/** Throws RangeError where the text is no period. */
export function getPeriod(text: string): Period {
  const period = parsePeriod(text)
  if (!period) throw new RangeError(`no period: ${text}`)
  return period
}

export function formatPeriod({ freq, year, part }: Period): string {
  const yyyy = String(year).padStart(4, '0')
  switch (freq) {
    case 'M':
      return `${yyyy}-${String(part).padStart(2, '0')}`
    case 'Q':
      return `${yyyy}-Q${part}`
    case 'A':
      return yyyy
  }
}

export const isPeriod = (text: string): boolean => FORM.test(text)

export const frequencyOf = (text: string): Frequency | undefined => parsePeriod(text)?.freq

/** How periods of a frequency are written, for people: `YYYY-MM`. */
export const periodForm = (freq: Frequency): string => ({ M: 'YYYY-MM', Q: 'YYYY-Qn', A: 'YYYY' })[freq]

/** Months since the year 0, of the first month and of the month after the last. */
const firstMonth = ({ freq, year, part }: Period): number => year * 12 + (part - 1) * MONTHS[freq]
const monthAfter = (period: Period): number => firstMonth(period) + MONTHS[period.freq]

const instantOf = (month: number): Date => {
  const instant = new Date(0)
  instant.setUTCFullYear(Math.floor(month / 12), month % 12, 1)
  return instant
}

export const periodStart = (text: string): Date => instantOf(firstMonth(getPeriod(text)))

/** The first instant after the period. */
export const periodEnd = (text: string): Date => instantOf(monthAfter(getPeriod(text)))

export const hasEnded = (text: string, now: Date): boolean => now.getTime() >= periodEnd(text).getTime()

/** In time: by the first month, the shorter first (`2024-01`, `2024-Q1`, `2024`, `2024-02`). */
export function comparePeriods(a: string, b: string): number {
  const [left, right] = [getPeriod(a), getPeriod(b)]
  return firstMonth(left) - firstMonth(right) || MONTHS[left.freq] - MONTHS[right.freq]
}

/** The period `steps` later (earlier where negative), of the same frequency. */
export function shiftPeriod(text: string, steps: number): string {
  const period = getPeriod(text)
  return formatPeriod(periodAt(firstMonth(period) + steps * MONTHS[period.freq], period.freq))
}

export const nextPeriod = (text: string): string => shiftPeriod(text, 1)

const periodAt = (month: number, freq: Frequency): Period => ({
  freq,
  year: Math.floor(month / 12),
  part: Math.floor((month % 12) / MONTHS[freq]) + 1,
})

/** All periods from `from` to `to`, both included; none where `to` is earlier. Throws RangeError where the frequencies differ. */
export function periodsBetween(from: string, to: string): string[] {
  const [first, last] = [getPeriod(from), getPeriod(to)]
  if (first.freq !== last.freq) throw new RangeError(`periods of two frequencies: ${from}, ${to}`)
  const periods: string[] = []
  for (let month = firstMonth(first); month <= firstMonth(last); month += MONTHS[first.freq]) periods.push(formatPeriod(periodAt(month, first.freq)))
  return periods
}

/** Whether `inner` lies wholly in `outer`; a period contains itself. */
export function contains(outer: string, inner: string): boolean {
  const [o, i] = [getPeriod(outer), getPeriod(inner)]
  return firstMonth(o) <= firstMonth(i) && monthAfter(i) <= monthAfter(o)
}

/** Whether a period lies wholly in the range of two periods, both included. Frequencies may differ. */
export function inRange(period: string, from: string, to: string): boolean {
  const p = getPeriod(period)
  return firstMonth(p) >= firstMonth(getPeriod(from)) && monthAfter(p) <= monthAfter(getPeriod(to))
}

/** The period of a coarser (or the same) frequency that a period lies in. Throws RangeError where `freq` is finer. */
export function periodWithin(text: string, freq: Frequency): string {
  const period = getPeriod(text)
  if (MONTHS[freq] < MONTHS[period.freq]) throw new RangeError(`${text} is longer than a period of ${freq}`)
  return formatPeriod(periodAt(firstMonth(period), freq))
}

/** The period of a frequency in which an instant lies (UTC). */
export const periodOf = (instant: Date, freq: Frequency): string =>
  formatPeriod(periodAt(instant.getUTCFullYear() * 12 + instant.getUTCMonth(), freq))

/** The last period of a frequency that has ended by `now`. */
export const lastEnded = (freq: Frequency, now: Date): string => shiftPeriod(periodOf(now, freq), -1)
