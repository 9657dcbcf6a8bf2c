import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MEASURES } from '@openvrs/core/query/measure.ts'
import { askOf, canMake, layoutOf, makingOf, readSearch, searchOf, viewOf, type View } from './view.ts'

const DIMENSIONS = ['FREQ', 'REF_AREA', 'INDICATOR', 'UNIT_MEASURE', 'CITIZENSHIP', 'SEX', 'TIME_PERIOD']
const view = (search: Record<string, unknown>): View => viewOf(readSearch(search), DIMENSIONS)

describe('an address', () => {
  test('that says nothing is a trend by member', () => {
    expect(view({})).toMatchObject({ show: 'trend', down: ['REF_AREA'], across: ['TIME_PERIOD'], only: {}, measure: 'sum' })
    expect(searchOf(view({}))).toEqual({})
  })

  test('is read without what has no right form, and without what the dataflow does not have', () => {
    expect(view({ show: 'pie', down: 'SEX,NOTHING,SEX', across: 'DROP TABLE', only: 'SEX:F,M;NOTHING:X;TIME_PERIOD:2024', from: '2024-1', on: 7, measure: 'mean', within: 'SEX,NOTHING', roll: 'W', top: 'NOTHING:5', regions: 'SEX:X;NOTHING:Y', totals: 'yes' })).toEqual(
      { show: 'trend', asTable: false, down: ['SEX'], across: ['TIME_PERIOD'], only: { SEX: ['F', 'M'] }, from: undefined, to: undefined, on: undefined, figures: undefined, measure: 'sum', within: ['SEX'], rollUp: undefined, top: undefined, regions: { SEX: 'X' }, totals: false })
  })

  test('holds the whole of any view', () => {
    const dimension = fc.constantFrom(...DIMENSIONS)
    const month = fc.tuple(fc.integer({ min: 2000, max: 2030 }), fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`)
    const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
    const views = fc.record({ show: fc.constantFrom('trend' as const, 'bar' as const, 'table' as const), asTable: fc.boolean(), down: fc.uniqueArray(dimension), across: fc.uniqueArray(dimension), only: fc.dictionary(fc.constantFrom('SEX', 'CITIZENSHIP'), fc.uniqueArray(fc.constantFrom('F', '_U', 'MMR'), { minLength: 1 })), from: some(month), to: some(month), on: some(month.map((m) => `${m}-01`)), figures: some(fc.constant('M.ENTRY_IRREG.DET')),
      measure: fc.constantFrom(...MEASURES), within: fc.uniqueArray(dimension), rollUp: fc.constantFrom(undefined, 'Q' as const, 'A' as const), top: some(fc.record({ dimension, count: fc.integer({ min: 1, max: 999 }) })), regions: fc.dictionary(fc.constantFrom('CITIZENSHIP'), fc.constant('CL_M49_REGION')), totals: fc.boolean() })
    fc.assert(fc.property(views, (any) => {
      const whole = { ...any, down: any.down.filter((id) => !any.across.includes(id)) }
      expect(viewOf(readSearch(searchOf(whole)), DIMENSIONS)).toEqual(whole)
    }), { seed: 20261121, numRuns: 300 })
  })
})

test('a trend runs over time whatever stands across; bars are the whole of it', () => {
  expect(layoutOf(view({ across: 'SEX' }))).toEqual({ rows: ['REF_AREA', 'SEX'], columns: ['TIME_PERIOD'] })
  expect(layoutOf(view({ show: 'bar' }))).toEqual({ rows: ['REF_AREA'], columns: [] })
  expect(layoutOf(view({ show: 'bar', down: 'none', across: 'SEX' }))).toEqual({ rows: [], columns: ['SEX'] })
  expect(layoutOf(view({ show: 'table', down: 'TIME_PERIOD', across: 'SEX' }))).toEqual({ rows: ['TIME_PERIOD'], columns: ['SEX'] })
})

test('the question to the API is that of the view; a file is held to the figures that are drawn', () => {
  expect(askOf(view({ only: 'CITIZENSHIP:MMR,KHM', from: '2024-01', on: '2026-02-01' }))).toEqual({ by: 'REF_AREA,TIME_PERIOD', where: ['CITIZENSHIP=MMR,KHM', 'TIME_PERIOD=2024-01..2099'], as_of: '2026-02-01' })
  expect(askOf(view({ show: 'bar', down: 'none' }), 'M.*.DET')).toEqual({ where: ['FREQ=M', 'UNIT_MEASURE=DET'] })
})

test('what is made of the figures is asked for where it can be made of what is drawn', () => {
  const asked = (search: Record<string, unknown>) => askOf(view({ down: 'REF_AREA,CITIZENSHIP', ...search }))
  expect(asked({ measure: 'share', within: 'REF_AREA', roll: 'Q', top: 'CITIZENSHIP:5', regions: 'CITIZENSHIP:CL_M49_REGION;REF_AREA:ASEAN' })).toEqual(
    { by: 'REF_AREA,CITIZENSHIP,TIME_PERIOD', where: [], measure: 'share', over: ['CITIZENSHIP'], roll_up: 'Q', top: 'CITIZENSHIP=5', regions: ['CITIZENSHIP=CL_M49_REGION', 'REF_AREA=ASEAN'] })
  expect(asked({ show: 'bar', measure: 'change', roll: 'Q', top: 'SEX:5', regions: 'SEX:X' })).toEqual({ by: 'REF_AREA,CITIZENSHIP', where: [] })
  expect(asked({ measure: 'rank', within: 'REF_AREA,CITIZENSHIP' })).toEqual({ by: 'REF_AREA,CITIZENSHIP,TIME_PERIOD', where: [], measure: 'rank' })
  expect([canMake(view({ show: 'bar' }), 'change'), canMake(view({ down: 'none' }), 'share'), makingOf(view({ down: 'none', measure: 'share' })).measure]).toEqual([false, false, 'sum'])
})
