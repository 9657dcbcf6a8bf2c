import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headOf, readBlock, writeBlock } from './clipboard.ts'

test('cells come back as they were copied, whatever is in them', () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\r', '').trim())
  fc.assert(fc.property(fc.array(fc.tuple(fc.constant('x'), cell, cell, fc.constant('y')), { minLength: 1, maxLength: 5 }), (rows) => {
    fc.pre(rows.every((row) => row.every((text) => !text.startsWith('"') || /["\t\n]/.test(text))))
    expect(readBlock(writeBlock(rows))).toEqual(rows)
  }), { seed: 3 })
})

test('a block as a spreadsheet writes it', () => {
  expect(readBlock('A\tB\r\n"two\nlines"\t"a ""word"""\r\n')).toEqual([['A', 'B'], ['two\nlines', 'a "word"']])
  expect(readBlock('1\t\n\t2')).toEqual([['1', ''], ['', '2']])
  expect(readBlock('')).toEqual([])
})

test('a first row that names columns is a head; one that holds figures is not', () => {
  const columns = [{ id: 'CITIZENSHIP', names: ['Citizenship', 'Nationalité'] }, { id: 'OBS_VALUE', names: ['Figure'] }]
  expect(headOf([['nationalite', 'figure'], ['KHM', '4']], columns)).toEqual(['CITIZENSHIP', 'OBS_VALUE'])
  expect(headOf([['KHM', '4'], ['LAO', '5']], columns)).toBeUndefined()
  expect(headOf([['figure', 'figure'], ['1', '4']], columns)).toBeUndefined()
  expect(headOf([['Citizenship', 'Figure']], columns)).toBeUndefined()
})
