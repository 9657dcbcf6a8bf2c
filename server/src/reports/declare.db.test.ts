import { afterAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../test/cast.ts'
import { draft, typeIn, work } from '../../test/reports.ts'
import { thailand } from '../../test/thailand.ts'

/** What a section says about its figures goes the whole way: from the draft to those who see the release, and to nobody else. */
const { app, police, navy, maya: focal } = await thailand()
const khmer = await app.person('KHM', 'focal_point')
afterAll(() => app.close())

const range = (month: string) => ({ from: month, to: month })
const declare = (actor: Actor, report: string, body: object) => app.call(actor, 'PATCH', `/api/reports/${report}/sections/VRS_DETECT/declarations`, body)
const declared = async (actor: Actor, report: string): Promise<object> =>
  ((await app.call(actor, 'GET', `/api/reports/${report}`)).json() as { sections: { declarations: object }[] }).sections[0]!.declarations
const submit = (actor: Actor, report: string) => work(app, actor, `/api/reports/${report}/submit`, { comment: 'checked' })
const approve = async (report: string, level: string): Promise<string> => String((await work(app, focal, `/api/reports/${report}/approve`, { terms: { level } })).result!['report'])
const last = async (actor: Actor, report: string, query = '') => {
  const answer = await app.call(actor, 'GET', `/api/reports/${report}/sections/VRS_DETECT/last${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json() as { period: string | null; rows: { key: string; value: number }[]; total: number; next: number | null }
}
const definitions = async (actor: Actor) => ((await app.call(actor, 'GET', '/api/dataflows/VRS_DETECT/query?by=REF_AREA')).json() as { definitions?: object[] }).definitions

const PARTLY = { source_type: 'administrative', def_conform: 'partly', def_note: 'The sea is counted in boats.' }

describe('what a section declares', () => {
  let report: string
  test('is said, changed and taken back, and makes a submitted report a draft', async () => {
    report = await draft(app, police, [['CITIZENSHIP=LAO TIME_PERIOD=2025-09', 10], ['CITIZENSHIP=KHM TIME_PERIOD=2025-09', 4]], range('2025-09'))
    expect((await declare(police, report, { def_conform: 'partly' })).json()).toMatchObject({ code: 'report.definition_note', status: 422 })
    expect((await declare(police, report, { ...PARTLY, coverage: 'Land borders' })).statusCode).toBe(200)
    expect(await submit(police, report)).toEqual({ result: { report } })
    expect((await declare(focal, report, { coverage: null })).json()).toMatchObject({ rows: [{ status: 'draft' }], sections: [{ declarations: PARTLY, checked: true }] })
  })

  test('is strict, and nobody else\'s', async () => {
    expect((await declare(police, report, { colour: 'red' })).statusCode).toBe(400)
    expect((await declare(police, report, { reporting_year_start: 13 })).statusCode).toBe(400)
    expect((await declare(navy, report, { def_conform: 'Y' })).statusCode).toBe(404)
    expect((await declare(khmer, report, { def_conform: 'Y' })).statusCode).toBe(404)
    expect(await declared(police, report)).toEqual(PARTLY)
  })

  test('is told to those who see the release, and stands in its receipt', async () => {
    const own = await draft(app, khmer, [['CITIZENSHIP=LAO TIME_PERIOD=2025-09', 3]], range('2025-09'))
    await submit(khmer, own)
    await declare(police, report, { def_note: PARTLY.def_note }) // the last hand is not the focal point's
    await submit(police, report)
    const national = await approve(report, 'NATIONAL')
    expect(await definitions(khmer) ?? []).toEqual([])
    expect(await definitions(focal)).toEqual([{ member: 'THA', dataflow: 'VRS_DETECT', conforms: 'partly', note: 'The sea is counted in boats.', source_type: 'administrative', from: '2025-09', to: '2025-09' }])
    const receipt = (await app.call(focal, 'GET', `/api/reports/${national}/sections/VRS_DETECT/receipt`)).json() as { manifest: { declarations: object } }
    expect(receipt.manifest.declarations).toEqual(PARTLY)
  })

  test('is remembered by the unit\'s next report', async () => {
    const next = await draft(app, police, [['CITIZENSHIP=LAO TIME_PERIOD=2025-10', 1]], range('2025-10'))
    expect(await declared(police, next)).toEqual(PARTLY)
    expect(await declared(navy, await draft(app, navy, [['CITIZENSHIP=LAO TIME_PERIOD=2025-10', 1]], range('2025-10')))).toEqual({})
  })
})

describe('the last period before a report', () => {
  test('is what the unit brought itself, even while it waits; of a national report what counts; page by page', async () => {
    const december = await draft(app, police, [], range('2025-12'))
    expect(await last(police, december, '?limit=1')).toMatchObject({ period: '2025-09', total: 2, next: 1, rows: [{ value: 4 }] })
    expect(await last(police, december, '?limit=1&after=1')).toMatchObject({ total: 2, next: null, rows: [{ value: 10 }] })
    expect(await last(focal, december)).toMatchObject({ period: '2025-09', total: 2 })
    const waiting = await draft(app, police, [], range('2025-11'))
    await typeIn(app, police, waiting, [['CITIZENSHIP=VNM TIME_PERIOD=2025-11', 8]])
    await submit(police, waiting)
    expect(await last(police, december)).toMatchObject({ period: '2025-11', rows: [{ value: 8 }] })
    await typeIn(app, police, december, [['CITIZENSHIP=VNM TIME_PERIOD=2025-12', 8]])
    await submit(police, december)
    expect(await last(focal, await approve(december, 'NATIONAL'))).toMatchObject({ period: '2025-09', total: 2 })
    expect(await last(khmer, await draft(app, khmer, [], range('2024-02')))).toEqual({ period: null, rows: [], total: 0, next: null })
  })
})
