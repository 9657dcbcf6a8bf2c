import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { anySigner, membersDatabase, shareFigures, viewerOf } from '../../test/releases.ts'
import type { Db } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import { changeTerms } from './terms.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const PERIODS = Array.from({ length: 50 }, (_, i) => `${2022 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`)
const ROWS = 1_000_000

let database: TestDatabase
let app: Db
beforeAll(async () => {
  ;({ database, app } = await membersDatabase(['THA', 'KHM'], NOW))
  await shareFigures(app, 'KHM', ['2026-07', '2026-08', '2026-09'].map((timePeriod) => ({ timePeriod, value: 1 })), { level: 'CONTRIBUTORS' }, NOW, 'VRS_MEASURE')
  await shareFigures(app, 'THA', PERIODS.map((timePeriod) => ({ timePeriod, value: 1 })), { level: 'CONTRIBUTORS' }, NOW, 'VRS_MEASURE')
  const admin = new pg.Client(database.admin)
  await admin.connect()
  const { rows } = await admin.query<{ columns: string }>(`select string_agg(quote_ident(attname), ', ') as columns from pg_attribute where attrelid = 'obs_vrs_measure'::regclass and attnum > 0 and attname <> 'counterpart_area'`)
  await admin.query('set session_replication_role = replica') // the rows are those of releases that are there: no need to check each
  await admin.query(`insert into obs_vrs_measure (counterpart_area, ${rows[0]!.columns}) select 'C' || n, ${rows[0]!.columns} from obs_vrs_measure, generate_series(2, ${ROWS / PERIODS.length}) n where ref_area = 'THA'`)
  await admin.query('analyze obs_vrs_measure, release_period')
  await admin.end()
}, 120_000)
afterAll(() => database.close())

const khm = viewerOf('KHM', 'analyst')
const thailands = () => withViewer(app, khm, NOW, async (trx) => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from obs_vrs_measure o join release_period p using (ref_area, release_id, freq, time_period)
     where o.ref_area <> ${khm.member} and p.shown_from <= ${NOW} and coalesce(p.shown_to, 'infinity') > ${NOW}`.execute(trx)
  return rows[0]!.n
})

test('narrowing a release of a million rows takes effect on the next query, without a row being written', { timeout: 120_000 }, async () => {
  expect(await thailands()).toBe(ROWS)
  const began = performance.now()
  await withViewer(app, viewerOf('THA', 'focal_point'), NOW, (trx) => changeTerms(trx, viewerOf('THA', 'focal_point'), 1, { level: 'NATIONAL' }, NOW, anySigner))
  expect(await thailands()).toBe(0)
  expect(performance.now() - began).toBeLessThan(1000)
  const copied = await sql<{ n: number }>`select count(*) as n from obs_vrs_measure where ref_area = 'THA' and level = 0`.execute(database.db('jobs'))
  expect(copied.rows[0]!.n, 'the copies come later').toBe(0)
})
