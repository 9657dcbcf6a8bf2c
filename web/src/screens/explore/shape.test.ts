import { describe, expect, test } from 'vitest'
import { spread } from './charts/spread.ts'
import { sourceOf } from './coverage.ts'
import { gridOf, largest, seriesOf, type Answer } from './shape.ts'
import { branchesOf } from './tree.ts'

const LAYOUT = { rows: ['REF_AREA'], columns: ['TIME_PERIOD'] }
const line = (ref_area: string, from: string, to: string, breakdown: string[] | null, freq = 'M') => ({ ref_area, freq, indicator: 'ENTRY', unit_measure: 'DET', from, to, breakdown, exact: false })
const answer: Answer = {
  dataflow: 'FLOW', as_of: '2026-11-21T00:00:00Z', definitions: [], columns: ['ref_area', 'time_period', 'freq', 'indicator', 'unit_measure', 'value'],
  rows: [['THA', '2026-01', 'M', 'ENTRY', 'DET', 5], ['THA', '2026-04', 'M', 'ENTRY', 'DET', 0], ['KHM', '2026-02', 'M', 'ENTRY', 'DET', null], ['THA', '2026', 'A', 'ENTRY', 'DET', 9]],
  explanation: [line('THA', '2026-01', '2026-01', ['SEX']), line('THA', '2026-04', '2026-04', ['SEX']), line('KHM', '2026-02', '2026-02', null), line('THA', '2026', '2026', [], 'A')],
}

describe('an answer as rows and columns', () => {
  const [monthly, yearly] = seriesOf(answer, LAYOUT)
  const grid = gridOf(answer, LAYOUT, monthly!)

  test('keeps kinds of figures apart, the fullest first', () => expect([monthly!.id, yearly!.id]).toEqual(['M.ENTRY.DET', 'A.ENTRY.DET']))

  test('has every period in between; nothing reported, not available and 0 are three things', () => {
    expect(grid.columns).toEqual(['2026-01', '2026-02', '2026-03', '2026-04'])
    expect(grid.rows).toEqual([{ codes: ['THA'], cells: [5, undefined, undefined, 0] }, { codes: ['KHM'], cells: [undefined, null, undefined, undefined] }])
  })

  test('a dimension that is among the rows is no kind of its own', () => {
    const layout = { rows: ['FREQ'], columns: ['TIME_PERIOD'] }
    expect(seriesOf(answer, layout).map(({ id }) => id)).toEqual(['*.ENTRY.DET'])
    expect(gridOf(answer, layout, seriesOf(answer, layout)[0]!).columns).toEqual(['2026-01', '2026', '2026-02', '2026-04'])
  })

  test('says whose it is, for which periods, and where some are missing', () => {
    expect(sourceOf(answer, monthly!)).toEqual({ states: ['KHM', 'THA'], from: '2026-01', to: '2026-04', periods: 4, covered: new Map([['KHM', 1], ['THA', 2]]), incomplete: ['KHM', 'THA'], breakdowns: [{ dimensions: ['SEX'], exact: false, members: ['THA'] }, { dimensions: null, exact: false, members: ['KHM'] }] })
    expect(sourceOf(answer, yearly!)).toMatchObject({ states: ['THA'], periods: 1, incomplete: [] })
  })

  test('the lines with most to show come first', () => expect(largest(grid.rows, 1)).toMatchObject({ first: [{ codes: ['THA'] }], rest: [{ codes: ['KHM'] }] }))
})

test('labels keep their distance, their order and their place on the drawing', () => {
  expect(spread([10, 100, 104, 180], 16, 300)).toEqual([10, 100, 116, 180])
  const low = spread([290, 291, 295, 299], 16, 300)
  expect(low).toEqual([252, 268, 284, 300])
})

test('a tree holds what is sought with all above it, and what is part of it', () => {
  const codes = [{ id: 'SEA', name: 'By sea' }, { id: 'SMALL', name: 'Small craft', parent: 'SEA' }, { id: 'LAND', name: 'Übers Land' }, { id: 'RAIL', name: 'Rail', parent: 'LAND' }]
  const ids = (sought: string) => branchesOf(codes, sought, 'en', []).map((branch) => [branch.id, ...branch.parts.map((part) => part.id)])
  expect(ids('')).toEqual([['SEA', 'SMALL'], ['LAND', 'RAIL']])
  expect(ids('small')).toEqual([['SEA', 'SMALL']])
  expect(ids('ubers')).toEqual([['LAND', 'RAIL']])
  expect(ids('rail')).toEqual([['LAND', 'RAIL']])
  expect(ids('nowhere')).toEqual([])
})
