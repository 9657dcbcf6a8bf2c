import { describe, expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { deriveSample as derived, figure } from './trial-derive.ts'

const shown = (...given: Parameters<typeof derived>) => derived(...given).map(({ codes, value, periods }) => [...codes.filter((code) => !['M', 'Q', 'A', 'ENTRY', 'DET', 'PS'].includes(code)), value ?? '-', ...(periods ? [`${periods.there}/${periods.of}`] : [])].join(' '))
const months = (year: number, values: readonly (number | null)[], codes: { readonly [dimension: string]: string } = {}) => values.map((value, at) => figure(value, { TIME_PERIOD: `${year}-${String(at + 1).padStart(2, '0')}`, ...codes }))
const refused = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return 'taken'
}

describe('rolled up', () => {
  test('months as quarters and years, a value only where every month is there', () => {
    const rows = [...months(2023, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), ...months(2024, [1, 0, 3, 4, null, 6])]
    expect(shown(rows, 'TIME_PERIOD', ['TIME_PERIOD=2023-10..2024-06'], { rollUp: 'Q' })).toEqual(['2023-Q4 33 3/3', '2024-Q1 4 3/3', '2024-Q2 - 2/3'])
    expect(shown(rows, 'TIME_PERIOD', [], { rollUp: 'A' })).toEqual(['2023 78 12/12', '2024 - 5/12'])
  })

  test('whole quarters and years, though the question begins within one', () => {
    expect(shown(months(2023, [1, 2, 3]), 'TIME_PERIOD', ['TIME_PERIOD=2023-02..2023-03'], { rollUp: 'Q' })).toEqual(['2023-Q1 6 3/3'])
  })

  test('reported quarters beside the sum of months, not added to it', () => {
    const rows = [...months(2023, [1, 2, 3]), figure(9, { FREQ: 'Q', TIME_PERIOD: '2023-Q1' })]
    expect(derived(rows, 'TIME_PERIOD', [], { rollUp: 'Q' }).map(({ codes, value }) => [codes[0], codes[1], value])).toEqual([['2023-Q1', 'M', 6], ['2023-Q1', 'Q', 9]])
  })

  test('a code that is absent in a reported month adds nothing; a month that was not reported is missing', () => {
    const rows = [...months(2023, [1, 2, 3], { CITIZENSHIP: 'KHM' }), figure(5, { TIME_PERIOD: '2023-01', CITIZENSHIP: 'MMR' })]
    expect(shown(rows, 'CITIZENSHIP,TIME_PERIOD', [], { rollUp: 'Q' })).toEqual(['KHM 2023-Q1 6 3/3', 'MMR 2023-Q1 5 3/3'])
    expect(shown(rows.filter((row) => row.codes['TIME_PERIOD'] !== '2023-02'), 'CITIZENSHIP,TIME_PERIOD', [], { rollUp: 'Q' })).toEqual(['KHM 2023-Q1 - 2/3', 'MMR 2023-Q1 - 2/3'])
  })

  test('a month that is there but not at this breakdown leaves no value', () => {
    const rows = [...months(2023, [1, 2], { CITIZENSHIP: 'KHM' }), figure(5, { TIME_PERIOD: '2023-03' })]
    expect(shown(rows, 'CITIZENSHIP,TIME_PERIOD', [], { rollUp: 'Q' })).toEqual(['KHM 2023-Q1 - 3/3'])
  })

  test('over members: a period is there where it is of each of them', () => {
    const rows = [...months(2023, [1, 2, 3]), ...months(2023, [5, 5], { REF_AREA: 'USA' })]
    expect(shown(rows, 'TIME_PERIOD', [], { rollUp: 'Q' })).toEqual(['2023-Q1 - 2/3'])
    expect(shown(rows, 'REF_AREA,TIME_PERIOD', [], { rollUp: 'Q' })).toEqual(['THA 2023-Q1 6 3/3', 'USA 2023-Q1 - 2/3'])
  })

  test('unique persons are never added over time', () => {
    expect(shown(months(2023, [1, 2, 3], { UNIT_MEASURE: 'PS' }), 'TIME_PERIOD', [], { rollUp: 'Q' })).toEqual(['2023-Q1 - 3/3'])
  })

  test("a parent in one month takes in another month's parts", () => {
    const rows = [figure(4, { TIME_PERIOD: '2023-01', TRANSPORT: 'SEA_COMM' }), figure(3, { TIME_PERIOD: '2023-01', TRANSPORT: 'SEA_SMALL' }), figure(9, { TIME_PERIOD: '2023-02', TRANSPORT: 'SEA' }), figure(1, { TIME_PERIOD: '2023-03', TRANSPORT: 'RAIL' })]
    expect(shown(rows, 'TRANSPORT,TIME_PERIOD', [], { rollUp: 'Q' })).toEqual(['RAIL 2023-Q1 1 3/3', 'SEA 2023-Q1 16 3/3'])
  })
})

describe('change', () => {
  const rows = [...months(2022, [10, 20, 0]), ...months(2023, [15, null, 30, 45])]
  test('on the last period, unknown where one of the two is missing', () => {
    expect(shown(rows, 'TIME_PERIOD', ['TIME_PERIOD=2023'], { measure: 'change' })).toEqual(['2023-01 -', '2023-03 -', '2023-04 15'])
    expect(shown(rows, 'TIME_PERIOD', ['TIME_PERIOD=2023-04'], { measure: 'change_percent' })).toEqual(['2023-04 50'])
  })

  test('on the same period last year, unknown in per cent of nothing', () => {
    expect(shown(rows, 'TIME_PERIOD', ['TIME_PERIOD=2023'], { measure: 'year_change' })).toEqual(['2023-01 5', '2023-03 30', '2023-04 -'])
    expect(shown(rows, 'TIME_PERIOD', ['TIME_PERIOD=2023'], { measure: 'year_change_percent' })).toEqual(['2023-01 50', '2023-03 -', '2023-04 -'])
  })

  test('a member that comes is no rise', () => {
    expect(shown([...months(2023, [10, 12]), figure(7, { REF_AREA: 'USA', TIME_PERIOD: '2023-02' })], 'TIME_PERIOD', [], { measure: 'change' })).toEqual(['2023-01 -', '2023-02 -'])
  })

  test('of quarters made of months, and only of whole ones', () => {
    expect(shown(months(2023, [1, 1, 1, 2, 2, 2, 9]), 'TIME_PERIOD', ['TIME_PERIOD=2023-05..2023-07'], { measure: 'change', rollUp: 'Q' })).toEqual(['2023-Q2 3 3/3', '2023-Q3 - 1/3'])
  })

  test("of a whole, though the period before has only its parts", () => {
    const boats = [figure(4, { TIME_PERIOD: '2023-01', TRANSPORT: 'SEA_COMM' }), figure(3, { TIME_PERIOD: '2023-01', TRANSPORT: 'SEA_SMALL' }), figure(9, { TIME_PERIOD: '2023-02', TRANSPORT: 'SEA' })]
    expect(shown(boats, 'TRANSPORT,TIME_PERIOD', ['TIME_PERIOD=2023-02'], { measure: 'change' })).toEqual(['SEA 2023-02 2'])
    expect(shown(boats, 'TRANSPORT,TIME_PERIOD', [], { measure: 'change', rollUp: 'Q' })).toEqual(['SEA 2023-Q1 - 2/3'])
  })
})

test('a rolling year needs its twelve months', () => {
  const rows = [...months(2022, Array(12).fill(1) as number[]), ...months(2023, [5, 7])]
  expect(shown(rows, 'TIME_PERIOD', ['TIME_PERIOD=2022-11..2023-02'], { measure: 'rolling_year' })).toEqual(['2022-11 - 11/12', '2022-12 12 12/12', '2023-01 16 12/12', '2023-02 22 12/12'])
  expect(shown(months(2022, Array(12).fill(1) as number[], { UNIT_MEASURE: 'PS' }), 'TIME_PERIOD', ['TIME_PERIOD=2022-12'], { measure: 'rolling_year' })).toEqual(['2022-12 - 12/12'])
})

describe('share, rank, top', () => {
  const rows = [figure(60, { CITIZENSHIP: 'MMR' }), figure(30, { CITIZENSHIP: 'KHM' }), figure(6, { CITIZENSHIP: 'FJI' }), figure(4, { CITIZENSHIP: '_U' })]

  test('each in per cent of what is seen', () => {
    expect(shown(rows, 'CITIZENSHIP', [], { measure: 'share' })).toEqual(['FJI 6', 'KHM 30', 'MMR 60', '_U 4'])
    expect(shown(rows, 'CITIZENSHIP', ['CITIZENSHIP=MMR,KHM'], { measure: 'share' }).map((line) => line.slice(0, 8))).toEqual(['KHM 33.3', 'MMR 66.6'])
  })

  test('no share where a part is not available, or codes may not be added', () => {
    const gap = [...rows.map((row) => ({ ...row, codes: { ...row.codes, REF_AREA: 'USA' } })), figure(100)]
    expect(shown(gap, 'REF_AREA,CITIZENSHIP', [], { measure: 'share' }).every((line) => line.endsWith('-'))).toBe(true)
    expect(shown(gap, 'REF_AREA,CITIZENSHIP', [], { measure: 'share', over: ['CITIZENSHIP'] })).toEqual(['USA FJI 6', 'USA KHM 30', 'USA MMR 60', 'USA _U 4'])
    expect(shown([figure(3, { VULN: 'PREGNANT' }), figure(2, { VULN: 'OLDER' })], 'VULN', [], { measure: 'share' })).toEqual(['OLDER -', 'PREGNANT -'])
  })

  test('1 is the greatest, equals share a place', () => {
    expect(shown([...rows, figure(30, { CITIZENSHIP: 'USA' })], 'CITIZENSHIP', [], { measure: 'rank' })).toEqual(['FJI 4', 'KHM 2', 'MMR 1', 'USA 2', '_U 5'])
  })

  test('the greatest, and the rest of what is seen', () => {
    expect(shown(rows, 'CITIZENSHIP', [], { top: 'CITIZENSHIP=2' })).toEqual(['KHM 30', 'MMR 60', '_REST 10'])
    expect(shown(rows, 'CITIZENSHIP', [], { top: 'CITIZENSHIP=2', measure: 'rank' })).toEqual(['KHM 2', 'MMR 1', '_REST -'])
    expect(shown([...rows, figure(500)], 'CITIZENSHIP', [], { top: 'CITIZENSHIP=1' })).toEqual(['MMR 60', '_REST 40'])
  })

  test('the same codes in every period', () => {
    const later = rows.map((row) => ({ value: 100 - row.value!, codes: { ...row.codes, TIME_PERIOD: '2024-02' } }))
    expect(shown([...rows, ...later.slice(0, 2)], 'CITIZENSHIP,TIME_PERIOD', [], { top: 'CITIZENSHIP=1' })).toEqual(['KHM 2024-01 30', 'KHM 2024-02 70', '_REST 2024-01 70', '_REST 2024-02 40'])
  })
})

describe('regions', () => {
  const rows = [figure(60, { CITIZENSHIP: 'MMR' }), figure(30, { CITIZENSHIP: 'KHM' }), figure(6, { CITIZENSHIP: 'FJI' }), figure(4, { CITIZENSHIP: '_U' })]

  test('areas under their region, the others beside; what is unknown is in none', () => {
    expect(shown(rows, 'CITIZENSHIP', [], { regions: ['CITIZENSHIP=CL_REGION'] })).toEqual(['SOUTH_EAST 90', '_REST 6', '_U 4'])
    expect(shown(rows, 'CITIZENSHIP', [], { regions: ['CITIZENSHIP=MEKONG'] })).toEqual(['MEKONG 30', '_REST 66', '_U 4'])
  })

  test('of members: no value where one of them has none', () => {
    const members = [...rows, figure(7, { REF_AREA: 'KHM' }), figure(8, { REF_AREA: 'USA', CITIZENSHIP: 'MMR' })]
    expect(shown(members, 'REF_AREA,CITIZENSHIP', ['CITIZENSHIP=MMR'], { regions: ['REF_AREA=CL_REGION'] })).toEqual(['AMERICAS MMR 8', 'SOUTH_EAST MMR -'])
    expect(shown(members, 'REF_AREA', [], { regions: ['REF_AREA=CL_REGION'] })).toEqual(['AMERICAS 8', 'SOUTH_EAST 107'])
  })

  test('that overlap each show what is theirs, and make no whole', () => {
    expect(shown([figure(5, { CITIZENSHIP: 'THA' })], 'CITIZENSHIP', [], { regions: ['CITIZENSHIP=CL_PROCESS'] })).toEqual(['MEKONG 5', 'PACIFIC 5'])
    expect(refused(() => derived(rows, 'CITIZENSHIP', [], { regions: ['CITIZENSHIP=CL_PROCESS'], measure: 'share' }))).toBe('query.codes_overlap')
  })
})

test.each<[string, string, readonly string[], Parameters<typeof derived>[3]]>([
  ['query.measure_unknown', 'AGE', [], { measure: 'avg' }],
  ['query.time_missing', 'AGE', [], { measure: 'change' }],
  ['query.time_missing', 'AGE', [], { rollUp: 'A' }],
  ['query.over_missing', 'TIME_PERIOD', [], { measure: 'share' }],
  ['query.over_unknown', 'AGE', [], { measure: 'share', over: ['CITIZENSHIP'] }],
  ['query.over_unused', 'AGE', [], { over: ['AGE'] }],
  ['query.over_unused', 'AGE,TIME_PERIOD', [], { measure: 'change', over: ['AGE'] }],
  ['query.over_unknown', 'AGE,FREQ', [], { measure: 'rank', over: ['FREQ'] }],
  ['query.over_unknown', 'AGE', [], { top: 'CITIZENSHIP=5' }],
  ['query.over_unknown', 'AGE,TIME_PERIOD', [], { top: 'TIME_PERIOD=5' }],
  ['query.top_unreadable', 'AGE', [], { top: 'AGE' }],
  ['query.top_unreadable', 'AGE', [], { top: 'AGE=0' }],
  ['query.top_unreadable', 'AGE', [], { top: 'AGE=1e3' }],
  ['query.regions_unknown', 'CITIZENSHIP', [], { regions: ['CITIZENSHIP=ATLANTIS'] }],
  ['query.regions_unknown', 'CITIZENSHIP', [], { regions: ['CITIZENSHIP=CL_AREA'] }],
  ['query.regions_unknown', 'AGE', [], { regions: ['AGE=CL_REGION'] }],
  ['query.dimension_twice', 'CITIZENSHIP', [], { regions: ['CITIZENSHIP=CL_REGION', 'citizenship=MEKONG'] }],
  ['query.too_much', 'CITIZENSHIP', [], { regions: [`CITIZENSHIP=${Array.from({ length: 101 }, (_, n) => `R${n}`).join()}`] }],
  ['query.codes_overlap', 'TRANSPORT', ['TRANSPORT=SEA,SEA_SMALL'], { measure: 'share' }],
  ['query.codes_overlap', 'TRANSPORT', ['TRANSPORT=SEA,SEA_SMALL'], { top: 'TRANSPORT=1' }],
])('%s: by %s where %j, %j', (code, by, where, texts) => {
  expect(refused(() => derived([figure(1)], by, where, texts))).toBe(code)
})
