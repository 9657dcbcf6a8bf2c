import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printValue } from './cell.ts'

test('whole numbers are exact up to 2^53 and carry no exponent', () => {
  expect(printValue({ value: 2 ** 53 - 1, figures: 2 })).toBe('9007199254740991')
  expect(printValue({ value: 8_571_067, figures: 42_532 })).toBe('8571067')
  expect(printValue({ value: 0, figures: 1 })).toBe('0')
  fc.assert(fc.property(fc.maxSafeNat(), (n) => printValue({ value: n, figures: 2 }) === String(n)), { seed: 1 })
})

test('a sum of fractions does not show the order in which it was added up', () => {
  expect(printValue({ value: 0.1 + 0.2, figures: 2 })).toBe('0.3')
  expect(printValue({ value: 0.3 + 0.1 + 0.2, figures: 3 })).toBe(printValue({ value: 0.1 + 0.2 + 0.3, figures: 3 }))
})

test('a single figure is printed as it was reported', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1e15 }), (x) => Number(printValue({ value: x, figures: 1 })) === x && !printValue({ value: x, figures: 1 }).includes('e')), { seed: 1 })
  expect(printValue({ value: 1e-7, figures: 1 })).toBe('0.0000001')
})

test('what is not available is empty', () => {
  expect(printValue({ value: null, figures: 3 })).toBe('')
})
