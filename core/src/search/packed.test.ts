import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack, unpack } from './packed.ts'
import { saysOf } from './rank.ts'

const read = (bytes: Uint8Array): (readonly [number, number])[] => {
  const pairs: (readonly [number, number])[] = []
  unpack(bytes, (number, says) => pairs.push([number, says]))
  return pairs
}

test('what was packed is read again: numbers up to the largest, and what is said of them', () => {
  const says = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 10_000 })).map(([inTitle, inText]) => saysOf(inTitle, inText))
  const lists = fc.uniqueArray(fc.tuple(fc.oneof(fc.nat({ max: 300 }), fc.maxSafeNat()), says), { selector: ([number]) => number, maxLength: 40 }).map((pairs) => pairs.toSorted(([a], [b]) => a - b))
  fc.assert(fc.property(lists, (pairs) => { expect(read(pack(pairs))).toEqual(pairs) }), { seed: 20261122, numRuns: 1000 })
})

test('a few neighbours take two bytes each', () => {
  expect(pack([[1, 1], [2, 3], [129, 1.7]])).toEqual(Uint8Array.of(1, 10, 1, 30, 127, 17))
})
