import { expect, test } from 'vitest'
import { lackOf, remedyOf } from './ways.tsx'

test.each([
  [{ factor: true, password: true }, undefined],
  [{ factor: true, password: false }, 'password'],
  [{ factor: false, password: false }, 'factor'],
  [{ factor: false, password: true }, 'factor'],
] as const)('%o lacks %s', (ways, lacking) => {
  expect(lackOf(ways)).toBe(lacking)
})

test.each([
  [{ password: true, provider: true, passkey: true }, 'password'],
  [{ password: false, provider: true, passkey: true }, 'provider'],
  [{ password: false, provider: false, passkey: true }, 'passkey'],
  [{ password: false, provider: false, passkey: false }, 'ends'],
] as const)('who signs in by %o is told to change their %s', (ways, remedy) => {
  expect(remedyOf(ways)).toBe(remedy)
})
