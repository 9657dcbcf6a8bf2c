import type { Frequency } from '../metadata/model.ts'
import { formatPeriod, frequencyOf } from '../report/period.ts'
import type { PeriodRule } from './language.ts'
import { refuse, type Refusal } from './refusals.ts'
import { asciiDigits, monthOf } from './words.ts'

type Calendar = 'gregorian' | 'buddhist'
/** A year with a month, a quarter, or neither: what a rule finds before it is written at the frequency of the report. */
export type Moment = { readonly year: number; readonly month?: number; readonly quarter?: number }

export const isRefusal = (found: object | number): found is Refusal => typeof found === 'object' && 'reason' in found

const BUDDHIST = 543
const isYear = (year: number): boolean => year >= 1900 && year <= 2200
const isBuddhistYear = (year: number): boolean => isYear(year - BUDDHIST)

/** A year of four digits, or of two in this century, in the declared calendar, as a Gregorian year. */
export function parseYear(text: string, calendar: Calendar): number | Refusal {
  const written = asciiDigits(text).trim()
  if (!/^(\d{4}|\d{2})$/.test(written)) return refuse('period.not_year')
  const year = written.length === 4 ? Number(written) : Number(written) + (calendar === 'buddhist' ? 2500 : 2000)
  if (calendar === 'buddhist') return isBuddhistYear(year) ? year - BUDDHIST : refuse('period.not_buddhist', { year })
  if (isYear(year)) return year
  return isBuddhistYear(year) ? refuse('period.buddhist', { year }) : refuse('period.not_year')
}

const parseMonth = (text: string): number | Refusal => (text.length > 40 ? undefined : monthOf(text)) ?? refuse('period.not_month')

const parseQuarter = (text: string): number | Refusal => {
  const quarter = /^[QT]?\s*([1-4])$/i.exec(asciiDigits(text).trim())?.[1]
  return quarter === undefined ? refuse('period.not_quarter') : Number(quarter)
}

/** A fiscal year is named by a number, `FY2020`, or by both its years, `2019/20`. Gives the year in which it starts. */
function fiscalStart(text: string, starts: number, namedBy: 'end' | 'start', calendar: Calendar): number | Refusal {
  const written = asciiDigits(text).trim().replace(/^FY\s*/i, '')
  const both = /^(\d{4})\s?[/–-]\s?(\d{2}|\d{4})$/.exec(written)
  if (both) {
    const first = Number(both[1])
    return (first + 1) % 100 === Number(both[2]) % 100 ? parseYear(both[1]!, calendar) : refuse('period.not_year')
  }
  const year = parseYear(written, calendar)
  if (typeof year !== 'number') return year
  return namedBy === 'end' && starts > 1 ? year - 1 : year
}

/** The calendar month of a month of a fiscal year: FY2020 OCT, starting in October and named by its end, is 2019-10. */
export function fiscalMonth(year: string, month: string, starts: number, namedBy: 'end' | 'start', calendar: Calendar): Moment | Refusal {
  const start = fiscalStart(year, starts, namedBy, calendar)
  if (typeof start !== 'number') return start
  const number = parseMonth(month)
  if (typeof number !== 'number') return number
  return { year: number >= starts ? start : start + 1, month: number }
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.+Z-]{0,20})?$/
const ORDERS = {
  'y-m-d': { shape: /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.+Z-]{0,20})?$/, year: 1, month: 2, day: 3 },
  'y/m/d': { shape: /^(\d{4}|\d{2})[/.-](\d{1,2})[/.-](\d{1,2})$/, year: 1, month: 2, day: 3 },
  'd/m/y': { shape: /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/, year: 3, month: 2, day: 1 },
  'm/d/y': { shape: /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/, year: 3, month: 1, day: 2 },
} as const

/** A date in the declared order. A date cell of a workbook comes as `2024-03-31` and is always understood. */
function parseDate(text: string, format: keyof typeof ORDERS, calendar: Calendar): Moment | Refusal {
  const written = asciiDigits(text).trim()
  const order = ISO_DATE.test(written) ? ORDERS['y-m-d'] : ORDERS[format]
  const parts = order.shape.exec(written)
  if (!parts) return refuse('period.not_date', { declared: format })
  const year = parseYear(parts[order.year]!, calendar)
  if (typeof year !== 'number') return year
  const month = Number(parts[order.month])
  const day = Number(parts[order.day])
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  return isDate ? { year, month } : refuse('period.not_date', { declared: format })
}

type MonthFormat = Extract<PeriodRule, { kind: 'month' }>['format']
const MONTHS: { readonly [format in MonthFormat]: { readonly shape: RegExp; readonly year: number; readonly month: number } } = {
  '2024-03': { shape: /^(\d{4})(?:-?M|\s?[-/.年]\s?)(\d{1,2})月?$/, year: 1, month: 2 },
  '202403': { shape: /^(\d{4})(\d{2})$/, year: 1, month: 2 },
  '03/2024': { shape: /^(\d{1,2})[-/.](\d{4}|\d{2})$/, year: 2, month: 1 },
  'Mar-24': { shape: /^(\D{1,30}?)[\s.,/-]*(\d{4}|\d{2})$/, year: 2, month: 1 },
}

function parseMonthOfYear(text: string, format: MonthFormat, calendar: Calendar): Moment | Refusal {
  const written = asciiDigits(text).trim()
  if (ISO_DATE.test(written)) return parseDate(written, 'y-m-d', calendar)
  if (written.length > 40) return refuse('period.not_date', { declared: format })
  const rule = MONTHS[format]
  const parts = rule.shape.exec(written)
  if (!parts) return refuse('period.not_date', { declared: format })
  const year = parseYear(parts[rule.year]!, calendar)
  if (typeof year !== 'number') return year
  const month = parseMonth(parts[rule.month]!)
  return typeof month === 'number' ? { year, month } : month
}

/** `2024-Q1`, `2024Q1`, `Q1 2024`, `1/2024`. */
function parseQuarterOfYear(text: string, calendar: Calendar): Moment | Refusal {
  const written = asciiDigits(text).trim()
  const first = /^(\d{4})[\s/-]?[QT]([1-4])$/i.exec(written)
  const last = /^(?:[QT]([1-4])[\s/-]?|([1-4])[/-])(\d{4})$/i.exec(written)
  const [year, quarter] = first ? [first[1], first[2]] : [last?.[3], last?.[1] ?? last?.[2]]
  if (year === undefined || quarter === undefined) return refuse('period.not_quarter')
  const found = parseYear(year, calendar)
  return typeof found === 'number' ? { year: found, quarter: Number(quarter) } : found
}

/** The columns that a period is composed of, in the order in which `composePeriod` takes their cells. */
export function periodColumns(rule: PeriodRule): readonly string[] {
  switch (rule.kind) {
    case 'fiscal_year_month':
    case 'year_month':
      return [rule.year, rule.month]
    case 'year_quarter':
      return [rule.year, rule.quarter]
    case 'date':
    case 'month':
    case 'quarter':
    case 'year':
      return [rule.column]
    case 'constant':
      return []
  }
}

/** How fine the periods are that a rule finds. */
export function finenessOf(rule: PeriodRule): Frequency {
  switch (rule.kind) {
    case 'fiscal_year_month':
    case 'year_month':
    case 'date':
    case 'month':
      return 'M'
    case 'year_quarter':
    case 'quarter':
      return 'Q'
    case 'year':
      return 'A'
    case 'constant':
      return frequencyOf(String(rule.period)) ?? 'A'
  }
}

/** The year and month, quarter or nothing that the cells of one row say. */
export function composePeriod(rule: Exclude<PeriodRule, { kind: 'constant' }>, first: string, second: string): Moment | Refusal {
  switch (rule.kind) {
    case 'fiscal_year_month':
      return fiscalMonth(first, second, monthOf(rule.starts) ?? 1, rule.named_by, rule.calendar)
    case 'year_month':
      return joined(parseYear(first, rule.calendar), parseMonth(second), 'month')
    case 'year_quarter':
      return joined(parseYear(first, rule.calendar), parseQuarter(second), 'quarter')
    case 'date':
      return parseDate(first, rule.format, rule.calendar)
    case 'month':
      return parseMonthOfYear(first, rule.format, rule.calendar)
    case 'quarter':
      return parseQuarterOfYear(first, rule.calendar)
    case 'year': {
      const year = parseYear(first, rule.calendar)
      return typeof year === 'number' ? { year } : year
    }
  }
}

function joined(year: number | Refusal, part: number | Refusal, name: 'month' | 'quarter'): Moment | Refusal {
  if (typeof year !== 'number') return year
  return typeof part === 'number' ? { year, [name]: part } : part
}

/** A moment at the frequency of the report. It must be at least as fine as that, which `checkMapping` saw to. */
export function writePeriod({ year, month = 1, quarter }: Moment, freq: Frequency): string {
  switch (freq) {
    case 'M':
      return formatPeriod({ freq, year, part: month })
    case 'Q':
      return formatPeriod({ freq, year, part: quarter ?? Math.ceil(month / 3) })
    case 'A':
      return formatPeriod({ freq, year, part: 1 })
  }
}

/** Which of the columns of a period a refusal is about. */
export const atFault = (refusal: Refusal): 0 | 1 => (refusal.reason === 'period.not_month' || refusal.reason === 'period.not_quarter' ? 1 : 0)
