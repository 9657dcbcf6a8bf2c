import { expect, test } from 'vitest'
import { isStorable } from './text.ts'

test('a text without NUL and halves of characters is storable, wherever it stands', () => {
  for (const fine of ['', 'ไทย', '😀', null, undefined, 1, true, { a: ['b', { c: 'd' }] }]) expect(isStorable(fine)).toBe(true)
  for (const bad of ['a\0', '\ud83d', '\ude00x', ['a', '\0'], { a: { b: ['\ud800'] } }, { 'a\0': 1 }]) expect(isStorable(bad)).toBe(false)
})

test('however deep it is nested', () => {
  let nested: unknown = 'x\0'
  for (let i = 0; i < 100_000; i++) nested = i % 2 === 0 ? [nested] : { a: nested }
  expect(isStorable(nested)).toBe(false)
})
