import { expect, test } from 'vitest'
import { askedOf, isNarrowed, searchOf, toggled } from './asked.ts'

test('what is asked stands in the address and is read from it again', () => {
  const asked = askedOf({ q: ' boats ', kind: 'series,place,series', member: 'THA', year: '', language: '<script>' })
  expect(asked).toEqual({ words: 'boats', chosen: { kind: ['series', 'place'], member: ['THA'] } })
  expect(askedOf(searchOf(asked))).toEqual(asked)
  expect(isNarrowed(asked)).toBe(true)
  expect(isNarrowed(askedOf({ q: 'x' }))).toBe(false)
})

test('a value is chosen, and chosen no longer', () => {
  const once = toggled(askedOf({ q: 'boats' }), 'member', 'KHM')
  expect(once.chosen).toEqual({ member: ['KHM'] })
  expect(searchOf(toggled(once, 'member', 'KHM'))).toEqual({ q: 'boats' })
})
