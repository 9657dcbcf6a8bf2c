import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PeriodRule } from './language.ts'
import { composePeriod, isRefusal, writePeriod } from './periods.ts'

type Rule = Exclude<PeriodRule, { kind: 'constant' }>
const at = (rule: Rule, first: string, second = '', freq: 'M' | 'Q' | 'A' = 'M') => {
  const found = composePeriod(rule, first, second)
  return isRefusal(found) ? found.reason : writePeriod(found, freq)
}
type Calendar = { readonly calendar: 'gregorian' | 'buddhist' }
const common: Calendar = { calendar: 'gregorian' }
const thai: Calendar = { calendar: 'buddhist' }
const month = (format: '2024-03' | '03/2024' | 'Mar-24' | '202403', calendar = common): Rule => ({ kind: 'month', column: '', format, ...calendar })
const date = (format: 'y-m-d' | 'd/m/y' | 'm/d/y' | 'y/m/d', calendar = common): Rule => ({ kind: 'date', column: '', format, ...calendar })
const fiscal = (starts: string, named_by: 'end' | 'start' = 'end'): Rule => ({ kind: 'fiscal_year_month', year: '', month: '', starts, named_by, ...common })

describe('periods of national files', () => {
  test.each([
    ['the fiscal year of the United States', fiscal('10'), '2020', 'OCT', '2019-10'],
    ['its last month', fiscal('10'), '2020', 'SEP', '2020-09'],
    ['named by words', fiscal('October'), 'FY 2023', 'January', '2023-01'],
    ['a fiscal year from July, named by its start', fiscal('7', 'start'), '2019', 'Jun', '2020-06'],
    ['named by both years', fiscal('7'), '2019/20', 'Jul', '2019-07'],
    ['both years that do not follow', fiscal('7'), '2019-21', 'Jul', 'period.not_year'],
    ['no month', fiscal('10'), '2020', 'Total', 'period.not_month'],
    ['year and month in Thai words', { kind: 'year_month', year: '', month: '', ...thai } as Rule, '๒๕๖๗', 'มี.ค.', '2024-03'],
    ['year and month in Vietnamese', { kind: 'year_month', year: '', month: '', ...common } as Rule, '2024', 'Tháng 11', '2024-11'],
    ['year and quarter', { kind: 'year_quarter', year: '', quarter: '', ...common } as Rule, '2024', 'Q3', 'Q'],
  ])('%s', (_name, rule, first, second, expected) => {
    expect(at(rule, first, second, expected === 'Q' ? 'Q' : 'M')).toBe(expected === 'Q' ? '2024-Q3' : expected)
  })

  test.each([
    [month('2024-03'), '2024-03', '2024-03'],
    [month('2024-03'), '2024-M03', '2024-03'],
    [month('2024-03'), '2024年3月', '2024-03'],
    [month('2024-03'), '2024-13', 'period.not_month'],
    [month('2024-03'), 'March', 'period.not_date'],
    [month('2024-03', thai), '2567-03', '2024-03'],
    [month('2024-03'), '2567-03', 'period.buddhist'],
    [month('2024-03', thai), '2024-03', 'period.not_buddhist'],
    [month('Mar-24'), 'Mar-24', '2024-03'],
    [month('Mar-24'), 'September 2021', '2021-09'],
    [month('Mar-24'), 'août 2021', '2021-08'],
    [month('Mar-24', thai), 'มีนาคม 67', '2024-03'],
    [month('Mar-24'), '2024-03-01', '2024-03'],
    [month('03/2024'), '3/2024', '2024-03'],
    [month('202403'), '202412', '2024-12'],
    [date('d/m/y'), '31/01/2024', '2024-01'],
    [date('d/m/y'), '01/31/2024', 'period.not_date'],
    [date('m/d/y'), '01/31/2024', '2024-01'],
    [date('d/m/y'), '30/02/2024', 'period.not_date'],
    [date('d/m/y', thai), '29/2/2567', '2024-02'],
    [date('y-m-d'), '2024-02-29', '2024-02'],
    [date('y-m-d'), '2024-02-29T10:00:00Z', '2024-02'],
    [date('y-m-d'), '45352', 'period.not_date'],
  ])('%o reads %s as %s', (rule, cell, expected) => {
    expect(at(rule, cell)).toBe(expected)
  })

  test.each([['2024-Q1'], ['2024Q1'], ['Q1 2024'], ['1/2024'], ['T1 2024']])('the quarter %s', (cell) => {
    expect(at({ kind: 'quarter', column: '', ...common }, cell, '', 'Q')).toBe('2024-Q1')
  })

  test('months become quarters and years where the report wants those', () => {
    expect([at(month('2024-03'), '2024-05', '', 'Q'), at(month('2024-03'), '2024-05', '', 'A')]).toEqual(['2024-Q2', '2024'])
  })

  test('a fiscal year holds each calendar month once, whatever month it starts in', () => {
    const anyYear = fc.integer({ min: 1950, max: 2150 })
    fc.assert(fc.property(anyYear, fc.integer({ min: 1, max: 12 }), fc.constantFrom('end' as const, 'start' as const), (year, starts, named) => {
      const months = Array.from({ length: 12 }, (_, i) => at(fiscal(String(starts), named), String(year), String(((starts + i - 1) % 12) + 1)))
      expect(months).toEqual(months.toSorted())
      expect(new Set(months).size).toBe(12)
      expect(months[named === 'start' ? 0 : 11]!.slice(0, 4)).toBe(String(year))
    }), { seed: 1, numRuns: 200 })
  })

  test('any text gives a period or a reason, and quickly', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), fc.constantFrom(month('2024-03'), month('Mar-24'), date('d/m/y'), fiscal('10')), (cell, rule) => {
      expect(at(rule, cell, cell)).toMatch(/^(period\.|\d{4}-\d{2}$)/)
    }), { seed: 2, numRuns: 500 })
  })
})
