import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { draft, work } from '../../test/reports.ts'

/** The rows of a section by their codes, in a draft with edits and in what was submitted. */
let app: TestApp
let officer: Actor
let report: string
beforeAll(async () => {
  app = await testApp()
  officer = await app.person('KHM', 'reporter', 'POLICE')
  report = await draft(app, officer, [['CITIZENSHIP=LAO', 30], ['CITIZENSHIP=VNM', 12], ['CITIZENSHIP=LAO TIME_PERIOD=2026-04', 5], ['CITIZENSHIP=MMR TIME_PERIOD=2026-04', 7]])
})
afterAll(() => app.close())

type Rows = { readonly rows: readonly { readonly value: number }[]; readonly total: number; readonly next: number | null }
const found = async (query: string): Promise<Rows> => (await app.call(officer, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows?${query}`)).json() as Rows
const values = async (query: string) => { const { rows, total, next } = await found(query); return { values: rows.map((row) => row.value), total, next } }

const expectFound = async () => {
  expect(await values('where=CITIZENSHIP%3DLAO')).toEqual({ values: [30, 5], total: 2, next: null })
  expect(await values('where=CITIZENSHIP%3DLAO&where=TIME_PERIOD%3D2026-04')).toEqual({ values: [5], total: 1, next: null })
  expect(await values('where=TIME_PERIOD%3D2026-04&limit=1')).toEqual({ values: [5], total: 2, next: 1 })
  expect(await values('where=TIME_PERIOD%3D2026-04&limit=1&after=1')).toEqual({ values: [7], total: 2, next: null })
  expect(await values('where=CITIZENSHIP%3DFJI')).toEqual({ values: [], total: 0, next: null })
  expect(await values('where=COLOUR%3DRED')).toEqual({ values: [], total: 0, next: null })
}

test('rows are found by their codes in a draft that is being edited', expectFound)

test('and in what was submitted', async () => {
  expect((await work(app, officer, `/api/reports/${report}/submit`, { comment: 'counted' })).refused).toBeUndefined()
  await expectFound()
})

test('what is no dimension and code is refused', async () => {
  expect((await app.call(officer, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows?where=lower%3Dx`)).statusCode).toBe(400)
  expect((await app.call(officer, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows?where=CITIZENSHIP`)).statusCode).toBe(400)
})
