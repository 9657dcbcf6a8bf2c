import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Terms } from '@openvrs/core/sharing/terms.ts'
import type { TestDatabase } from '../../test/database.ts'
import { membersDatabase, seeFigures, shareFigures, viewerOf } from '../../test/releases.ts'
import type { Db } from '../db/connect.ts'
import { anonymous, withViewer } from '../db/viewer.ts'
import { makeGroup } from './groups.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const CONTRIBUTORS: Terms = { level: 'CONTRIBUTORS' }
const figures = ['2026-06', '2026-07', '2026-08', '2026-09'].map((timePeriod) => ({ timePeriod, value: 1 }))

let database: TestDatabase
let jobs: Db
beforeAll(async () => {
  const opened = await membersDatabase(['THA', 'KHM', 'MYS', 'FJI', 'CAU'], NOW)
  const { app } = opened
  ;({ database, jobs } = opened)
  const pact = await withViewer(app, viewerOf('KHM', 'focal_point'), NOW, (trx) => makeGroup(trx, viewerOf('KHM', 'focal_point'), { name: 'Pact', members: ['KHM', 'MYS'], withCau: false }, NOW))
  await shareFigures(app, 'THA', figures, CONTRIBUTORS, NOW)
  await shareFigures(app, 'KHM', figures, CONTRIBUTORS, NOW)
  await shareFigures(app, 'KHM', [{ timePeriod: '2026-05', value: 9 }], { level: 'GROUP', group: pact.id }, NOW)
  await shareFigures(app, 'MYS', figures, { level: 'NATIONAL' }, NOW)
})
afterAll(() => database.close())

/** Every table of the schemas of the product but the migrator's list of what it applied. */
const TABLES = sql<{ name: string; owner: string; secured: boolean; forced: boolean; state: boolean }>`
  select c.oid::regclass::text as name, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
         exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'ref_area' and not a.attisdropped) as state
    from pg_class c where c.relkind in ('r', 'p') and c.relnamespace in (select oid from pg_namespace where nspname in ('public', 'auth')) order by 1`

test('9: the application and the jobs own nothing and bypass nothing; every table with state data has row-level security forced', async () => {
  const migrator = database.db('migrator')
  const tables = (await TABLES.execute(migrator)).rows
  const state = tables.filter((table) => table.state)
  expect(state.length).toBeGreaterThan(30)
  expect(state.filter((table) => !table.secured || !table.forced)).toEqual([])
  expect(tables.filter((table) => table.owner !== 'vrs_migrator')).toEqual([])
  const logins = await sql<{ rolname: string }>`select rolname from pg_roles where rolname in ('vrs_app', 'vrs_jobs') and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`.execute(migrator)
  expect(logins.rows).toHaveLength(2)
  const owned = await sql<{ n: number }>`
    select (select count(*) from pg_class where pg_get_userbyid(relowner) in ('vrs_app', 'vrs_jobs')) + (select count(*) from pg_proc where pg_get_userbyid(proowner) in ('vrs_app', 'vrs_jobs'))
         + (select count(*) from pg_auth_members m where pg_get_userbyid(m.member) in ('vrs_app', 'vrs_jobs')) + (select count(*) from pg_namespace n cross join (values ('vrs_app'), ('vrs_jobs')) l (login) where has_schema_privilege(login, n.oid, 'create') and n.nspname not like 'pg\\_%') as n`.execute(migrator)
  expect(owned.rows[0]!.n).toBe(0)
})

test('9: ref_area is in every primary key and unique constraint of a table with state data, and no login of ours updates it', async () => {
  const migrator = database.db('migrator')
  const loose = await sql<{ name: string }>`
    select c.conrelid::regclass || ' ' || c.conname as name from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attname = 'ref_area'
     where c.contype in ('p', 'u') and not a.attnum = any(c.conkey)`.execute(migrator)
  expect(loose.rows).toEqual([])
  const updates = await sql<{ name: string }>`
    select table_name as name from information_schema.column_privileges where privilege_type = 'UPDATE' and column_name = 'ref_area' and grantee = 'vrs_jobs'`.execute(migrator)
  expect(updates.rows).toEqual([])
})

test('9: without a viewer a query returns no rows, nor does it on a connection that had one before', async () => {
  const one = database.db('app', 1)
  const state = (await TABLES.execute(database.db('migrator'))).rows.filter((table) => table.state).map((table) => table.name)
  const readable = async (db: Db) => {
    const counts: { [table: string]: number } = {}
    for (const table of state) {
      const may = await sql<{ ok: boolean }>`select has_any_column_privilege(${table}, 'select') as ok`.execute(db)
      if (may.rows[0]!.ok) counts[table] = (await sql<{ n: number }>`select count(*) as n from ${sql.raw(table)}`.execute(db)).rows[0]!.n
    }
    return counts
  }
  const nothing = Object.fromEntries(Object.keys(await readable(one)).map((table) => [table, 0]))
  expect(Object.keys(nothing)).toContain('obs_vrs_detect')
  expect(await readable(one)).toEqual(nothing)
  expect(await seeFigures(one, viewerOf('KHM', 'focal_point'), NOW)).toHaveLength(9)
  expect(await readable(one)).toEqual(nothing)
  expect(await withViewer(one, anonymous, NOW, async (trx) => (await sql<{ n: number }>`select count(*) as n from obs_vrs_detect`.execute(trx)).rows[0]!.n)).toBe(0)
  expect(await seeFigures(one, viewerOf('FJI', 'analyst'), NOW)).toEqual([])
})

test('9: the application lifts no policy, makes none and becomes no other login', async () => {
  const denied = ['select secure_table(\'release\', \'\', \'all :: select :: vrs_app :: true\')', 'select install_release_policies(\'release\', null)', 'create policy open on release using (true)', 'alter table release disable row level security', 'set role vrs_migrator', 'set session authorization vrs_jobs']
  for (const statement of denied) await expect(sql.raw(statement).execute(database.db('app', 1)), statement).rejects.toMatchObject({ code: '42501' })
})

test('10: thousands of interleaved requests of two states over a one-connection pool leak nothing', { timeout: 60_000 }, async () => {
  const one = database.db('app', 1)
  const expected = { THA: 8, FJI: 0, MYS: 4, KHM: 9 } as const
  const wrong: string[] = []
  const requests = Array.from({ length: 2000 }, (_, i) => (['THA', 'FJI', 'KHM', 'MYS'] as const)[(i * 7) % 4]!)
  await Promise.all(requests.map(async (member, i) => {
    try {
      const rows = await seeFigures(one, viewerOf(member, 'analyst'), NOW)
      if (rows.length !== expected[member] || (member === 'MYS' && rows.some((row) => row.refArea !== 'MYS'))) wrong.push(`${member}: ${rows.length}`)
      // Every tenth request fails in the middle: its transaction ends, and with it what it could see.
      if (i % 10 === 0) await withViewer(one, viewerOf(member, 'focal_point'), NOW, (trx) => sql`select 1 / 0`.execute(trx)).catch((error: { code?: string }) => { if (error.code !== '22012') throw error })
    } catch (error) {
      wrong.push(String(error))
    }
  }))
  expect(wrong).toEqual([])
})

test('the jobs login reads across members and writes nothing but copies of terms', async () => {
  expect((await sql<{ n: number }>`select count(distinct ref_area) as n from obs_vrs_detect`.execute(jobs)).rows[0]!.n).toBe(3)
  for (const statement of ['update obs_vrs_detect set obs_value = 0', 'delete from obs_vrs_detect', 'update release set level = 4', 'update release_period set level = 4', 'delete from audit_entry', 'update ledger set count = 0']) {
    await expect(sql.raw(statement).execute(jobs), statement).rejects.toMatchObject({ code: '42501' })
  }
})
