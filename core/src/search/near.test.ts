import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meantWord, mostWrong } from './near.ts'

const known = new Map([['myanmar', 3], ['malaysia', 5], ['thailand', 9], ['boat', 2], ['boats', 4], ['coat', 1]])

test('the fewest letters wrong are meant, then the more frequent word', () => {
  expect(meantWord('mianmar', known)).toBe('myanmar')
  expect(meantWord('thialand', known)).toBe('thailand')
  expect(meantWord('malasya', known)).toBeUndefined() // two wrong in a word of seven letters
  expect(meantWord('malayssia', known)).toBe('malaysia')
  expect(meantWord('boatt', known)).toBe('boats')
  expect(meantWord('bot', known)).toBeUndefined()
})

test('a word is never put right to itself, nor to one that is further than allowed', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcd'), minLength: 1, maxLength: 10 })
  fc.assert(fc.property(word, fc.array(word, { maxLength: 20 }), (given, words) => {
    const meant = meantWord(given, words.map((one) => [one, 1] as const))
    if (meant === undefined) return
    expect(words).toContain(meant)
    expect(meant).not.toBe(given)
    expect(Math.abs(meant.length - given.length)).toBeLessThanOrEqual(mostWrong(given))
  }), { seed: 20261121, numRuns: 1000 })
})
