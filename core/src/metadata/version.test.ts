import { expect, test } from 'vitest'
import { compareVersions } from './version.ts'

test('versions are ordered by their numbers', () => {
  expect(['1.10.0', '2.0.0', '1.2.0', '1.2.10', '1.2.9'].toSorted(compareVersions)).toEqual(['1.2.0', '1.2.9', '1.2.10', '1.10.0', '2.0.0'])
  expect(compareVersions('1.0.0', '1.0.0')).toBe(0)
})
