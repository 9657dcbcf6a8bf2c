import { expect, test } from 'vitest'
import { namedPeriods } from './room.ts'

const months = Array.from({ length: 60 }, (_, at) => `${2021 + Math.floor((at + 10) / 12)}-${String(((at + 10) % 12) + 1).padStart(2, '0')}`)
const named = (codes: readonly string[], name: string, width: number): readonly string[] => codes.filter((_, at) => namedPeriods(codes, codes.map(() => name), width)(at))

test('an axis names periods that lie evenly apart, the last one always', () => {
  expect(named(months, 'Nov 2021', 820)).toEqual(months.filter((month) => month.endsWith('-10') || month.endsWith('-04')))
  expect(named(months, 'ต.ค. 2569', 240)).toEqual(['2022-10', '2024-10', '2026-10'])
  expect(named(['2026-08', '2026-09', '2026-10'], 'Oct 2026', 820)).toHaveLength(3)
  expect(named(['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2025-Q1'], 'Q1 2025', 200)).toEqual(['2024-Q1', '2024-Q3', '2025-Q1'])
  expect(named(['2026'], '2026', 0)).toEqual(['2026'])
})
