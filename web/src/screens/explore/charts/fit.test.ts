import { describe, expect, test } from 'vitest'
import type { Collection, Flow } from '../names.ts'
import { readSearch, viewOf, type View } from '../view.ts'
import { areasOf, lackOf, showsOf } from './fit.ts'
import { layoutOf } from './layout.ts'

const list = (id: string, annotated: boolean) => ({ id, name: { en: id }, exclusive: true, codes: [{ id: 'THA', name: { en: 'Thailand' }, ...(annotated ? { annotations: { m49: '764' } } : {}) }] })
const collection = { codelists: [list('CL_AREA', true), list('CL_CITIZENSHIP', true), list('CL_OTHER', false)] } as unknown as Collection
const LISTS: { readonly [id: string]: string } = { REF_AREA: 'CL_AREA', CITIZENSHIP: 'CL_CITIZENSHIP', COUNTERPART_AREA: 'CL_AREA', ORIGIN_AREA: 'CL_AREA', DEST_AREA: 'CL_AREA' }
const dimension = (id: string) => ({
  id, name: { en: id }, totals: [], role: ['ORIGIN_AREA', 'DEST_AREA', 'STAT'].includes(id) ? 'key' : 'optional',
  representation: id === 'ROUTE_ID' ? { kind: 'register', register: 'route' } : id === 'TIME_PERIOD' ? { kind: 'period' } : { kind: 'codelist', list: LISTS[id] ?? 'CL_OTHER' },
})
const flowOf = (ids: string, over: 'all' | 'none' = 'all') => ({ id: 'FLOW', dimensions: ['FREQ', 'REF_AREA', 'INDICATOR', 'UNIT_MEASURE', ...ids.split(' '), 'TIME_PERIOD'].map(dimension), indicators: [{ id: 'ENTRY', additivity: { over } }] }) as unknown as Flow
const detections = flowOf('CITIZENSHIP SEX AGE ROUTE_ID COUNTERPART_AREA')
const prices = flowOf('ORIGIN_AREA DEST_AREA STAT', 'none')
const legs = flowOf('ROUTE_ID LEG_NO FROM_PLACE TO_PLACE')
const view = (search: Record<string, string>, flow = detections): View => viewOf(readSearch(search), flow.dimensions.map(({ id }) => id))
const after = (search: Record<string, string>, flow = detections): View => ({ ...view(search, flow), ...lackOf(view(search, flow), collection, flow)!.change })

describe('ways of drawing', () => {
  test('are those that the figures can be drawn in at all', () => {
    expect(areasOf(collection, detections)).toEqual(['REF_AREA', 'CITIZENSHIP', 'COUNTERPART_AREA'])
    expect(showsOf(collection, detections)).toEqual(['trend', 'bar', 'table', 'panels', 'heat', 'map', 'corridors', 'routes', 'ages'])
    expect(showsOf(collection, prices)).toEqual(['trend', 'bar', 'table', 'panels', 'heat', 'prices'])
    expect(showsOf(collection, legs)).not.toContain('ages')
  })

  test.each([
    ['map', 'chart.lacks.map', ['CITIZENSHIP', 'REF_AREA'], detections], ['corridors', 'chart.lacks.corridors', ['CITIZENSHIP', 'REF_AREA'], detections], ['ages', 'chart.lacks.ages', ['AGE', 'SEX'], detections],
    ['routes', 'chart.lacks.routes', ['CITIZENSHIP', 'ROUTE_ID', 'REF_AREA'], detections], ['prices', 'chart.lacks.prices', ['ORIGIN_AREA', 'DEST_AREA'], prices], ['routes', 'chart.lacks.legs', ['LEG_NO', 'FROM_PLACE', 'TO_PLACE'], legs],
  ] as const)('%s says what it lacks (%s), and the change that it offers is enough', (show, says, by, flow) => {
    expect(lackOf(view({ show }, flow), collection, flow)).toMatchObject({ says, by })
    expect(lackOf(after({ show }, flow), collection, flow)).toBeUndefined()
  })

  test('of amounts want figures themselves, not shares of them', () => {
    const shares = { show: 'map', down: 'CITIZENSHIP,REF_AREA', measure: 'share' }
    expect(lackOf(view(shares), collection, detections)).toMatchObject({ says: 'chart.lacks.figures', change: { measure: 'sum' } })
    expect(lackOf(after(shares), collection, detections)).toBeUndefined()
    expect(lackOf(view({ ...shares, show: 'heat' }), collection, detections)).toBeUndefined()
  })

  test('keep the rest of a question', () => {
    expect(after({ show: 'map', down: 'REF_AREA,SEX', only: 'SEX:F' })).toMatchObject({ down: ['CITIZENSHIP', 'REF_AREA', 'SEX'], only: { SEX: ['F'] } })
    expect(lackOf(view({ show: 'panels', down: 'none' }), collection, detections)).toMatchObject({ by: ['REF_AREA'] })
  })
})

describe('rows and columns', () => {
  test('are those that a drawing is of, so that its table has the same figures', () => {
    expect(layoutOf(view({ show: 'map', down: 'CITIZENSHIP,REF_AREA,SEX' }))).toEqual({ rows: ['CITIZENSHIP', 'REF_AREA'], columns: [] })
    expect(layoutOf(view({ show: 'ages', down: 'REF_AREA,AGE,SEX' }))).toEqual({ rows: ['AGE'], columns: ['SEX'] })
    expect(layoutOf(view({ show: 'routes', down: 'TO_PLACE,ROUTE_ID,LEG_NO,FROM_PLACE' }, legs))).toEqual({ rows: ['LEG_NO', 'FROM_PLACE', 'TO_PLACE'], columns: [] })
    expect(layoutOf(view({ show: 'prices', down: 'ORIGIN_AREA,DEST_AREA,STAT,REF_AREA' }, prices))).toEqual({ rows: ['ORIGIN_AREA', 'DEST_AREA', 'REF_AREA', 'UNIT_MEASURE', 'TIME_PERIOD'], columns: ['STAT'] })
    expect(layoutOf(view({ show: 'heat', down: 'CITIZENSHIP' }))).toEqual({ rows: ['CITIZENSHIP'], columns: ['TIME_PERIOD'] })
  })
})
