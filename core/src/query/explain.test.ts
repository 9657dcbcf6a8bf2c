import { expect, test } from 'vitest'
import { explain, type Choice } from './explain.ts'

const choice = (period: string, breakdown: readonly string[] | null, rest: Partial<Choice> = {}): Choice => ({
  member: 'THA', freq: 'M', indicator: 'ENTRY', unit: 'DET', period, keys: {}, breakdown, exact: false, ...rest,
})

test('periods that follow each other and are answered alike are one line', () => {
  const told = explain([choice('2023-12', ['AGE']), choice('2024-01', ['AGE']), choice('2024-02', []), choice('2024-03', ['AGE']), choice('2024-05', ['AGE']), choice('2024-06', null)])
  expect(told.map(({ from, to, breakdown }) => [from, to, breakdown])).toEqual([
    ['2023-12', '2024-01', ['AGE']], ['2024-02', '2024-02', []], ['2024-03', '2024-03', ['AGE']], ['2024-05', '2024-05', ['AGE']], ['2024-06', '2024-06', null],
  ])
})

test('what differs in own keys alone is told once', () => {
  const told = explain(['ARRESTED', 'CONVICTED'].flatMap((STAGE) => [choice('2024-01', ['AGE'], { keys: { STAGE } }), choice('2024-02', ['AGE'], { keys: { STAGE } })]))
  expect(told).toEqual([{ member: 'THA', freq: 'M', indicator: 'ENTRY', unit: 'DET', from: '2024-01', to: '2024-02', breakdown: ['AGE'], exact: false }])
})

test('members and series are apart, in order', () => {
  const told = explain([choice('2024-01', [], { member: 'USA' }), choice('2024-Q1', [], { freq: 'Q' }), choice('2024-01', []), choice('2024-01', ['AGE'])])
  expect(told.map(({ member, freq, from, breakdown }) => [member, freq, from, breakdown])).toEqual([
    ['THA', 'M', '2024-01', []], ['THA', 'M', '2024-01', ['AGE']], ['THA', 'Q', '2024-Q1', []], ['USA', 'M', '2024-01', []],
  ])
})
