import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numbering } from './numbering.ts'

test('each pair has one number, in the order in which they are met, and is told by it', () => {
  const pair = fc.tuple(fc.nat({ max: 5 }), fc.oneof(fc.nat({ max: 5 }), fc.integer({ min: 1_000_000, max: 9_999_999 })))
  fc.assert(fc.property(fc.array(pair, { maxLength: 60 }), (pairs) => {
    const { numberOf, groupOf, entryOf, count } = numbering(pairs.length)
    const known = new Map<string, number>()
    for (const [group, entry] of pairs) {
      const expected = known.get(`${group} ${entry}`) ?? known.size
      known.set(`${group} ${entry}`, expected)
      expect(numberOf(group, entry)).toBe(expected)
      expect([groupOf[expected], entryOf[expected]]).toEqual([group, entry])
    }
    expect(count()).toBe(known.size)
  }), { seed: 20261122, numRuns: 500 })
})
