import { expect, test } from 'vitest'
import type { Marked } from './mark.ts'
import { markAfter } from './walk.ts'

const mark = (column?: number): Marked => ({ codes: {}, head: '', lines: [], ...(column === undefined ? {} : { column }) })
/** Two rows: of the first the first cell is missing. */
const cells = [mark(1), mark(2), mark(0), mark(1), mark(2)]
const lines = [mark(), mark(), mark()]

test.each([
  ['through all in their order', 'ArrowRight', 1, 2], ['and back', 'ArrowLeft', 2, 1], ['down within a column', 'ArrowDown', 0, 3], ['and up', 'ArrowUp', 4, 1], ['to the first', 'Home', 3, 0], ['to the last', 'End', 0, 4],
  ['no further than the last', 'ArrowRight', 4, undefined], ['or the first', 'ArrowLeft', 0, undefined], ['nor below a column', 'ArrowDown', 3, undefined], ['by no other key', 'a', 1, undefined],
])('marks in columns are walked %s', (_, key, from, to) => { expect(markAfter(key, from, cells)).toBe(to) })

test('marks in no columns lie in one row, which each arrow walks through', () => {
  expect(['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'].map((key) => markAfter(key, 1, lines))).toEqual([2, 2, 0, 0])
  expect(markAfter('ArrowRight', 0, [])).toBeUndefined()
})
