import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf, groupRows, keyAt, keyOf, parseKey } from './keys.ts'
import { rowsOf, tableOf, type Column } from './table.ts'
import { detections, figure } from './trial.ts'

describe('the key of a figure', () => {
  test('is its codes in the order of the structure', () => {
    const row = figure(detections, 'CITIZENSHIP=LAO SEX=F', 1)
    expect(keyOf(detections, row.key)).toBe('M.THA.ENTRY_IRREG.DET.LAO.F._T._T._T._T.2024-01')
    expect(keyAt(columnsOf(tableOf(detections, [row]), detections), 0)).toBe(keyOf(detections, row.key))
  })

  test('leads back to the codes, also to wrong ones', () => {
    const code = fc.oneof(fc.string({ unit: fc.constantFrom('.', '%', '2', 'E', '5', 'A'), maxLength: 6 }), fc.string())
    fc.assert(fc.property(fc.tuple(...detections.dimensions.map(() => code)), (codes) => {
      const key = Object.fromEntries(detections.dimensions.map((d, i) => [d.id, codes[i]!]))
      expect(parseKey(detections, keyOf(detections, key))).toEqual(key)
    }), { seed: 1, numRuns: 500 })
  })

  test('of another number of parts is none', () => expect(parseKey(detections, 'M.THA')).toBeUndefined())
})

describe('groups', () => {
  /** Lists so long that three of them together pass 2^53. */
  const lists = new Map([1, 2, 3, 1 << 20].map((size) => [size, new Array<string>(size).fill('')]))
  const anyColumn = (rows: number) => fc.constantFrom(...lists.keys()).chain((size) =>
    fc.array(fc.nat({ max: Math.min(size, 3) - 1 }), { minLength: rows, maxLength: rows }).map((at): Column => ({ codes: lists.get(size)!, at: Uint32Array.from(at) })))
  const anyTable = fc.integer({ min: 0, max: 40 }).chain((rows) => fc.tuple(fc.constant(rows), fc.array(anyColumn(rows), { maxLength: 8 })))

  test('hold the rows that are equal in every column, numbered as they come, however many codes there are', () => {
    fc.assert(fc.property(anyTable, ([rows, columns]) => {
      const texts = Array.from({ length: rows }, (_, row) => columns.map((c) => c.at[row]).join())
      const distinct = [...new Set(texts)]
      const groups = groupRows(columns, rows)
      expect([...groups.of]).toEqual(texts.map((t) => distinct.indexOf(t)))
      expect(groups.count).toBe(distinct.length)
    }), { seed: 2 })
  })

  test('of some rows are those of a table of these rows', () => {
    const table = tableOf(detections, ['SEX=F', 'SEX=M', 'SEX=F', 'SEX=_T'].map((codes) => figure(detections, codes, 1)))
    const { of, count } = groupRows(columnsOf(table, detections), Uint32Array.of(3, 0, 2))
    expect([[...of], count, [...rowsOf(table)].length]).toEqual([[0, 1, 1], 2, 4])
  })
})
