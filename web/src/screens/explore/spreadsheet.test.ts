import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { FORMULAS, runs } from '@openvrs/core/query/trial-formulas.ts'
import type { Answer } from './shape.ts'
import { rowsOf, workbookOf } from './spreadsheet.ts'

const answer: Answer = { dataflow: 'FLOW', as_of: '2026-11-21T00:00:00Z', definitions: [], columns: ['ref_area', 'value'], rows: [['THA', 5], ['KHM', null], ['LAO', -2]] }
const named = (code: (code: string) => string) => ({ dimension: (id: string) => `the ${id}`, code: (_: string, id: string) => code(id), codes: () => [], regions: () => [] })

test('a spreadsheet has codes beside their names; what is not available is empty, not 0', () => {
  expect(rowsOf(answer, named((code) => `name of ${code}`), 'Figure')).toEqual([['REF_AREA', 'the REF_AREA', 'Figure'], ['THA', 'name of THA', 5], ['KHM', 'name of KHM', null], ['LAO', 'name of LAO', -2]])
})

describe('security 17: a spreadsheet that is opened again', () => {
  test('has no formula, whatever the names and the notes of states are', async () => {
    const hostile = FORMULAS
    const bytes = await workbookOf({ answer, names: named((code) => `=HYPERLINK("${code}")`), value: '=Figure', sheets: { figures: 'FLOW', notes: 'Notes' }, notes: hostile.map((text) => [text, text]), isRightToLeft: false })
    const { sheets } = await readXlsx(bytes)
    expect(sheets.flatMap((sheet) => [...(sheet.cells?.values() ?? [])]).filter((cell) => cell.formula !== undefined)).toEqual([])
    const texts = sheets.flatMap(({ rows }) => rows.flat()).filter((cell) => typeof cell === 'string')
    expect(texts).toContain(`'=HYPERLINK("THA")`)
    expect(texts.filter(runs)).toEqual([])
    expect(sheets[0]!.rows.flat()).toContain(-2)
    expect(sheets[1]!.rows).toHaveLength(hostile.length)
  })
})
