import { describe, expect, test } from 'vitest'
import { cellsOf, FORMULAS, runs } from '@openvrs/core/query/trial-formulas.ts'
import { printTable } from './print.ts'

describe('security 17: what a command prints for a spreadsheet', () => {
  test('is run nowhere, whatever people called their units or wrote in comments', () => {
    const rows = FORMULAS.map((name, at) => ({ name, rows: at - 5, words: `${name}\n${name}` }))
    const cells = cellsOf(printTable({ columns: ['name', 'rows', 'words'], rows }, 'csv'))
    expect(cells.length).toBeGreaterThan(FORMULAS.length * 3)
    expect(cells.filter(runs)).toEqual([])
    expect(cells).toContain('-5')
  })
})

test('a table is as wide as its longest cells, at as many rows as an answer may have', () => {
  const rows = Array.from({ length: 200_000 }, (_, at) => ({ at }))
  const lines = printTable({ columns: ['at'], rows }, 'table').trimEnd().split('\n')
  expect([lines.length, lines[1], lines.at(-1)]).toEqual([200_001, '     0', '199999'])
})
