import { expect, test } from 'vitest'
import { lackOf } from './ways.tsx'

test.each([
  [{ factor: true, password: true }, undefined],
  [{ factor: true, password: false }, 'password'],
  [{ factor: false, password: false }, 'factor'],
  [{ factor: false, password: true }, 'factor'],
] as const)('%o lacks %s', (ways, lacking) => {
  expect(lackOf(ways)).toBe(lacking)
})
