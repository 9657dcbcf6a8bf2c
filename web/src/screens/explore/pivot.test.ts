import { describe, expect, test } from 'vitest'
import { beneath } from './beneath.ts'
import type { Names } from './names.ts'
import { byColumn, pivotOf, underHeads } from './pivot.ts'
import { slotsOf } from './pivot-size.ts'
import { seriesOf, type Answer } from './shape.ts'
import { layoutOf, readSearch, viewOf } from './view.ts'

const DIMENSIONS = ['REF_AREA', 'CITIZENSHIP', 'SEX', 'TIME_PERIOD', 'FREQ', 'INDICATOR', 'UNIT_MEASURE']
const view = (search: Record<string, unknown>) => viewOf(readSearch({ show: 'table', ...search }), DIMENSIONS)
const named: { readonly [code: string]: string } = { THA: 'Thailand', KHM: 'Cambodia', MMR: 'Myanmar', _REST: 'All others' }
const names: Names = {
  dimension: String, code: (_, id) => named[id] ?? id, regions: () => [],
  codes: (dimension) => (dimension === 'CITIZENSHIP' ? ['MMR', 'KHM', 'LAO', 'VNM', '_T', '_U'].map((id) => ({ id, name: id })) : []),
}
const line = (ref_area: string, breakdown: string[]) => ({ ref_area, freq: 'M', indicator: 'ENTRY', unit_measure: 'DET', from: '2026-01', to: '2026-04', breakdown, exact: false })
const row = (member: string, citizenship: string, sex: string, period: string, value: number | null) => [member, citizenship, sex, period, 'M', 'ENTRY', 'DET', value]
const answer: Answer = {
  dataflow: 'FLOW', as_of: '2026-11-21T00:00:00Z', definitions: [], columns: ['ref_area', 'citizenship', 'sex', 'time_period', 'freq', 'indicator', 'unit_measure', 'value'],
  rows: [row('THA', '_REST', 'F', '2026-01', 5), row('THA', 'MMR', 'F', '2026-03', 7), row('KHM', 'MMR', 'M', '2026-01', null)], explanation: [line('THA', ['CITIZENSHIP', 'SEX']), line('KHM', ['TRANSPORT'])],
}

describe('rows and columns of several dimensions', () => {
  const asked = view({ down: 'REF_AREA,CITIZENSHIP', across: 'SEX,TIME_PERIOD' })
  const pivot = pivotOf(answer, layoutOf(asked), seriesOf(answer, layoutOf(asked))[0]!, names, 'en')

  test('stand by name, the rest last; every period stands under each code', () => {
    expect(pivot.rows).toEqual([['KHM', 'MMR'], ['THA', 'MMR'], ['THA', '_REST']])
    expect(pivot.columns.map((codes) => codes.join(' '))).toEqual(['F 2026-01', 'F 2026-02', 'F 2026-03', 'M 2026-01', 'M 2026-02', 'M 2026-03'])
  })

  test('meet in a figure, in one that is not available, or in nothing', () => {
    expect([pivot.at(2, 0), pivot.at(1, 2), pivot.at(0, 3), pivot.at(0, 0)]).toEqual([{ value: 5 }, { value: 7 }, { value: null }, undefined])
  })

  test('are sorted by a column, what has no figure last', () => {
    const by = (column: number, descending: boolean) => byColumn(pivot, (at) => pivot.at(at, column)?.value, descending)
    expect([by(0, true), by(3, false)]).toEqual([[2, 0, 1], [0, 1, 2]])
  })

  test('have heads where outer codes change', () => {
    expect(underHeads(pivot.rows).map((one) => (one.kind === 'head' ? one.line.join() : one.row))).toEqual(['KHM', 0, 'THA', 1, 2])
    expect(underHeads([['A', 'B', 'C'], ['A', 'D', 'C']]).map((one) => (one.kind === 'head' ? one.line.join() : one.row))).toEqual(['A', 'A,B', 0, 'A,D', 1])
  })

  test('tell how much of a stretch of time is there', () => {
    const rolled: Answer = { ...answer, columns: [...answer.columns.slice(0, -1), 'periods', 'periods_of', 'value'], rows: [[...row('THA', 'MMR', 'F', '2026-Q1', 0).slice(0, -1), 2, 3, null]] as Answer['rows'] }
    expect(pivotOf(rolled, layoutOf(asked), seriesOf(rolled, layoutOf(asked))[0]!, names, 'en').at(0, 0)).toEqual({ value: null, periods: { there: 2, of: 3 } })
  })
})

test('only what is in sight is drawn, with the room of the rest', () => {
  expect(slotsOf([0, 4, 5], 9, 10)).toEqual([{ at: 0 }, { room: 30, after: 1 }, { at: 4 }, { at: 5 }, { room: 30, after: 6 }])
  expect(slotsOf([0, 1], 2, 10)).toEqual([{ at: 0 }, { at: 1 }])
})

describe('beneath a mark', () => {
  const seen = (search: Record<string, unknown>, derivation?: Partial<NonNullable<Answer['derivation']>>) => {
    const asked = view(search)
    const told = derivation ? { ...answer, derivation: { measure: 'sum' as const, unit: 'figure' as const, over: [], roll_up: null, top: null, regions: [], whole: 'seen' as const, ...derivation } } : answer
    return { view: asked, answer: told, series: { id: 'M.ENTRY.DET', freq: 'M', indicator: 'ENTRY', unit: 'DET', rows: 1 }, names }
  }

  test('are its codes in its month, by the breakdown that answered', () => {
    expect(beneath(seen({ down: 'REF_AREA', only: 'SEX:F,M' }))({ REF_AREA: 'THA', TIME_PERIOD: '2026-01' })).toEqual(
      { show: 'table', down: 'CITIZENSHIP,SEX', across: 'none', only: 'SEX:F,M;REF_AREA:THA', from: '2026-01', to: '2026-01', figures: 'M.ENTRY.DET' })
    expect(beneath(seen({ down: 'CITIZENSHIP' }))({ CITIZENSHIP: 'MMR' })).toMatchObject({ down: 'REF_AREA,SEX,TRANSPORT', only: 'CITIZENSHIP:MMR' })
  })

  test('of a stretch of time are all its months; of a change those that it compares', () => {
    expect(beneath(seen({ roll: 'Q' }))({ REF_AREA: 'THA', TIME_PERIOD: '2026-Q1' })).toMatchObject({ from: '2026-01', to: '2026-03' })
    expect(beneath(seen({ measure: 'year_change' }))({ REF_AREA: 'THA', TIME_PERIOD: '2026-03' })).toMatchObject({ from: '2025-03', to: '2026-03' })
    expect(beneath(seen({ measure: 'rolling_year' }))({ TIME_PERIOD: '2026-03' })).toMatchObject({ from: '2025-04', to: '2026-03' })
  })

  test('of a region are its areas, of the rest all that is not shown by itself', () => {
    const regions = [{ dimension: 'CITIZENSHIP', regions: [{ id: 'MEKONG', areas: ['KHM', 'LAO'] }] }]
    expect(beneath(seen({ down: 'CITIZENSHIP', only: 'CITIZENSHIP:LAO,VNM' }, { regions }))({ CITIZENSHIP: 'MEKONG' })).toMatchObject({ only: 'CITIZENSHIP:LAO' })
    expect(beneath(seen({ down: 'CITIZENSHIP', top: 'CITIZENSHIP:1' }))({ CITIZENSHIP: '_REST' })).toMatchObject({ only: 'CITIZENSHIP:KHM,LAO,VNM,_U' })
  })
})
