import { expect, test } from 'vitest'
import { periodsIn } from './time.ts'

const sorted = (text: string) => periodsIn(text)?.toSorted()

test('a year takes in its months, its quarters and itself', () => {
  expect(periodsIn('2023')).toHaveLength(12 + 4 + 1)
  expect(periodsIn('2023')).toEqual(expect.arrayContaining(['2023-01', '2023-12', '2023-Q1', '2023-Q4', '2023']))
})

test('a quarter takes in its months and itself, a month only itself', () => {
  expect(sorted('2023-Q2')).toEqual(['2023-04', '2023-05', '2023-06', '2023-Q2'])
  expect(sorted('2023-07')).toEqual(['2023-07'])
})

test('a range takes in what lies wholly in it, both ends included', () => {
  expect(sorted('2022-11..2023-03')).toEqual(['2022-11', '2022-12', '2023-01', '2023-02', '2023-03', '2023-Q1'])
  expect(sorted('2022-12..2022-12')).toEqual(['2022-12'])
  expect(periodsIn('2020-01..2023-12')).toHaveLength(48 + 16 + 4)
  expect(sorted('2022-Q4..2023')?.filter((p) => p.length === 4)).toEqual(['2023'])
})

test('what is no period, runs backwards or never ends is refused', () => {
  for (const text of ['', '2023-13', '2023-Q5', '23', '2023..', '..2023', '2023..2022', '2020..2021..2022', '0001..9999', '2023-1', ' 2023']) expect(periodsIn(text), text).toBeUndefined()
  expect(periodsIn('9999')).toHaveLength(17)
})
