import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { draft, figureKey, flowNamed, work } from '../../test/reports.ts'

let app: TestApp
let officer: Actor
let focal: Actor

beforeAll(async () => {
  app = await testApp()
  officer = await app.person('VNM', 'reporter')
  focal = await app.person('VNM', 'focal_point')
})
afterAll(() => app.close())

const COMMENTS = ['NULL', 'null', 'a,b', '{x}', '"quoted"', 'back\\slash \\" end\\', 'two\nlines', ' spaces ', 'អន្តោប្រវេសន៍', "it's", '']

test('what a payload says arrives in the table of observations as it was written, whatever the comment', async () => {
  const flow = await flowNamed(app, 'VRS_DETECT')
  const areas = ['LAO', 'KHM', 'MMR', 'THA', 'IDN', 'MYS', 'PHL', 'BGD', 'IND', 'PAK', 'NPL']
  const report = await draft(app, officer, areas.map((area, at) => [`CITIZENSHIP=${area} SEX=${at % 2 === 0 ? 'F' : 'M'}`, at] as const))
  const { edit_no: base } = (await app.call(officer, 'GET', `/api/reports/${report}`)).json() as { edit_no: number }
  const key = (at: number) => figureKey(flow, 'VNM', `CITIZENSHIP=${areas[at]} SEX=${at % 2 === 0 ? 'F' : 'M'}`)
  const edits = COMMENTS.flatMap((comment, at) => [
    { dataflow: 'VRS_DETECT', key: key(at), column: 'COMMENT_OBS', value: comment },
    ...(at === 3 ? [{ dataflow: 'VRS_DETECT', key: key(at), column: 'N_OBS', value: '25' }] : []),
    ...(at === 4 ? [{ dataflow: 'VRS_DETECT', key: key(at), column: 'OBS_VALUE', value: null }, { dataflow: 'VRS_DETECT', key: key(at), column: 'OBS_STATUS', value: 'M' }] : []),
  ])
  expect((await app.call(officer, 'PATCH', `/api/reports/${report}/cells`, { base, device: 'desk', edits })).statusCode).toBe(200)
  expect(await work(app, officer, `/api/reports/${report}/submit`, { comment: 'checked' })).toEqual({ result: { report } })
  expect((await work(app, focal, `/api/reports/${report}/approve`, { terms: { level: 'SECRETARIAT' } })).refused).toBeUndefined()

  const { rows } = await sql<{ citizenship: string; sex: string; obs_value: number | null; obs_status: string | null; comment_obs: string | null; n_obs: number | null; signature: number; level: number; freq: string; unit_measure: string }>`
    select * from obs_vrs_detect where ref_area = 'VNM'`.execute(app.migrator)
  expect(rows).toHaveLength(areas.length)
  for (const row of rows) {
    const at = areas.indexOf(row.citizenship)
    expect(row).toMatchObject({
      sex: at % 2 === 0 ? 'F' : 'M', obs_value: at === 4 ? null : at, obs_status: at === 4 ? 'M' : null, comment_obs: COMMENTS[at] === '' ? null : COMMENTS[at], n_obs: at === 3 ? 25 : null,
      signature: 0b11, level: 1, freq: 'M', unit_measure: 'DET', age: '_T',
    })
  }
})

test('an approval that is cut short leaves nothing', async () => {
  const report = await draft(app, officer, [['CITIZENSHIP=LAO TIME_PERIOD=2026-05', 3]])
  await work(app, officer, `/api/reports/${report}/submit`, { comment: 'checked' })
  // The table refuses the rows: the disk is full, the server falls, whatever it may be.
  await sql`alter table obs_vrs_detect add constraint refuse check (time_period <> '2026-05')`.execute(app.migrator)
  const before = await state()
  expect((await work(app, focal, `/api/reports/${report}/approve`)).refused).toBe('server.failed')
  expect(await state()).toEqual(before)
  await sql`alter table obs_vrs_detect drop constraint refuse`.execute(app.migrator)
  expect((await work(app, focal, `/api/reports/${report}/approve`)).refused).toBeUndefined()
  expect(app.logged.join('\n')).not.toContain('LAO')
})

/** How many rows each table holds that an approval writes to. */
async function state(): Promise<unknown> {
  const tables = ['report', 'report_section', 'payload_chunk', 'release', 'release_period', 'receipt', 'audit_entry', 'obs_vrs_detect', 'unlocked']
  const counts = await Promise.all(tables.map(async (table) => (await sql`select count(*)::int as n from ${sql.table(table)}`.execute(app.migrator)).rows[0]))
  return [counts, (await sql`select report_id, status, version from report order by 1`.execute(app.migrator)).rows]
}
