import { expect, test } from 'vitest'
import { usersOf, type Use } from './uses.ts'

const use = (member: string, action: Use['action'], count: number, last: string): Use => ({ member, role: 'analyst', dataflow: 'VRS_DETECT', action, count, first: last, last })

test('a line a state: what was exported first, the last day of all, and no refused look-up', () => {
  expect(usersOf([use('AUS', 'query', 9, '2026-11-02'), use('KHM', 'export', 1, '2026-10-01'), use('KHM', 'query', 2, '2026-11-03'), use('FJI', 'refused', 4, '2026-11-04')])).toEqual([
    { member: 'KHM', queries: 2, exports: 1, last: '2026-11-03' },
    { member: 'AUS', queries: 9, exports: 0, last: '2026-11-02' },
  ])
})
