import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPayload } from '@openvrs/core/report/payload.ts'
import { FILE_FORMATS } from '@openvrs/contract/exports.ts'
import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { withViewer } from '../../src/db/viewer.ts'
import { testApp, TODAY, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { makeFile, readCsv, readParquet, readSheets, takeFile, type Question } from '../files.ts'
import { shareFigures, viewerOf, type Figure } from '../releases.ts'
import { flowNamed } from '../reports.ts'

/** Requirement 19: files equal the screen in rows and suppression, are audited and are not cached. Random questions of viewers who see different things. */
const FLOW = 'VRS_DETECT'
const LATER = new Date(TODAY.getTime() + 3_600_000)
let app: TestApp
let flow: Dataflow
const viewers: Actor[] = []

beforeAll(async () => {
  app = await testApp()
  flow = await flowNamed(app, FLOW)
  for (const [member, role] of [['KHM', 'analyst'], ['FJI', 'analyst'], ['THA', 'focal_point'], ['CAU', 'cau_analyst'], ['CAU', 'administrator']] as const) viewers.push(await app.person(member, role))
  await app.person('MYS', 'analyst')
  const months = ['2025-11', '2025-12', '2026-08', '2026-09', '2026-10']
  const of = (rows: readonly (readonly [number, Figure['key']?])[]): Figure[] => months.flatMap((timePeriod, at) => rows.map(([value, key]) => ({ timePeriod, value: value + at, key })))
  const share = (member: string, level: 'CONTRIBUTORS' | 'NATIONAL' | 'SECRETARIAT', rows: Figure[]) => shareFigures(app.services.db, member, rows, { level }, TODAY)
  await share('KHM', 'CONTRIBUTORS', of([[5], [2, { SEX: 'F' }], [3, { SEX: 'M' }]]))
  await share('THA', 'CONTRIBUTORS', of([[6, { CITIZENSHIP: 'MMR' }], [4, { CITIZENSHIP: 'KHM' }], [7, { TRANSPORT: 'SEA_SMALL' }], [3, { TRANSPORT: 'SEA_COMM' }]]))
  await share('MYS', 'SECRETARIAT', of([[8, { CITIZENSHIP: 'MMR', SEX: 'F' }]]))
  await share('FJI', 'NATIONAL', of([[99]]))
  app.setNow(LATER)
})
afterAll(() => app?.close())

const pick = <T>(...items: readonly T[]) => fc.constantFrom(...items)
const question: fc.Arbitrary<Question> = fc.record({
  by: fc.oneof({ weight: 3, arbitrary: fc.shuffledSubarray(['REF_AREA', 'CITIZENSHIP', 'SEX', 'TRANSPORT', 'TIME_PERIOD'], { maxLength: 4 }) }, fc.constant(['REF_AREA', 'CITIZENSHIP', 'TIME_PERIOD'])),
  where: fc.subarray(['REF_AREA=THA,KHM', 'TIME_PERIOD=2026-08..2026-10', 'CITIZENSHIP=MMR', 'TRANSPORT=SEA'], { maxLength: 2 }),
  made: pick<Question>({}, {}, {}, { measure: 'share' }, { measure: 'change' }, { roll_up: 'Q' }, { measure: 'rank' }),
}).map(({ by, where, made }) => {
  const needed = 'roll_up' in made || made['measure'] === 'change' ? ['TIME_PERIOD'] : 'measure' in made ? ['REF_AREA'] : []
  const all = [...new Set([...by, ...needed])]
  return { ...(all.length > 0 ? { by: all.join(',') } : {}), where, ...made }
})

const searchOf = (asked: Question): string => new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => [value].flat().map((one) => [name, one as string]))).toString()
/** Texts as CSV has them: what is not there is empty. */
const texts = (rows: readonly (readonly unknown[])[], width: number) => rows.map((row) => Array.from({ length: width }, (_, at) => String(row[at] ?? '')))

type Seen = { files: number; empties: number; refused: number }

/** Asks, has a file of each format made of the same question, and compares their rows; what cannot be asked cannot be taken. */
async function compare(viewer: Actor, asked: Question, seen: Seen): Promise<void> {
  const shown = await app.call(viewer, 'GET', `/api/dataflows/${FLOW}/query?${searchOf(asked)}`)
  const made = await Promise.all(FILE_FORMATS.map(async (format) => ({ format, end: await makeFile(app, viewer, format, FLOW, asked) })))
  for (const { format, end } of made) {
    if (end.problem && format === 'sdmx-csv' && end.status === 'refused' && shown.statusCode !== 400) expect(end.problem.code).toMatch(/^exports\.sdmx_/)
    else if (shown.statusCode !== 200) {
      expect(end.problem?.code).toBe(shown.json().code)
      seen.refused++
    } else {
      expect([format, end.status, end.problem]).toEqual([format, 'done', null])
      const { columns, rows } = shown.json<{ columns: string[]; rows: (string | number | null)[][] }>()
      const file = await takeFile(app, viewer, end.task)
      expect([file.statusCode, file.headers['cache-control'], end.result!.rows]).toEqual([200, 'no-store', rows.length])
      expect(await rowsOf(format, file.rawPayload, columns)).toEqual(texts(rows, columns.length))
      seen.files++
      seen.empties += rows.filter((row) => row.at(-1) === null).length
    }
    if (end.task) expect((await app.call(viewer, 'DELETE', `/api/exports/${end.task}`)).statusCode).toBe(204)
  }
}

test('19: every format holds the rows and the empties of the same question, whoever asks', { timeout: 120_000 }, async () => {
  const seen: Seen = { files: 0, empties: 0, refused: 0 }
  await fc.assert(fc.asyncProperty(pick(0, 0, 0, 0, 1, 2, 2, 2, 3, 4), question, (at, asked) => compare(viewers[at]!, asked, seen)), { seed: 3, numRuns: 14 })
  expect([seen.files > 20, seen.empties > 5, seen.refused > 3], JSON.stringify(seen)).toEqual([true, true, true])
})

/** One of each kind that a screen can ask; what is made of figures has no SDMX-CSV. */
const KINDS: readonly Question[] = [
  { by: 'REF_AREA,CITIZENSHIP,TIME_PERIOD', measure: 'year_change' }, { by: 'REF_AREA,TIME_PERIOD', measure: 'rolling_year' }, { by: 'REF_AREA,TIME_PERIOD', roll_up: 'A' },
  { by: 'CITIZENSHIP,TIME_PERIOD', where: ['REF_AREA=THA'], measure: 'share', over: 'CITIZENSHIP' }, { by: 'CITIZENSHIP,REF_AREA', regions: 'CITIZENSHIP=CL_M49_SUBREGION' }, { by: 'REF_AREA,TIME_PERIOD', regions: 'REF_AREA=BALI_PROCESS', roll_up: 'Q' },
  { by: 'CITIZENSHIP,TIME_PERIOD', where: ['REF_AREA=THA'], top: 'CITIZENSHIP=1' }, { by: 'REF_AREA,CITIZENSHIP', top: 'CITIZENSHIP=1', measure: 'rank' }, { by: 'REF_AREA,SEX,TIME_PERIOD', as_of: TODAY.toISOString() },
]
test('19: every kind of question that can be asked can be taken as it is shown', { timeout: 120_000 }, async () => {
  const seen: Seen = { files: 0, empties: 0, refused: 0 }
  for (const asked of KINDS) await compare(viewers[2]!, asked, seen)
  expect([seen.refused, seen.files]).toEqual([0, 3 * KINDS.length + 1])
})

/** The rows of a file in the columns of the question, as texts. */
async function rowsOf(format: (typeof FILE_FORMATS)[number], bytes: Buffer, columns: readonly string[]): Promise<string[][]> {
  switch (format) {
    case 'csv':
      return texts(readCsv(bytes).rows, columns.length)
    case 'parquet':
      return texts((await readParquet(bytes)).rows, columns.length)
    case 'xlsx': {
      const [head, ...rows] = (await readSheets(bytes))[0]!.rows
      const at = columns.map((name, place) => (flow.dimensions.some(({ id }) => id === name.toUpperCase()) ? head!.indexOf(name.toUpperCase()) : head!.length - columns.length + place))
      return rows.map((row) => at.map((place) => String(row[place] ?? '')))
    }
    case 'sdmx-csv': {
      const table = readPayload([bytes.toString()], flow)
      const codeAt = (id: string, row: number) => table.dimensions.get(id)!.codes[table.dimensions.get(id)!.at[row]!]!
      return Array.from({ length: table.rows }, (_, row) => columns.map((name) => (name === 'value' ? (Number.isNaN(table.value[row]!) ? '' : String(table.value[row]!)) : codeAt(name.toUpperCase(), row))))
    }
  }
}

test('19: a file stands in the own chain when it is made and each time it is taken, and in the ledger of those whose figures it holds', async () => {
  const khm = viewers[0]!
  const used = () => withViewer(app.services.db, viewerOf('THA', 'focal_point'), LATER, (trx) => trx.selectFrom('ledger').select('count').where('ref_area', '=', 'THA').where('member', '=', 'KHM').where('action', '=', 'export').executeTakeFirstOrThrow())
  const before = await used()
  const { task } = await makeFile(app, khm, 'parquet', FLOW, { by: 'REF_AREA', where: ['REF_AREA=THA'] })
  await takeFile(app, khm, task)
  await takeFile(app, khm, task)
  expect((await used()).count).toBe(before.count + 1)
  const { entries } = (await app.call(await app.person('KHM', 'focal_point'), 'GET', '/api/audit')).json<{ entries: { action: string; subject: string; detail: object }[] }>()
  expect(entries.slice(0, 3)).toMatchObject(['figures.downloaded', 'figures.downloaded', 'figures.exported'].map((action) => ({ action, subject: FLOW, detail: { as: 'parquet', rows: 1 } })))
})
