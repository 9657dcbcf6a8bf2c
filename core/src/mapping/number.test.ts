import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NUMBER_STYLES, type NumberStyle } from './language.ts'
import { parseNumber } from './number.ts'

const read = (text: string, style: NumberStyle) => {
  const found = parseNumber(text, style)
  return typeof found === 'number' ? found : found.reason === 'value.style' ? `like ${found.values['looks']}` : found.reason
}

/** How a person of that place writes a number. */
const WRITE: { readonly [S in NumberStyle]: (n: number) => string } = {
  '1234.5': (n) => String(n),
  '1,234.5': (n) => n.toLocaleString('en'),
  '1.234,5': (n) => n.toLocaleString('id'),
  '1 234,5': (n) => n.toLocaleString('fr'),
  '1 234.5': (n) => n.toLocaleString('en').replaceAll(',', '\u00a0'),
  "1'234.5": (n) => n.toLocaleString('de-CH'),
  '1234,5': (n) => String(n).replace('.', ','),
  '1,23,456.7': (n) => n.toLocaleString('en-IN'),
}

describe('numbers', () => {
  test.each(NUMBER_STYLES)('written as %s come back', (style) => {
    fc.assert(fc.property(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }), (n) => {
      expect(parseNumber(WRITE[style](n), style)).toBe(n)
    }), { seed: 3, numRuns: 200 })
    expect(parseNumber(WRITE[style](1234.5), style)).toBe(1234.5)
  })

  test.each([
    ['1,234', '1234.5', 'like 1,234.5'],
    ['1.234,5', '1,234.5', 'like 1.234,5'],
    ['1,234.5', '1.234,5', 'like 1,234.5'],
    ['1 234', '1234.5', 'like 1 234,5'],
    ['1,23', '1,234.5', 'like 1.234,5'],
    ['12,34,567', '1,234.5', 'like 1,23,456.7'],
    ['abc', '1234.5', 'value.not_number'],
    ['', '1234.5', 'value.not_number'],
    ['1e5', '1234.5', 'value.not_number'],
    ['0x10', '1234.5', 'value.not_number'],
    ['5 persons', '1234.5', 'value.not_number'],
    ['99999999999999999', '1234.5', 'value.too_large'],
    ['๑๒๓', '1234.5', 123],
    ['１２３', '1234.5', 123],
    ['٣٤', '1234.5', 34],
    ['−7', '1234.5', -7],
    ['007', '1234.5', 7],
  ] as const)('%s declared as %s is %s', (text, style, expected) => {
    expect(read(text, style)).toBe(expected)
  })

  test('a number of another style is never taken for a different value', () => {
    fc.assert(fc.property(fc.integer({ min: 1000, max: 2_000_000_000 }), fc.constantFrom(...NUMBER_STYLES), fc.constantFrom(...NUMBER_STYLES), (n, written, declared) => {
      const found = parseNumber(WRITE[written](n), declared)
      // `1.234` declared as `1,234.5` is 1.234: a count with a fraction, which the mapping refuses.
      if (typeof found === 'number' && Number.isInteger(found)) expect(found).toBe(n)
    }), { seed: 4, numRuns: 500 })
  })
})
