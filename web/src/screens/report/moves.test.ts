import { expect, test } from 'vitest'
import { firstOf, typedOn, type Typing } from './moves.ts'

const columns = [{ id: 'INDICATOR' }, { id: 'UNIT_MEASURE' }, { id: 'CITIZENSHIP' }, { id: 'SEX' }, { id: 'OBS_VALUE' }, { id: 'LAST', isFixed: true }, { id: 'OBS_STATUS' }].map((column) => ({ name: column.id, width: 5, ...column }))
const codes = ['INDICATOR', 'UNIT_MEASURE', 'CITIZENSHIP', 'SEX']
const typing = (figures: number, more: Partial<Typing> = {}): Typing => ({ columns, codes, rows: 3, has: (row, column) => column === 'OBS_VALUE' && row < figures, needsCount: false, ...more })

test('Enter leads through the codes of a row to its figure, and from the figure down', () => {
  expect(typedOn('down', { row: 3, col: 2 }, typing(3))).toEqual({ row: 3, col: 3 })
  expect(typedOn('down', { row: 3, col: 3 }, typing(3))).toEqual({ row: 3, col: 4 })
  expect(typedOn('down', { row: 1, col: 4 }, typing(3))).toBeUndefined()
  expect(typedOn('down', { row: 1, col: 2 }, typing(3))).toBeUndefined()
})

test('at the end the next row begins where its codes begin to differ', () => {
  expect(typedOn('down', { row: 3, col: 4 }, typing(3))).toEqual({ row: 4, col: 2 })
  expect(typedOn('right', { row: 2, col: 4 }, typing(2))).toEqual({ row: 3, col: 2 })
  expect(typedOn('right', { row: 1, col: 4 }, typing(3))).toEqual({ row: 1, col: 6 })
  expect(firstOf(columns, ['INDICATOR'])).toBe(0)
  expect(firstOf(columns, [])).toBe(4)
})

test('where observations are asked for they follow the figure', () => {
  const counted = typing(3, { columns: [...columns.slice(0, 5), { id: 'N_OBS', name: 'N', width: 5 }], needsCount: true })
  expect(typedOn('down', { row: 1, col: 4 }, counted)).toEqual({ row: 1, col: 5 })
  expect(typedOn('down', { row: 1, col: 5 }, counted)).toEqual({ row: 2, col: 4 })
  expect(typedOn('right', { row: 2, col: 5 }, counted)).toEqual({ row: 3, col: 2 })
})

test('what is shown only is passed over, and the edges are left to the grid', () => {
  expect(typedOn('left', { row: 1, col: 6 }, typing(3))).toEqual({ row: 1, col: 4 })
  expect(typedOn('right', { row: 1, col: 6 }, typing(3))).toBeUndefined()
})
