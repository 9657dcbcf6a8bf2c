import { DOUBLE, DuckDBDataChunk, INTEGER, VARCHAR, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api'
import { sql } from 'kysely'
import { partsOf, tableOf, tangled } from '@openvrs/core/query/sql-source.ts'
import { columns, Parameters } from '@openvrs/core/query/statement.ts'
import type { Db } from '../db/connect.ts'
import { MISSING } from './mirror.ts'
import { rowsOf } from './statement.ts'
import type { Kept } from './tables.ts'

/** About how many rows one transaction appends; a larger release is one of its own. */
const BATCH_ROWS = 250_000
const FETCH_ROWS = 20_000
/** What a chunk of the engine holds. */
const CHUNK_ROWS = 2048

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
    const parts = new Parts(last, kept.key.length + 2)
    const appender = await connection.createAppender(tableOf(flow).slice(1, -1))
    await readObservations(jobs, kept, batch, (rows) => appendRows(appender, kept, parts, rows))
    appender.closeSync()
    await appendParts(connection, kept, parts)
    await describeParts(connection, kept, last)
    await rowsOf(connection, `insert into loaded select r.ref_area, r.release_id, r.dataflow, r.approved_at ${MISSING} and r.dataflow = $1::varchar and (r.ref_area || ':' || r.release_id) = any($2::varchar[])`, [flow.id, batch.map((b) => `${b.ref_area}:${b.release_id}`)])
    await connection.run('commit')
  } catch (problem) {
    await connection.run('rollback').catch(() => undefined)
    throw problem
  }
}

type Row = readonly (string | number | null)[]

/** Numbers the parts of a batch by the columns that its rows begin with: the release, the key dimensions and the signature. */
class Parts {
  readonly all: Row[] = []
  private readonly numbers = new Map<string, number>()
  private readonly last: number
  readonly width: number

  constructor(last: number, width: number) {
    this.last = last
    this.width = width
  }

  numberOf(row: Row): number {
    const own = row.slice(0, this.width)
    const key = own.join('|')
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const next = this.last + this.all.push(own)
    this.numbers.set(key, next)
    return next
  }
}

/** By period, so that the parts of one lie together and a question about some periods reads these alone. */
async function readObservations(jobs: Db, { flow, key, optional }: Kept, batch: readonly Missing[], take: (rows: readonly Row[]) => void): Promise<void> {
  const shown = [`release_id, ${columns(key)}, signature`, ...(optional.length > 0 ? [columns(optional)] : []), 'obs_value'].join(', ')
  await jobs.transaction().setAccessMode('read only').execute(async (trx) => {
    await sql`set local work_mem = '64MB'`.execute(trx)
    await sql`declare figures no scroll cursor for select ${sql.raw(shown)} from ${sql.raw(tableOf(flow))}
      where (ref_area, release_id) in (select * from unnest(${batch.map((b) => b.ref_area)}::text[], ${batch.map((b) => b.release_id)}::bigint[])) order by time_period collate "C"`.execute(trx)
    for (;;) {
      const { rows } = await sql.raw<{ readonly [column: string]: string | number | null }>(`fetch ${FETCH_ROWS} from figures`).execute(trx)
      take(rows.map((row) => Object.values(row)))
      if (rows.length < FETCH_ROWS) break
    }
  })
}

function appendRows(appender: DuckDBAppender, { optional }: Kept, parts: Parts, rows: readonly Row[]): void {
  const types = [INTEGER, ...optional.map(() => VARCHAR), DOUBLE]
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const some = rows.slice(from, from + CHUNK_ROWS)
    const chunk = DuckDBDataChunk.create(types, some.length)
    chunk.setColumns([some.map((row) => parts.numberOf(row)), ...types.slice(1).map((_, at) => some.map((row) => row[parts.width + at]!))])
    appender.appendDataChunk(chunk)
  }
}

async function appendParts(connection: DuckDBConnection, { flow, key }: Kept, parts: Parts): Promise<void> {
  if (parts.all.length === 0) return
  const appender = await connection.createAppender(partsOf(flow).slice(1, -1))
  for (const own of parts.all) {
    appender.appendInteger(parts.numberOf(own))
    appender.appendBigInt(BigInt(own[0]!))
    for (let at = 1; at <= key.length; at++) appender.appendVarchar(String(own[at]))
    appender.appendInteger(Number(own[key.length + 1]))
    appender.appendBigInt(0n)
    appender.appendBoolean(false)
    appender.endRow()
  }
  appender.closeSync()
}

/** How many figures each new part has, and whether it is tangled: nothing about its rows changes any more. */
async function describeParts(connection: DuckDBConnection, { flow, nested }: Kept, last: number): Promise<void> {
  const parts = partsOf(flow)
  const rows = `${tableOf(flow)} where _part > ${last} and obs_value is not null`
  await connection.run(`update ${parts} p set _figures = n from (select _part, count(*) as n from ${rows} group by _part) f where f._part = p._part`)
  if (nested.length === 0) return
  const { bind, values } = new Parameters()
  const found = tangled('shape', ['_part'], nested, bind)
  await rowsOf(connection, `with shape as materialized (select distinct _part, ${columns(nested.map((n) => n.dimension))} from ${rows}), ${found} update ${parts} p set _tangled = true where p._part in (select _part from tangled)`, values)
}
