import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPayload } from '@openvrs/core/report/payload.ts'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { makeFile, madeFile, readCsv, readParquet, readSheets, takeFile } from '../../test/files.ts'
import { shareFigures, type Figure } from '../../test/releases.ts'
import { flowNamed } from '../../test/reports.ts'
import { openCube } from '../cube/index.ts'
import { withSight } from '../db/viewer.ts'
import { planFor, streamPlan } from '../explore/index.ts'

/** Thailand and Malaysia contribute, and so does Cambodia, whose analyst takes files away. */
let app: TestApp
let khm: Actor
let other: Actor
let tha: Actor
let release: number
const FLOW = 'VRS_DETECT'
const LATER = new Date(TODAY.getTime() + 3_600_000)
const figures = (months: readonly string[], of: readonly (readonly [number, Figure['key']?])[]): Figure[] => months.flatMap((timePeriod) => of.map(([value, key]) => ({ timePeriod, value, key })))
const MONTHS = ['2026-08', '2026-09', '2026-10']
const QUESTION = { by: 'REF_AREA,CITIZENSHIP,TIME_PERIOD', where: ['REF_AREA=THA', 'TIME_PERIOD=2026-08..2026-09'] }

beforeAll(async () => {
  app = await testApp()
  khm = await app.person('KHM', 'analyst')
  other = await app.person('KHM', 'focal_point')
  tha = await app.person('THA', 'focal_point')
  await app.person('MYS', 'analyst')
  const share = (member: string, rows: Figure[]) => shareFigures(app.services.db, member, rows, { level: 'CONTRIBUTORS' }, TODAY)
  await share('KHM', figures(MONTHS, [[5]]))
  release = await share('THA', figures(MONTHS, [[6, { CITIZENSHIP: 'MMR' }], [4, { CITIZENSHIP: 'KHM' }]]))
  await share('MYS', figures(MONTHS, [[3]]))
  app.setNow(LATER)
})
afterAll(() => app?.close())

const files = () => readdirSync(join(app.home, 'exports'))
const listed = async (who: Actor) => (await app.call(who, 'GET', '/api/exports')).json<{ exports: { task: { task: string; status: string }; rows: number | null; bytes: number | null; format: string }[] }>().exports

describe('a file', () => {
  test('as CSV has the bytes that the question gives at once', async () => {
    const at = '2026-11-21T12:30:00Z'
    const now = await app.call(khm, 'GET', `/api/dataflows/${FLOW}/export?by=${QUESTION.by}&where=REF_AREA=THA&where=TIME_PERIOD=2026-08..2026-09&as_of=${at}&format=csv`)
    expect((await madeFile(app, khm, 'csv', FLOW, { ...QUESTION, as_of: at })).toString()).toBe(now.body)
  })

  test('as a workbook has codes beside names, and sheets of notes, definitions and terms, in the reader\'s language', async () => {
    const [sheet, notes, definitions, terms] = await readSheets(await madeFile(app, khm, 'xlsx', FLOW, QUESTION))
    expect(sheet!.rows.slice(0, 2)).toEqual([
      ['REF_AREA', 'Reporting member', 'CITIZENSHIP', 'Citizenship', 'TIME_PERIOD', 'Period', 'FREQ', 'Frequency', 'INDICATOR', 'Indicator', 'UNIT_MEASURE', 'Unit', 'Figure'],
      ['THA', 'Thailand', 'KHM', 'Cambodia', '2026-08', 'August 2026', 'M', 'monthly', 'ENTRY_IRREG', 'Irregular entries', 'DET', 'Detections', 4],
    ])
    expect(sheet!.rows).toHaveLength(5)
    expect(Object.fromEntries(notes!.rows as [string, string][])).toMatchObject({ Source: 'Thailand (THA)', Coverage: 'August 2026 to September 2026', 'Only: Reporting member': 'Thailand (THA)', Conditions: expect.stringContaining('terms go with the figures'), 'Taken from': 'http://localhost' })
    expect(definitions!.rows[1]!.slice(0, 3)).toEqual(['ENTRY_IRREG', 'Irregular entries', expect.stringContaining('Persons found entering')])
    expect(definitions!.rows.at(-1)!.slice(0, 4)).toEqual(['THA', 'Thailand', null, 'not stated'])
    expect(terms!.rows).toEqual([['Code', 'Reported by', 'Level', 'Who may see it', 'Groups'], ['THA', 'Thailand', 'CONTRIBUTORS', 'states that contribute to these figures, and the secretariat', null]])

    const { task } = await makeFile(app, khm, 'xlsx', FLOW, QUESTION, { 'accept-language': 'th' })
    expect((await readSheets((await takeFile(app, khm, task)).rawPayload)).map(({ name }) => name)).toEqual([FLOW, 'หมายเหตุ', 'นิยาม', 'ใครเห็นได้'])
  })

  test('as SDMX-CSV is read by the reader of payloads, with the terms as attributes', async () => {
    const bytes = await madeFile(app, khm, 'sdmx-csv', FLOW, { by: 'CITIZENSHIP,TIME_PERIOD', where: ['REF_AREA=THA', 'CITIZENSHIP=MMR,KHM'] })
    const table = readPayload([bytes.toString()], await flowNamed(app, FLOW))
    expect([table.rows, [...table.value].reduce((a, b) => a + b, 0)]).toEqual([6, 30])
    const code = (dimension: string) => [...table.dimensions.get(dimension)!.at].map((at) => table.dimensions.get(dimension)!.codes[at])
    expect([new Set(code('REF_AREA')), new Set(code('SEX')), code('CITIZENSHIP').slice(0, 4)]).toEqual([new Set(['THA']), new Set(['_T']), ['KHM', 'KHM', 'KHM', 'MMR']])
    expect(table.attributes.get('COMMENT_OBS')!.codes).toEqual([expect.stringMatching(/^originators=THA; level=CONTRIBUTORS; as_known_on=2026-11-21T13:\S+Z$/)])
    expect(table.attributes.get('CONF_STATUS')!.codes).toEqual(['N'])
  })

  test('as SDMX-CSV is refused where no code stands for a row, with what is lacking', async () => {
    const open = await app.call(khm, 'POST', '/api/exports', { dataflow: FLOW, format: 'sdmx-csv', by: 'CITIZENSHIP' })
    expect([open.statusCode, open.json().detail]).toEqual([400, expect.stringContaining('Break down by REF_AREA, TIME_PERIOD too')])
    const { problem } = await makeFile(app, khm, 'sdmx-csv', FLOW, { by: 'REF_AREA,TIME_PERIOD', measure: 'change' })
    expect(problem!.code).toBe('exports.sdmx_made')
    expect((await makeFile(app, khm, 'sdmx-csv', FLOW, { by: 'REF_AREA,TIME_PERIOD', where: ['CITIZENSHIP=MMR,KHM'] })).problem!.code).toBe('exports.sdmx_open')
  })

  test('as Parquet has typed columns, and the terms on rows and beside them', async () => {
    const read = await readParquet(await madeFile(app, khm, 'parquet', FLOW, QUESTION))
    expect(read.head).toEqual(['ref_area', 'citizenship', 'time_period', 'freq', 'indicator', 'unit_measure', 'value', 'originators', 'level', 'groups', 'definition_differs', 'as_known_on'])
    expect([read.types[0], read.types[6], read.types[11]]).toEqual(['VARCHAR', 'DOUBLE', 'TIMESTAMP WITH TIME ZONE'])
    expect(read.rows.map((row) => row[6])).toEqual([4, 4, 6, 6])
    expect(read.rows[0]!.slice(7, 11)).toEqual(['THA', 'CONTRIBUTORS', '', ''])
    expect(JSON.parse(read.metadata['terms']!)).toEqual([{ member: 'THA', level: 'CONTRIBUTORS', group: null }])
    expect(read.metadata['structure']).toMatch(/^\w+:VRS_DETECT\(\d/)
  })

  test('holds what is made of figures, too: the periods beside the values', async () => {
    const { head, rows } = readCsv(await madeFile(app, khm, 'csv', FLOW, { by: 'REF_AREA,TIME_PERIOD', where: ['REF_AREA=THA'], roll_up: 'Q' }))
    expect(head.slice(0, 8)).toEqual(['ref_area', 'time_period', 'freq', 'indicator', 'unit_measure', 'periods', 'periods_of', 'value'])
    const parquet = await readParquet(await madeFile(app, khm, 'parquet', FLOW, { by: 'REF_AREA,TIME_PERIOD', where: ['REF_AREA=THA'], roll_up: 'Q' }))
    expect(parquet.rows.map((row) => row.slice(0, 8).map((cell) => String(cell ?? '')))).toEqual(rows.map((row) => row.slice(0, 8)))
    expect(rows).not.toEqual([])
  })

  test('of a question without figures is not made, and says so as every question does', async () => {
    expect((await makeFile(app, khm, 'csv', FLOW, { by: 'REF_AREA', where: ['REF_AREA=FJI'] })).problem!.code).toBe('query.nothing')
    expect((await app.call(khm, 'POST', '/api/exports', { dataflow: FLOW, format: 'csv', by: 'ATLANTIS' })).json().code).toBe('query.dimension_unknown')
    expect((await app.call(khm, 'POST', '/api/exports', { dataflow: 'VRS_NOTHING', format: 'csv' })).json().code).toBe('query.dataflow_unknown')
  })
})

describe('a file that was made', () => {
  test('is its maker\'s alone, lies sealed, and is taken as often as needed', async () => {
    const { task } = await makeFile(app, khm, 'csv', FLOW, QUESTION)
    for (const name of files()) expect(readFileSync(join(app.home, 'exports', name)).includes('THA')).toBe(false)
    const [first, second] = [await takeFile(app, khm, task), await takeFile(app, khm, task)]
    expect(second.body).toBe(first.body)
    expect(first.headers).toMatchObject({ 'cache-control': 'no-store', 'content-disposition': 'attachment; filename="VRS_DETECT.csv"' })
    expect((await listed(khm))[0]).toMatchObject({ task: { task, status: 'done' }, rows: 4, bytes: first.rawPayload.length, format: 'csv' })
    for (const who of [other, tha]) {
      expect((await takeFile(app, who, task)).statusCode).toBe(404)
      expect((await app.call(who, 'GET', `/api/tasks/${task}`)).statusCode).toBe(404)
      expect((await app.call(who, 'DELETE', `/api/exports/${task}`)).statusCode).toBe(404)
      expect(await listed(who)).toEqual([])
    }
    expect((await app.call(other, 'GET', '/api/tasks')).json().tasks).toEqual([])
    await expect(app.services.jobs.selectFrom('export').select('spool_key').execute(), 'nor do the jobs that clear it away read its key').rejects.toMatchObject({ code: '42501' })
  })

  test('is removed with what lies on disk, once it is asked for or has had its day', async () => {
    const count = files().length
    const { task } = await makeFile(app, khm, 'parquet', FLOW, QUESTION)
    expect(files()).toHaveLength(count + 1)
    expect((await app.call(khm, 'DELETE', `/api/exports/${task}`)).statusCode).toBe(204)
    expect(files()).toHaveLength(count)
    expect((await takeFile(app, khm, task)).statusCode).toBe(404)
  })

  test('is refused where an owner narrowed the terms of anything in it, and may be made anew', async () => {
    const { task } = await makeFile(app, khm, 'csv', FLOW, { by: 'REF_AREA,TIME_PERIOD' })
    const untouched = (await makeFile(app, khm, 'csv', FLOW, { by: 'REF_AREA,TIME_PERIOD', where: ['REF_AREA=MYS'] })).task
    expect((await app.call(tha, 'PUT', `/api/releases/THA-${release}/terms`, { level: 'NATIONAL' })).statusCode).toBe(200)
    const refused = await takeFile(app, khm, task)
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'exports.narrowed'])
    expect((await takeFile(app, khm, untouched)).statusCode).toBe(200)
    expect((await madeFile(app, khm, 'csv', FLOW, { by: 'REF_AREA,TIME_PERIOD' })).toString()).not.toContain('THA')
    expect((await app.call(tha, 'PUT', `/api/releases/THA-${release}/terms`, { level: 'CONTRIBUTORS' })).statusCode).toBe(200)
  })

  test('is written anew where terms change while it is written, and not where others approve more', async () => {
    const viewer = { member: 'KHM', unit: 'MAIN', role: 'analyst' as const, person: khm.person }
    const now = app.services.clock()
    const planned = await planFor(app.services.db, viewer, FLOW, { by: ['REF_AREA'] }, now)
    const written = async (meanwhile: () => Promise<unknown>): Promise<string[][]> => {
      const seen: string[][] = []
      const cube = openCube({ ...app.services, folder: join(app.home, `cube-${seen.length}-${meanwhile.length}`), memory: '200MB', answers: 0, collections: async () => [planned.collection] })
      await cube.catchUp()
      await streamPlan({ enter: (work) => withSight(app.services.db, viewer, now, work), cube }, planned.plan, planned.asked, async ({ cells }) => {
        const members: string[] = []
        for await (const rows of cells) members.push(...rows.map(({ codes }) => codes[0]!))
        seen.push(members)
        if (seen.length === 1) await meanwhile()
      }, async () => undefined)
      await cube.stop()
      return seen
    }
    expect(await written(() => shareFigures(app.services.db, 'MYS', figures(['2026-07'], [[1]]), { level: 'CONTRIBUTORS' }, new Date(now.getTime() + 1000)))).toEqual([['KHM', 'MYS', 'THA']])
    expect(await written(() => app.call(tha, 'PUT', `/api/releases/THA-${release}/terms`, { level: 'NATIONAL' }))).toEqual([['KHM', 'MYS', 'THA'], ['KHM', 'MYS']])
    expect((await app.call(tha, 'PUT', `/api/releases/THA-${release}/terms`, { level: 'CONTRIBUTORS' })).statusCode).toBe(200)
  })

  test('has twenty beside it at most', async () => {
    const left = 20 - (await listed(khm)).length
    for (let at = 0; at < left; at++) await makeFile(app, khm, 'csv', FLOW, QUESTION)
    expect((await makeFile(app, khm, 'csv', FLOW, QUESTION)).problem!.code).toBe('exports.too_many')
    for (const { task } of await listed(khm)) expect((await app.call(khm, 'DELETE', `/api/exports/${task.task}`)).statusCode).toBe(204)
    expect(files()).toEqual([])
  })
})
