import { expect, test } from 'vitest'
import { countedUnder } from './counted.ts'

const both = [{ unit: 'NAVY', value: 3 }, { unit: 'POLICE', value: 5 }]

test('a figure of one unit counts as it is, whatever the rule', () => {
  for (const rule of ['refuse', 'sum', 'prefer=POLICE'] as const) expect(countedUnder(rule, [{ unit: 'NAVY', value: 3 }])).toBe(3)
})

test('of several, the sum, that of one unit, or nothing yet', () => {
  expect(countedUnder('sum', both)).toBe(8)
  expect(countedUnder('sum', [{ unit: 'A', value: null }, { unit: 'B', value: 0 }])).toBe(0)
  expect(countedUnder('sum', [{ unit: 'A', value: null }, { unit: 'B', value: null }])).toBe(null)
  expect(countedUnder('prefer=NAVY', both)).toBe(3)
  expect(countedUnder('prefer=PORTS', both)).toBe('open')
  expect(countedUnder('refuse', both)).toBe('open')
})

test('what was chosen for a figure goes before the rule', () => {
  expect(countedUnder('refuse', both, 'POLICE')).toBe(5)
  expect(countedUnder('prefer=NAVY', both, 'sum')).toBe(8)
})
