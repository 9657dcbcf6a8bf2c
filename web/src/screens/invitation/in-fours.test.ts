import { expect, test } from 'vitest'
import { inFours } from './in-fours.ts'

test('a key is cut into fours and nothing of it is lost', () => {
  expect(inFours('ABCDEFGHIJ')).toEqual(['ABCD', 'EFGH', 'IJ'])
  expect(inFours('')).toEqual([])
})
