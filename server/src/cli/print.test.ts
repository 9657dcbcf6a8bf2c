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
