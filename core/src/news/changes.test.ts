import { expect, test } from 'vitest'
import { changesSince, usesSince, type Shown, type Sight } from './changes.ts'

const shown = (part: Partial<Shown> = {}): Shown => ({ dataflow: 'VRS_DETECT', freq: 'M', member: 'MYS', periods: 3, first: '2026-07', last: '2026-09', version: 'a', ...part })
const sight = (...all: readonly Shown[]): Sight => ({ shown: all, uses: [] })
const kinds = (before: Sight, now: Sight) => changesSince(before, now).map(({ member, kind, periods }) => `${member} ${kind} ${periods}`)

test('of whoever was not there before everything is new', () => {
  expect(kinds(sight(), sight(shown()))).toEqual(['MYS first 3'])
  expect(kinds(sight(shown()), sight(shown(), shown({ member: 'THA' }), shown({ freq: 'Q', last: '2026-Q3' })))).toEqual(['THA first 3', 'MYS first 3'])
})

test('a later period is more, also where an early one was taken back; a period in between is more; the same again is nothing', () => {
  expect(kinds(sight(shown()), sight(shown({ periods: 4, last: '2026-10', version: 'b' })))).toEqual(['MYS more 1'])
  expect(kinds(sight(shown()), sight(shown({ periods: 3, first: '2026-08', last: '2026-10', version: 'b' })))).toEqual(['MYS more 0'])
  expect(kinds(sight(shown()), sight(shown({ periods: 4, first: '2026-06', version: 'b' })))).toEqual(['MYS more 1'])
  expect(kinds(sight(shown()), sight(shown()))).toEqual([])
})

test('another version of the same periods is newer', () => {
  expect(kinds(sight(shown()), sight(shown({ version: 'b' })))).toEqual(['MYS newer 0'])
})

test('what was taken back is told by nothing: neither all of it, nor a part', () => {
  expect(kinds(sight(shown(), shown({ member: 'THA' })), sight(shown({ member: 'THA' })))).toEqual([])
  expect(kinds(sight(shown()), sight(shown({ periods: 2, last: '2026-08', version: 'b' })))).toEqual([])
})

test('a use is told of when its count grew', () => {
  const use = (count: number, action: 'query' | 'export' = 'query') => ({ member: 'MYS', dataflow: 'VRS_DETECT', action, count })
  const seen = { shown: [], uses: [use(2)] }
  expect(usesSince(seen, seen)).toEqual([])
  expect(usesSince(seen, { shown: [], uses: [use(3), use(1, 'export')] })).toEqual([use(3), use(1, 'export')])
})
