import type { DuckDBConnection } from '@duckdb/node-api'
import { sql } from 'kysely'
import { partsOf, sumsOf, tableOf, tangled, WHOLE } from '@openvrs/core/query/sql-source.ts'
import { column, columns, Parameters } from '@openvrs/core/query/statement.ts'
import type { Db } from '../db/connect.ts'
import { MISSING } from './mirror.ts'
import { rowsOf, type Given } from './statement.ts'
import type { Kept } from './tables.ts'

/** About how many rows one transaction appends; a larger release is one of its own. */
const BATCH_ROWS = 1_000_000
/** About how many letters the values of the rows have that are on their way at once: some hundred thousand rows. */
const HELD_LETTERS = 400_000

type Missing = { readonly ref_area: string; readonly release_id: number; readonly dataflow: string; readonly rows: number }

/** Appends the rows of the next releases that are missing. Resolves to whether there were any. */
export async function loadNext(jobs: Db, connection: DuckDBConnection, all: readonly Kept[]): Promise<boolean> {
  const missing = await rowsOf<Missing>(connection, `select ref_area, release_id, dataflow, rows ${MISSING} order by dataflow, approved_at, ref_area, release_id limit 5000`)
  const kept = all.find(({ flow }) => flow.id === missing[0]?.dataflow)
  if (!kept) return false
  const batch: Missing[] = []
  let rows = 0
  for (const release of missing.filter((m) => m.dataflow === kept.flow.id)) {
    if (batch.length > 0 && rows + release.rows > BATCH_ROWS) break
    batch.push(release)
    rows += release.rows
  }
  await append(jobs, connection, kept, batch)
  return true
}

async function append(jobs: Db, connection: DuckDBConnection, kept: Kept, batch: readonly Missing[]): Promise<void> {
  const { flow } = kept
  await connection.run('begin transaction')
  try {
    const [{ last } = { last: 0 }] = await rowsOf<{ last: number }>(connection, `select coalesce(max(_part), 0) as last from ${partsOf(flow)}`)
    let next = last + 1
    await readParts(jobs, kept, batch, async (parts) => {
      await insertParts(connection, kept, next, parts)
      next += parts.length
    })
    await addUp(connection, kept, last)
    await findTangled(connection, kept, last)
    await rowsOf(connection, `insert into loaded select r.ref_area, r.release_id, r.dataflow, r.approved_at ${MISSING} and r.dataflow = $1::varchar and (r.ref_area || ':' || r.release_id) = any($2::varchar[])`, [flow.id, batch.map((b) => `${b.ref_area}:${b.release_id}`)])
    await connection.run('commit')
  } catch (problem) {
    await connection.run('rollback').catch(() => undefined)
    throw problem
  }
}

/** A part as text: each column of its rows in one, with a line between, which no code holds. */
type Part = { readonly [column: string]: string }
const BETWEEN = '|'

/** The parts of a batch as `take` is done with those before. By period, so that those of one lie together and a question about some periods reads these alone. */
async function readParts(jobs: Db, { flow, key, optional }: Kept, batch: readonly Missing[], take: (parts: readonly Part[]) => Promise<void>): Promise<void> {
  const own = `release_id, ${columns(key)}, signature`
  const shown = [
    'release_id::text', columns(key), 'signature::text', 'count(obs_value)::text as figures', ...optional.map((d) => `string_agg(${column(d)}, '${BETWEEN}') as ${column(d)}`),
    `string_agg(coalesce(obs_value::text, ''), '${BETWEEN}') as obs_value`,
  ].join(', ')
  await jobs.transaction().setAccessMode('read only').execute(async (trx) => {
    await sql`set local work_mem = '64MB'`.execute(trx)
    await sql`declare parts no scroll cursor for select ${sql.raw(shown)} from ${sql.raw(tableOf(flow))}
      where (ref_area, release_id) in (select * from unnest(${batch.map((b) => b.ref_area)}::text[], ${batch.map((b) => b.release_id)}::bigint[])) group by ${sql.raw(own)} order by time_period collate "C"`.execute(trx)
    const fetch = async (count: number) => (await sql.raw<Part>(`fetch ${count} from parts`).execute(trx)).rows
    for (let parts = await fetch(1); parts.length > 0;) {
      const [following] = await Promise.all([fetch(manyLike(parts)), take(parts)])
      parts = following
    }
  })
}

/** So many parts that about as many rows as are held at once come, if they are as large as these. */
function manyLike(parts: readonly Part[]): number {
  const letters = parts.reduce((sum, part) => sum + part['obs_value']!.length, 0) / parts.length
  return Math.max(1, Math.ceil(HELD_LETTERS / (letters + 1)))
}

async function insertParts(connection: DuckDBConnection, { flow, key, optional }: Kept, first: number, parts: readonly Part[]): Promise<void> {
  const given = (names: readonly string[]): readonly Given[] => [parts.map((_, at) => first + at), ...names.map((name) => parts.map((part) => part[name]!))]
  const list = (at: number): string => `unnest($${at}::varchar[])`
  const keys = ['release_id', ...key.map((d) => d.id.toLowerCase()), 'signature', 'figures']
  await rowsOf(connection, `insert into ${partsOf(flow)} select unnest($1::integer[]), ${keys.map((_, at) => list(at + 2)).join(', ')}, false`, given(keys))
  const cells = [...optional.map((d) => d.id.toLowerCase()), 'obs_value']
  const split = cells.map((_, at) => `unnest(string_split(c${at}, '${BETWEEN}'))`)
  await rowsOf(connection, `insert into ${tableOf(flow)} select * replace (nullif(value, '')::double as value) from (
    select _part, ${split.map((cell, at) => (at === optional.length ? `${cell} as value` : `${cell} as v${at}`)).join(', ')}
      from (select unnest($1::integer[]) as _part, ${cells.map((_, at) => `${list(at + 2)} as c${at}`).join(', ')}))`, given(cells))
}

/** What each new part comes to: as a whole, and under each code of every breakdown that it has. */
async function addUp(connection: DuckDBConnection, { flow, optional }: Kept, last: number): Promise<void> {
  const sums = [`select o._part, ${WHOLE}, '', sum(o.obs_value), count(*) from ${tableOf(flow)} o where o._part > ${last} and o.obs_value is not null group by o._part`, ...optional.map((d, at) =>
    `select o._part, ${at}, o.${column(d)}, sum(o.obs_value), count(*) from ${tableOf(flow)} o join ${partsOf(flow)} p using (_part) where p._part > ${last} and (p.signature >> ${at}) & 1 = 1 and o.obs_value is not null group by o._part, o.${column(d)}`)]
  await connection.run(`insert into ${sumsOf(flow)} ${sums.join(' union all ')}`)
}

/** Which new parts are tangled: nothing about their rows changes any more. */
async function findTangled(connection: DuckDBConnection, { flow, nested }: Kept, last: number): Promise<void> {
  if (nested.length === 0) return
  const { bind, values } = new Parameters()
  const found = tangled('shape', ['_part'], nested, bind)
  await rowsOf(connection, `with shape as materialized (select distinct _part, ${columns(nested.map((n) => n.dimension))} from ${tableOf(flow)} where _part > ${last} and obs_value is not null), ${found}
    update ${partsOf(flow)} p set _tangled = true where p._part in (select _part from tangled)`, values)
}
