import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainAccess, missingText, reasonText } from './access.ts'
import { toContributors, toGroup, unlockedAt, unlockedIntervals, type Contribution, type Contributions } from './reciprocity.ts'

const rule = { months: 3, within: 12, years: 2 }
const at = (text: string) => new Date(`${text}T00:00:00Z`)
const shared = (timePeriod: string, from: string, more: Partial<Contribution> = {}): Contribution => ({
  freq: timePeriod.includes('Q') ? 'Q' : timePeriod.length === 4 ? 'A' : 'M', timePeriod, nonzero: true, level: 3, shareGroup: null, released: at('2040-01-01'), shownFrom: at(from), shownTo: null, ...more,
})
const of = (contributions: Contribution[], more: Partial<Contributions> = {}): Contributions => ({ kind: 'state', rule, yearly: false, plausibleZero: false, contributions, ...more })

describe('three of the last twelve months', () => {
  const three = [shared('2026-01', '2026-03-10'), shared('2026-02', '2026-03-10'), shared('2026-03', '2026-04-05')]

  test('unlock from when the third is shown, until the first leaves the last twelve', () => {
    expect(unlockedIntervals(of(three))).toEqual([{ since: at('2026-04-05'), until: at('2027-02-01') }])
  })
  test('count once shown: an embargo holds them back', () => {
    expect(unlockedIntervals(of([three[0]!, three[1]!, shared('2026-03', '2026-09-01')]))[0]!.since).toEqual(at('2026-09-01'))
  })
  test('count from their end, not before, and only where they were released after it', () => {
    expect(unlockedIntervals(of([three[0]!, three[1]!, shared('2026-05', '2026-04-01')]))[0]!.since).toEqual(at('2026-06-01'))
    expect(unlockedIntervals(of([three[0]!, three[1]!, shared('2026-05', '2026-04-01', { released: at('2026-04-01') })]))).toEqual([])
    expect(unlockedIntervals(of([three[0]!, three[1]!, shared('2026-05', '2026-05-31', { released: at('2026-05-31') })])), 'where the month ends before that of UTC').toHaveLength(1)
    expect(unlockedIntervals(of([shared('2026', '2026-05-10', { released: at('2026-05-10') })])), 'of a year the months that have ended').toEqual([{ since: at('2026-05-10'), until: at('2027-03-01') }])
  })
  test('need a figure above zero, unless zero is plausible', () => {
    const zeros = three.map((c) => ({ ...c, nonzero: false }))
    expect(unlockedIntervals(of(zeros))).toEqual([])
    expect(unlockedIntervals(of(zeros, { plausibleZero: true }))).toHaveLength(1)
    expect(unlockedIntervals(of([...zeros, shared('2025-06', '2026-01-01')]))).toEqual([{ since: at('2026-03-10'), until: at('2026-07-01') }])
  })
  test('a quarter covers its three months; the same month twice is one', () => {
    expect(unlockedIntervals(of([shared('2026-Q1', '2026-04-05')]))).toEqual([{ since: at('2026-04-05'), until: at('2027-02-01') }])
    expect(unlockedIntervals(of([three[0]!, three[0]!, three[1]!]))).toEqual([])
  })
  test('a version that others are no longer shown does not count', () => {
    expect(unlockedIntervals(of([three[0]!, three[1]!, { ...three[2]!, shownTo: at('2026-05-01') }]))).toEqual([{ since: at('2026-04-05'), until: at('2026-05-01') }])
  })
  test('an organisation unlocks nothing', () => {
    expect(unlockedIntervals(of(three, { kind: 'organisation' }))).toEqual([])
  })
})

test('a dataflow by year is unlocked by one of the last two years', () => {
  expect(unlockedIntervals(of([shared('2024', '2025-03-01')], { yearly: true }))).toEqual([{ since: at('2025-03-01'), until: at('2027-01-01') }])
})

test('grace lasts 60 days from the first figures, and only while some are shown', () => {
  const firstShown = at('2026-03-10')
  expect(unlockedIntervals(of([shared('2026-01', '2026-03-10')], { firstShown }))).toEqual([{ since: firstShown, until: at('2026-05-09') }])
  expect(unlockedIntervals(of([shared('2026-01', '2026-03-10', { shownTo: at('2026-03-12') })], { firstShown }))).toEqual([{ since: firstShown, until: at('2026-03-12') }])
  expect(unlockedIntervals(of([], { firstShown }))).toEqual([])
  expect(unlockedIntervals(of([shared('2026-01', '2026-03-10', { nonzero: false })], { firstShown })), 'nothing above zero').toEqual([])
  expect(unlockedIntervals(of([shared('2009-01', '2026-03-10'), shared('2026-01', '2026-03-10', { nonzero: false })], { firstShown })), 'long ago').toEqual([])
  expect(unlockedIntervals(of([shared('2026-01', '2026-03-10', { nonzero: false })], { firstShown, plausibleZero: true }))).toHaveLength(1)
})

test('a group is unlocked by what is released to it or wider, the contributors by what is wider alone', () => {
  const all = [shared('2026-01', '2026-02-01', { level: 2, shareGroup: 'THA/Pact' }), shared('2026-02', '2026-03-01'), shared('2026-03', '2026-04-01', { level: 1 })]
  expect(toGroup(all, 'THA/Pact').map((c) => c.timePeriod)).toEqual(['2026-01', '2026-02'])
  expect(toGroup(all, 'MYS/Pact').map((c) => c.timePeriod)).toEqual(['2026-02'])
  expect(toContributors(all).map((c) => c.timePeriod)).toEqual(['2026-02'])
})

const month = fc.integer({ min: 0, max: 40 }).map((n) => `${2023 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`)
const quarter = fc.integer({ min: 0, max: 12 }).map((n) => `${2023 + Math.floor(n / 4)}-Q${(n % 4) + 1}`)
const year = fc.integer({ min: 2022, max: 2026 }).map(String)
const instant = fc.integer({ min: 0, max: 2200 }).chain((days) => fc.constantFrom(0, 1, 43_200_000, 86_399_999).map((ms) => new Date(at('2022-06-01').getTime() + days * 86_400_000 + ms)))
const contribution = fc.record({ timePeriod: fc.oneof({ weight: 4, arbitrary: month }, quarter, year), nonzero: fc.boolean(), from: instant, released: fc.oneof(instant, fc.constant(at('2040-01-01'))), length: fc.option(fc.integer({ min: -10, max: 700 })) })
  .map(({ timePeriod, nonzero, from, released, length }) => shared(timePeriod, '2022-01-01', { nonzero, released, shownFrom: from, shownTo: length === null ? null : new Date(from.getTime() + length * 86_400_000) }))
const contributions = fc.record({
  kind: fc.constantFrom<Contributions['kind']>('state', 'state', 'territory', 'organisation'), yearly: fc.boolean(), plausibleZero: fc.boolean(),
  rule: fc.record({ months: fc.integer({ min: 1, max: 5 }), within: fc.integer({ min: 5, max: 14 }), years: fc.integer({ min: 1, max: 3 }) }),
  contributions: fc.array(contribution, { maxLength: 12 }), firstShown: fc.option(instant, { nil: undefined }),
})

test('the intervals hold exactly the instants at which the rule holds', () => {
  let open = 0
  fc.assert(fc.property(contributions, fc.array(instant, { minLength: 12, maxLength: 12 }), (all, instants) => {
    const intervals = unlockedIntervals(all)
    const edges = intervals.flatMap(({ since, until }) => [since, new Date(since.getTime() - 1), until, new Date(until.getTime() - 1)])
    for (const t of [...instants, ...edges]) {
      const inside = intervals.some(({ since, until }) => since <= t && t < until)
      expect(inside, t.toISOString()).toBe(unlockedAt(all, t))
      if (inside) open++
    }
    for (const [i, { since, until }] of intervals.entries()) {
      expect(since < until).toBe(true)
      if (i > 0) expect(intervals[i - 1]!.until < since).toBe(true)
    }
  }), { seed: 20261121, numRuns: 800 })
  expect(open).toBeGreaterThan(1000)
})

test('access says why, and what is missing', () => {
  const now = at('2026-11-21')
  const say = (all: Contributions) => {
    const access = explainAccess(all, now)
    return [access.unlocked, access.reason, reasonText(access), missingText(access)]
  }
  expect(say(of([]))).toEqual([false, 'nothing_released', expect.stringContaining('no figures'), expect.stringContaining('Share 3 more of the months November 2025 to October 2026')])
  expect(say(of([shared('2026-10', '2026-11-02')]))).toEqual([false, 'too_few', expect.stringContaining('1 is shared'), expect.stringContaining('Share 2 more')])
  expect(say(of([shared('2026-10', '2026-11-02')], { firstShown: at('2026-11-02') }))).toEqual([true, 'grace', expect.stringContaining('1 Jan 2027'), expect.stringContaining('Share 2 more')])
  expect(say(of([shared('2026-Q3', '2026-11-02', { nonzero: false })]))).toEqual([false, 'only_zero', expect.stringContaining('zero'), expect.stringContaining('plausible')])
  expect(say(of([shared('2026-Q3', '2026-11-02')]))).toEqual([true, 'contributes', expect.stringContaining('until 1 Aug 2027'), ''])
  expect(say(of([], { kind: 'organisation' }))[1]).toBe('organisation')
  fc.assert(fc.property(contributions, instant, (all, t) => {
    const access = explainAccess(all, t)
    expect(access.unlocked).toBe(unlockedAt(all, t))
    expect(reasonText(access) + missingText(access)).not.toMatch(/[{}]/)
  }), { seed: 7, numRuns: 300 })
})
