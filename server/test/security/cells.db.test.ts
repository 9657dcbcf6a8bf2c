import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import { csvCell } from '@openvrs/core/query/plain-cell.ts'
import { cellsOf, FORMULAS, runs } from '@openvrs/core/query/trial-formulas.ts'
import { smallMapping } from '../mapping.ts'
import { testApp, type TestApp } from '../app.ts'
import { makeFile, madeFile, readSheets } from '../files.ts'
import { figureKey, draft, flowNamed, work } from '../reports.ts'
import { approve, makeWorld, uploadFile, type World } from './world.ts'

/** Requirement 17: whatever people typed, no file that leaves the system holds a cell that a spreadsheet would run. */
const FLOW = 'VRS_DETECT'
const STORED = FORMULAS.filter((text) => !text.includes('\0') && text.trim() !== '')
let app: TestApp
let khm: World
let report: string
let exported: string
beforeAll(async () => {
  app = await testApp()
  khm = await makeWorld(app, 'KHM', 'VNM')
  report = await hostileReport()
  exported = (await makeFile(app, khm.reporter, 'csv', FLOW, { by: 'CITIZENSHIP,TIME_PERIOD' })).task
})
afterAll(() => app?.close())

/** A national report whose every text is of the corpus, released to the contributors. */
async function hostileReport(): Promise<string> {
  const flow = await flowNamed(app, FLOW)
  const areas = ['KHM', 'LAO', 'MMR', 'VNM', 'THA', 'IDN', 'MYS', 'PHL', 'CHN', 'IND', 'PAK', 'BGD', 'NPL', 'LKA', 'AFG', 'IRN', 'IRQ', 'SYR', 'TUR', 'EGY', 'SDN', 'ERI', 'ETH', 'SOM', 'KEN', 'UGA', 'NGA', 'GHA', 'SEN', 'MLI', 'GIN', 'CIV', 'CMR', 'COD', 'AGO', 'ZAF', 'MAR', 'DZA', 'TUN', 'LBY', 'JOR']
  expect(areas.length).toBeGreaterThanOrEqual(STORED.length)
  const made = await draft(app, khm.reporter, areas.map((area) => [`CITIZENSHIP=${area} TIME_PERIOD=2025-03`, 7] as const), { from: '2025-03', to: '2025-03' })
  const edits = STORED.map((text, at) => ({ dataflow: FLOW, key: figureKey(flow, 'KHM', `CITIZENSHIP=${areas[at]} TIME_PERIOD=2025-03`), column: 'COMMENT_OBS', value: text }))
  expect((await app.call(khm.reporter, 'PATCH', `/api/reports/${made}/cells`, { base: 1, device: 'desk', edits })).statusCode).toBe(200)
  const declared = await app.call(khm.reporter, 'PATCH', `/api/reports/${made}/sections/${FLOW}/declarations`, { def_conform: 'N', def_note: '\u0001=1+1', coverage: '@cmd' })
  expect(declared.statusCode, declared.body).toBe(200)
  expect(await work(app, khm.reporter, `/api/reports/${made}/submit`, { comment: '=1+1' })).not.toHaveProperty('refused')
  await approve(app, khm.focal, made, 'CONTRIBUTORS')
  return made
}

describe('17: the test itself', () => {
  test('knows a formula when it sees one, and no number for one', () => {
    expect(FORMULAS.filter(runs).length).toBeGreaterThan(28)
    expect(['-5', '-1.5', "'=1", 'Mekong', ''].filter(runs)).toEqual([])
    expect(cellsOf('a,"b,""c""\nd",=1\n').slice(0, 4)).toEqual(['a', 'b,"c"\nd', '=1', ''])
  })
})

describe('17: every route that sends a file for spreadsheets', () => {
  const files = allRoutes.filter(({ produces }) => produces?.includes('text/csv'))
  test.each(files.map((route) => [route.id, route] as const))('%s', async (_id, route) => {
    const path = route.path.replace(':report', report).replace(':dataflow', FLOW).replace(':task', exported)
    const query = route.query?.shape['by'] ? '?by=CITIZENSHIP,TIME_PERIOD&format=csv' : ''
    const answer = await app.call(khm.reporter, 'GET', path + query)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, expect.stringContaining('text/csv')])
    const cells = cellsOf(answer.body)
    expect(cells.length).toBeGreaterThan(100)
    expect(cells.filter(runs)).toEqual([])
  })

  test('a workbook, which holds the notes of states, and SDMX-CSV', async () => {
    const sheets = await readSheets(await madeFile(app, khm.reporter, 'xlsx', FLOW, { by: 'CITIZENSHIP,TIME_PERIOD' }))
    const texts = sheets.flatMap(({ rows }) => rows.flat()).filter((cell) => typeof cell === 'string')
    expect(texts).toContain("'=1+1")
    expect(texts.filter(runs)).toEqual([])
    const sdmx = cellsOf((await madeFile(app, khm.reporter, 'sdmx-csv', FLOW, { by: 'REF_AREA,CITIZENSHIP,TIME_PERIOD' })).toString())
    expect(sdmx.length).toBeGreaterThan(100)
    expect(sdmx.filter(runs)).toEqual([])
  })

  test('what a payload holds with an apostrophe is read back as it was typed', async () => {
    const { body } = await app.call(khm.reporter, 'GET', `/api/reports/${report}/sections/${FLOW}/payload`)
    expect(body).toContain("'=1+1")
    const { rows } = (await app.call(khm.reporter, 'GET', `/api/reports/${report}/sections/${FLOW}/rows`)).json<{ rows: { COMMENT_OBS?: string }[] }>()
    const typed = rows.flatMap((row) => row.COMMENT_OBS ?? [])
    expect(typed.toSorted()).toEqual(STORED.toSorted())
  })
})

describe('17: what pages and programs write out themselves', () => {
  test('rejected rows, with the cells as the file had them', async () => {
    const file = ['Country,Month,Count', ...STORED.map((text) => `"${text.replaceAll('"', '""')}",2024-03,5`), 'MMR,2024-03,5'].join('\n')
    const { report: uploaded } = await uploadFile(app, khm.reporter, file, smallMapping())
    const { rejects } = (await app.call(khm.reporter, 'GET', `/api/reports/${uploaded}/rejects?dataflow=${FLOW}`)).json<{ rejects: { row: number; column: string; reason: string; text?: string }[] }>()
    expect(rejects.filter(({ text = '' }) => runs(text)).length).toBeGreaterThan(20)
    expect(cellsOf(rejects.map(({ row, column, reason, text = '' }) => [String(row), column, text, reason].map(csvCell).join(',')).join('\n')).filter(runs)).toEqual([])
  })

  test('the lines of a chain are JSON, each of which begins with a brace', async () => {
    const { body, headers } = await app.call(khm.focal, 'GET', '/api/audit/export')
    expect(headers['content-type']).toContain('application/x-ndjson')
    expect(body.trim().split('\n').filter((line) => !line.startsWith('{'))).toEqual([])
  })
})
