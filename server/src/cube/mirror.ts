import type { DuckDBConnection } from '@duckdb/node-api'
import { sql, type RawBuilder } from 'kysely'
import { DECLARED } from '@openvrs/core/query/sql-source.ts'
import type { Db, Trx } from '../db/connect.ts'
import { rowsOf, type Given } from './statement.ts'

type Texts = { readonly [column: string]: readonly (string | null)[] }

/** How often each member's releases had changed when they were copied. */
export type Versions = ReadonlyMap<string, number>

/** Copies the releases of those members whose releases are other ones than `known`, all at one instant. Resolves to what is known now. */
export async function renewMirror(jobs: Db, connection: DuckDBConnection, known: Versions | undefined): Promise<Versions> {
  const { versions, members, release, periods } = await jobs.transaction().setIsolationLevel('repeatable read').execute(async (trx) => {
    const versions = new Map((await sql<{ ref_area: string; version: number }>`select ref_area, version from release_change`.execute(trx)).rows.map((r) => [r.ref_area, r.version]))
    const members = known ? [...versions].filter(([member, version]) => known.get(member) !== version).map(([member]) => member) : null
    return { versions, members, release: await readColumns(trx, RELEASE, 'release', members, sql`holds = 'figures'`), periods: await readColumns(trx, PERIOD, 'release_period', members) }
  })
  await connection.run('begin transaction')
  try {
    await replace(connection, 'release', RELEASE, release, members)
    await replace(connection, 'release_period', PERIOD, periods, members)
    await setAside(connection)
    await connection.run('commit')
  } catch (problem) {
    await connection.run('rollback').catch(() => undefined)
    throw problem
  }
  return versions
}

type Columns = { readonly [column: string]: 'varchar' | 'bigint' | 'smallint' | 'timestamptz' | 'declared' }
const RELEASE: Columns = { ref_area: 'varchar', release_id: 'bigint', dataflow: 'varchar', approved_at: 'timestamptz', rows: 'bigint', ...Object.fromEntries(DECLARED.map((name) => [name, 'declared'])) }
const PERIOD: Columns = {
  ref_area: 'varchar', release_id: 'bigint', dataflow: 'varchar', freq: 'varchar', time_period: 'varchar', level: 'smallint', share_group: 'varchar', embargo_until: 'timestamptz',
  valid_from: 'timestamptz', valid_to: 'timestamptz', shown_from: 'timestamptz', shown_to: 'timestamptz',
}

/** As text, so that an instant keeps its microseconds. */
async function readColumns(trx: Trx, columns: Columns, table: string, members: readonly string[] | null, which = sql`true`): Promise<Texts> {
  const shown = Object.entries(columns).map(([name, type]) => sql`${textOf(name, type)} as ${sql.ref(name)}`)
  const { rows } = await sql<{ readonly [column: string]: string | null }>`select ${sql.join(shown)} from ${sql.table(table)} where ${which} and (${members}::text[] is null or ref_area = any(${members}::text[]))`.execute(trx)
  return Object.fromEntries(Object.keys(columns).map((name) => [name, rows.map((row) => row[name]!)]))
}

function textOf(name: string, type: Columns[string]): RawBuilder<unknown> {
  switch (type) {
    case 'timestamptz':
      return sql`(${sql.ref(name)} at time zone 'UTC')::text || '+00'`
    case 'declared':
      return sql`declarations->>${sql.lit(name)}`
    default:
      return sql`${sql.ref(name)}::text`
  }
}

async function replace(connection: DuckDBConnection, table: string, columns: Columns, given: Texts, members: readonly string[] | null): Promise<void> {
  if (members) await rowsOf(connection, `delete from ${table} where ref_area = any($1::varchar[])`, [members])
  else await connection.run(`delete from ${table}`)
  const values: readonly Given[] = Object.keys(columns).map((name) => given[name]!)
  if (given['ref_area']!.length === 0) return
  await rowsOf(connection, `insert into ${table} (${Object.keys(columns).join(', ')}) select ${Object.entries(columns).map(([name, type]) => (type === 'declared' ? name : `${name}::${type}`)).join(', ')} from (select ${Object.keys(columns).map((name, at) => `unnest($${at + 1}::varchar[]) as ${name}`).join(', ')})`, values)
}

/** Rows of a release that the database has no more, or that is another one under the same number, count no more. */
async function setAside(connection: DuckDBConnection): Promise<void> {
  const gone = 'not exists (select 1 from release r where r.ref_area = l.ref_area and r.release_id = l.release_id and r.dataflow = l.dataflow and r.approved_at = l.approved_at)'
  await connection.run(`insert into leftover select ref_area, release_id, dataflow from loaded l where ${gone}`)
  await connection.run(`delete from loaded l where ${gone}`)
}

/** Releases of which rows are still missing; of one dataflow where it is named. */
export const MISSING = 'from release r where not exists (select 1 from loaded l where l.ref_area = r.ref_area and l.release_id = r.release_id and l.dataflow = r.dataflow and l.approved_at = r.approved_at)'
