import type { Frequency } from '../metadata/model.ts'
import type { PeriodRule } from './language.ts'
import lists from './headers.json' with { type: 'json' }
import { composePeriod, isRefusal, parseYear } from './periods.ts'
import { shareOf, type Profile } from './profile.ts'
import { asciiDigits, monthOf, normaliseWord } from './words.ts'

/** How the period of a file may be composed, as far as its words tell. */
export type PeriodGuess = {
  readonly rule: Partial<{ readonly [name: string]: string | number }> & { readonly kind: PeriodRule['kind'] }
  readonly columns: readonly number[]
  readonly fineness: Frequency
  /** What stays open: a field of the rule, and why. */
  readonly open?: { readonly field: 'starts' | 'format'; readonly why: 'fiscal.starts' | 'date.order' }
}

const ENOUGH = 0.95

export const fits = (header: string, words: readonly string[]): boolean => {
  const name = normaliseWord(header)
  return words.some((word) => normaliseWord(word) === name)
}

/** A header that is one of the words, or has it among its own; `no` and `t` say something only where they stand alone. */
export const mentions = (header: string, words: readonly string[]): boolean => {
  const name = ` ${normaliseWord(header)} `
  return fits(header, words) || words.map(normaliseWord).some((word) => !/^[a-z]{1,2}$/.test(word) && name.includes(` ${word} `))
}

/** All ways in which the columns of a file give periods, the finest and surest first. */
export function guessPeriods(columns: readonly Profile[]): readonly PeriodGuess[] {
  return [...columns.flatMap(singleColumn), ...pairs(columns)].sort((a, b) => ORDER[a.fineness] - ORDER[b.fineness] || b.columns.length - a.columns.length || headerRank(b, columns) - headerRank(a, columns))
}

const ORDER: { readonly [F in Frequency]: number } = { M: 0, Q: 1, A: 2 }

const headerRank = (guess: PeriodGuess, columns: readonly Profile[]): number => Number(mentions(columns[guess.columns[0]!]!.name, lists.period))

function singleColumn(column: Profile): PeriodGuess[] {
  const calendar = calendarOf(column, /\d{4}/)
  const guess = (rule: PeriodGuess['rule'], fineness: Frequency, open?: PeriodGuess['open']): PeriodGuess => ({ rule: { ...rule, ...calendar }, columns: [column.at], fineness, ...(open ? { open } : {}) })
  for (const format of ['2024-03', 'Mar-24', '03/2024', '202403'] as const) {
    if (passes(column, { kind: 'month', column: '', format, calendar: calendar.calendar })) return [guess({ kind: 'month', column: column.name, format }, 'M')]
  }
  const orders = (['y-m-d', 'y/m/d', 'd/m/y', 'm/d/y'] as const).filter((format) => passes(column, { kind: 'date', column: '', format, calendar: calendar.calendar }))
  if (orders.includes('d/m/y') && orders.includes('m/d/y')) return [guess({ kind: 'date', column: column.name }, 'M', { field: 'format', why: 'date.order' })]
  if (orders[0]) return [guess({ kind: 'date', column: column.name, format: orders[0] }, 'M')]
  if (passes(column, { kind: 'quarter', column: '', calendar: calendar.calendar })) return [guess({ kind: 'quarter', column: column.name }, 'Q')]
  const isYear = mentions(column.name, [...lists.year, ...lists.period]) && isYears(column)
  return isYear ? [guess({ kind: 'year', column: column.name }, 'A')] : []
}

const passes = (column: Profile, rule: Exclude<PeriodRule, { kind: 'constant' }>): boolean => shareOf(column, (word) => !isRefusal(composePeriod(rule, word, ''))) >= ENOUGH

const isYears = (column: Profile): boolean => shareOf(column, (word) => typeof parseYear(fiscalDigits(word), calendarOf(column, /\d{4}/).calendar) === 'number') >= ENOUGH
const fiscalDigits = (word: string): string => asciiDigits(word).trim().replace(/^FY\s*/i, '').slice(0, 4)

/** Years around 2560 are of the Buddhist calendar; no other calendar of the region comes near them. */
function calendarOf(column: Profile, year: RegExp): { readonly calendar: 'gregorian' | 'buddhist' } {
  const isBuddhist = shareOf(column, (word) => Number(year.exec(asciiDigits(word))?.[0] ?? 0) > 2400) >= ENOUGH
  return { calendar: isBuddhist ? 'buddhist' : 'gregorian' }
}

function pairs(columns: readonly Profile[]): PeriodGuess[] {
  const years = columns.filter((column) => mentions(column.name, [...lists.year, ...lists.fiscalYear]) && isYears(column))
  const months = columns.filter((column) => shareOf(column, (word) => monthOf(word) !== undefined) >= ENOUGH && (mentions(column.name, lists.period) || shareOf(column, (word) => /^\d+$/.test(word)) < 0.5))
  const quarters = columns.filter((column) => mentions(column.name, lists.quarter) && shareOf(column, (word) => /^[QT]?\s*[1-4]$/i.test(asciiDigits(word))) >= ENOUGH)
  return years.flatMap((year): PeriodGuess[] => {
    const calendar = calendarOf(year, /\d{4}/)
    const isFiscal = mentions(year.name, lists.fiscalYear) || shareOf(year, (word) => /^FY/i.test(word)) >= ENOUGH
    const monthly = months.filter((month) => month.at !== year.at).map((month): PeriodGuess => isFiscal
      ? { rule: { kind: 'fiscal_year_month', year: year.name, month: month.name, ...calendar }, columns: [year.at, month.at], fineness: 'M', open: { field: 'starts', why: 'fiscal.starts' } }
      : { rule: { kind: 'year_month', year: year.name, month: month.name, ...calendar }, columns: [year.at, month.at], fineness: 'M' })
    const quarterly = quarters.filter((quarter) => quarter.at !== year.at).map((quarter): PeriodGuess => ({ rule: { kind: 'year_quarter', year: year.name, quarter: quarter.name, ...calendar }, columns: [year.at, quarter.at], fineness: 'Q' }))
    return [...monthly, ...quarterly]
  })
}
