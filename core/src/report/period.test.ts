import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  comparePeriods, contains, formatPeriod, frequencyOf, getPeriod, hasEnded, inRange, isPeriod, lastEnded, nextPeriod, parsePeriod, periodEnd, periodOf,
  periodsBetween, periodStart, periodWithin, shiftPeriod,
} from './period.ts'

const anyPeriod = fc.tuple(fc.integer({ min: 1900, max: 2100 }), fc.constantFrom('M', 'Q', 'A'), fc.nat()).map(([year, freq, n]) =>
  formatPeriod({ year, freq: freq as 'M', part: freq === 'A' ? 1 : 1 + (n % (freq === 'M' ? 12 : 4)) }))

describe('a period', () => {
  test.each([['2024-03', 'M'], ['2024-Q1', 'Q'], ['2024', 'A']])('%s is of frequency %s', (text, freq) => {
    expect(frequencyOf(text)).toBe(freq)
    expect(formatPeriod(getPeriod(text))).toBe(text)
  })

  test.each(['', '2024-13', '2024-00', '2024-3', '2024-Q5', '2024Q1', '24-01', '2024-01-01', ' 2024', '2024\n'])('%j is none', (text) => {
    expect(parsePeriod(text)).toBeUndefined()
    expect(isPeriod(text)).toBe(false)
    expect(() => getPeriod(text)).toThrow(RangeError)
  })

  test('ends at the first instant after it', () => {
    expect(periodEnd('2024-02').toISOString()).toBe('2024-03-01T00:00:00.000Z')
    expect(periodEnd('2024-Q4').toISOString()).toBe('2025-01-01T00:00:00.000Z')
    expect(periodEnd('2024').toISOString()).toBe('2025-01-01T00:00:00.000Z')
    expect(periodStart('2024-Q2').toISOString()).toBe('2024-04-01T00:00:00.000Z')
    expect(hasEnded('2024-02', new Date('2024-02-29T23:59:59.999Z'))).toBe(false)
    expect(hasEnded('2024-02', new Date('2024-03-01T00:00:00.000Z'))).toBe(true)
  })

  test('has a next one, also across the year', () => {
    expect([nextPeriod('2024-12'), nextPeriod('2024-Q4'), nextPeriod('2024')]).toEqual(['2025-01', '2025-Q1', '2025'])
    expect(shiftPeriod('2024-01', -12)).toBe('2023-01')
    expect(lastEnded('M', new Date('2024-01-15T00:00:00Z'))).toBe('2023-12')
    expect(periodOf(new Date('2024-05-31T23:00:00Z'), 'Q')).toBe('2024-Q2')
  })

  test('lies in coarser ones', () => {
    expect(periodWithin('2024-05', 'Q')).toBe('2024-Q2')
    expect(periodWithin('2024-05', 'A')).toBe('2024')
    expect(() => periodWithin('2024', 'M')).toThrow(RangeError)
    expect(contains('2024-Q2', '2024-05')).toBe(true)
    expect(contains('2024-Q2', '2024-07')).toBe(false)
    expect(contains('2024-05', '2024-Q2')).toBe(false)
    expect(inRange('2024-Q1', '2024-01', '2024-03')).toBe(true)
    expect(inRange('2024', '2024-01', '2024-11')).toBe(false)
  })

  test('is counted from one to another', () => {
    expect(periodsBetween('2023-11', '2024-02')).toEqual(['2023-11', '2023-12', '2024-01', '2024-02'])
    expect(periodsBetween('2024-02', '2023-11')).toEqual([])
    expect(() => periodsBetween('2023', '2024-02')).toThrow(RangeError)
  })

  test('of one frequency sorts in time as text does, and the next starts where it ends', () => {
    fc.assert(fc.property(anyPeriod, anyPeriod, (a, b) => {
      expect(periodStart(nextPeriod(a))).toEqual(periodEnd(a))
      expect(shiftPeriod(nextPeriod(a), -1)).toBe(a)
      if (frequencyOf(a) === frequencyOf(b)) expect(Math.sign(comparePeriods(a, b))).toBe(a < b ? -1 : a > b ? 1 : 0)
      else expect(comparePeriods(a, b)).not.toBe(0)
    }), { seed: 1 })
  })
})
