import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askOf, layoutOf, readSearch, searchOf, viewOf, type View } from './view.ts'

const DIMENSIONS = ['FREQ', 'REF_AREA', 'INDICATOR', 'UNIT_MEASURE', 'CITIZENSHIP', 'SEX', 'TIME_PERIOD']
const view = (search: Record<string, unknown>): View => viewOf(readSearch(search), DIMENSIONS)

describe('an address', () => {
  test('that says nothing is a trend by member', () => {
    expect(view({})).toMatchObject({ show: 'trend', down: ['REF_AREA'], across: 'TIME_PERIOD', only: {} })
    expect(searchOf(view({}))).toEqual({})
  })

  test('is read without what has no right form, and without what the dataflow does not have', () => {
    expect(view({ show: 'pie', down: 'SEX,NOTHING,SEX', across: 'DROP TABLE', only: 'SEX:F,M;NOTHING:X;TIME_PERIOD:2024', from: '2024-1', on: 7 })).toEqual(
      { show: 'trend', asTable: false, down: ['SEX'], across: 'TIME_PERIOD', only: { SEX: ['F', 'M'] }, from: undefined, to: undefined, on: undefined, figures: undefined })
  })

  test('holds the whole of any view', () => {
    const dimension = fc.constantFrom(...DIMENSIONS)
    const month = fc.tuple(fc.integer({ min: 2000, max: 2030 }), fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`)
    const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
    const views = fc.record({ show: fc.constantFrom('trend' as const, 'bar' as const, 'table' as const), asTable: fc.boolean(), down: fc.uniqueArray(dimension), across: some(dimension), only: fc.dictionary(fc.constantFrom('SEX', 'CITIZENSHIP'), fc.uniqueArray(fc.constantFrom('F', '_U', 'MMR'), { minLength: 1 })), from: some(month), to: some(month), on: some(month.map((m) => `${m}-01`)), figures: some(fc.constant('M.ENTRY_IRREG.DET')) })
    fc.assert(fc.property(views, (any) => {
      const whole = { ...any, down: any.down.filter((id) => id !== any.across) }
      expect(viewOf(readSearch(searchOf(whole)), DIMENSIONS)).toEqual(whole)
    }), { seed: 20261121, numRuns: 300 })
  })
})

test('a trend runs over time whatever stands across; bars are the whole of it', () => {
  expect(layoutOf(view({ across: 'SEX' }))).toEqual({ rows: ['REF_AREA', 'SEX'], across: 'TIME_PERIOD' })
  expect(layoutOf(view({ show: 'bar' }))).toEqual({ rows: ['REF_AREA'], across: undefined })
  expect(layoutOf(view({ show: 'bar', down: 'none', across: 'SEX' }))).toEqual({ rows: [], across: 'SEX' })
  expect(layoutOf(view({ show: 'table', down: 'TIME_PERIOD', across: 'SEX' }))).toEqual({ rows: ['TIME_PERIOD'], across: 'SEX' })
})

test('the question to the API is that of the view; a file is held to the figures that are drawn', () => {
  expect(askOf(view({ only: 'CITIZENSHIP:MMR,KHM', from: '2024-01', on: '2026-02-01' }))).toEqual({ by: 'REF_AREA,TIME_PERIOD', where: ['CITIZENSHIP=MMR,KHM', 'TIME_PERIOD=2024-01..2099'], as_of: '2026-02-01' })
  expect(askOf(view({ show: 'bar', down: 'none' }), 'M.*.DET')).toEqual({ where: ['FREQ=M', 'UNIT_MEASURE=DET'] })
})
