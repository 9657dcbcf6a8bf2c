import { expect, test } from 'vitest'
import { afterWriting, blockOf, step } from './grid-model.ts'
import { searchCodes } from './code-search.ts'

const size = { rows: 10, cols: 4 }
const go = (key: string, row: number, col: number, options: Partial<{ ctrl: boolean; shift: boolean; isRtl: boolean }> = {}) => step(key, { row, col }, size, { ctrl: false, shift: false, page: 5, isRtl: false, ...options })

test('arrows and pages stay in the grid', () => {
  expect(go('ArrowUp', 0, 1)).toEqual({ row: 0, col: 1 })
  expect(go('ArrowDown', 9, 1)).toEqual({ row: 9, col: 1 })
  expect(go('ArrowDown', 2, 1, { ctrl: true })).toEqual({ row: 9, col: 1 })
  expect(go('PageDown', 7, 1)).toEqual({ row: 9, col: 1 })
  expect(go('ArrowRight', 3, 3)).toEqual({ row: 3, col: 3 })
  expect(go('Home', 3, 3, { ctrl: true })).toEqual({ row: 0, col: 0 })
  expect(go('x', 3, 3)).toBeUndefined()
})

test('left is left in every script', () => {
  expect(go('ArrowLeft', 3, 1)).toEqual({ row: 3, col: 0 })
  expect(go('ArrowLeft', 3, 1, { isRtl: true })).toEqual({ row: 3, col: 2 })
})

test('Tab goes from cell to cell, and leaves at the ends', () => {
  expect(go('Tab', 3, 3)).toEqual({ row: 4, col: 0 })
  expect(go('Tab', 3, 0, { shift: true })).toEqual({ row: 2, col: 3 })
  expect(go('Tab', 9, 3)).toBeUndefined()
  expect(go('Tab', 0, 0, { shift: true })).toBeUndefined()
})

test('after writing the cursor moves on', () => {
  expect(afterWriting('down', { row: 9, col: 2 }, { ...size, rows: 11 })).toEqual({ row: 10, col: 2 })
  expect(afterWriting('right', { row: 1, col: 3 }, size)).toEqual({ row: 2, col: 0 })
  expect(afterWriting('stay', { row: 1, col: 3 }, size)).toEqual({ row: 1, col: 3 })
})

test('a block is the same from either corner', () => {
  expect(blockOf({ at: { row: 1, col: 3 }, anchor: { row: 4, col: 0 } })).toEqual({ top: 1, bottom: 4, left: 0, right: 3 })
})

test('codes are found by code, by name and by other names, the closest first', () => {
  const options = [{ id: 'PRK', name: 'Corée du Nord', also: ['North Korea'] }, { id: 'NOR', name: 'Norvège', also: ['Norway'] }, { id: 'KOR', name: 'Corée du Sud' }]
  expect(searchCodes(options, 'nor').map((option) => option.id)).toEqual(['NOR', 'PRK'])
  expect(searchCodes(options, 'coree').map((option) => option.id)).toEqual(['PRK', 'KOR'])
  expect(searchCodes(options, 'prk').map((option) => option.id)).toEqual(['PRK'])
  expect(searchCodes(options, 'coreedu').map((option) => option.id)).toEqual(['PRK', 'KOR'])
  expect(searchCodes(options, 'zz')).toEqual([])
  expect(searchCodes(options, '')).toHaveLength(3)
})
