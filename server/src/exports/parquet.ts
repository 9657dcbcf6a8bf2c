import { DOUBLE, DuckDBDataChunk, DuckDBInstance, DuckDBTimestampTZValue, INTEGER, TIMESTAMPTZ, VARCHAR, type DuckDBConnection, type DuckDBType, type DuckDBValue } from '@duckdb/node-api'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { printValue } from '@openvrs/core/query/cell.ts'
import { eachOnce } from '@openvrs/core/query/each-once.ts'
import type { Row } from '@openvrs/core/query/table.ts'
import { columnsOf, periodsOf, TERMS, termsByMember, termsOf, type Origin } from '../explore/index.ts'
import type { Taken } from './taken.ts'

/** The engine's own: the rows lie on disk, so that little of them is held. */
const MEMORY = '256MB'
/** As the engine takes them. */
const ROWS_A_CHUNK = 2048

/**
 * A Parquet file of the columns that CSV has, typed; what travels with them stands on the rows and, as a whole, among its metadata.
 * An engine of its own writes it, in a folder of its own in which nothing stays: it reaches no other file, no network and no
 * figure but these rows.
 */
export async function* parquetOf(taken: Taken, folder: string): AsyncGenerator<Buffer> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const own = await mkdtemp(join(folder, 'parquet-'))
  try {
    await write(taken, own)
    yield* createReadStream(join(own, 'figures.parquet')) as AsyncIterable<Buffer>
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

type Column = { readonly name: string; readonly type: DuckDBType; readonly sql: string }

function columnsFor({ planned: { plan, made } }: Taken): readonly Column[] {
  const [codes, value] = [plan.columns.length, columnsOf(plan, made?.derivation).length - 1]
  const figures = columnsOf(plan, made?.derivation).map((name, at): Column => (at < codes ? { name, type: VARCHAR, sql: 'varchar' } : at < value ? { name, type: INTEGER, sql: 'integer' } : { name, type: DOUBLE, sql: 'double' }))
  return [...figures, ...TERMS.map((name): Column => (name === 'as_known_on' ? { name, type: TIMESTAMPTZ, sql: 'timestamptz' } : { name, type: VARCHAR, sql: 'varchar' }))]
}

async function write(taken: Taken, folder: string): Promise<void> {
  const columns = columnsFor(taken)
  const instance = await DuckDBInstance.create(join(folder, 'rows.duckdb'), { memory_limit: MEMORY, threads: '1', temp_directory: join(folder, 'spill'), preserve_insertion_order: 'true' })
  try {
    const connection = await instance.connect()
    await shut(connection, folder)
    // Names of columns come from the metadata alone.
    await connection.run(`create table figures (${columns.map(({ name, sql }) => `"${name}" ${sql}`).join(', ')})`)
    await fillTable(connection, columns, taken)
    const metadata = Object.entries(metadataOf(taken))
    for (const [name, words] of metadata) await connection.run(`set variable ${name} = $1`, [words])
    const named = metadata.map(([name]) => `${name}: getvariable('${name}')`).join(', ')
    await connection.run(`copy figures to '${join(folder, 'figures.parquet').replaceAll("'", "''")}' (format parquet, compression zstd, kv_metadata {${named}})`)
  } finally {
    instance.closeSync()
  }
}

/** From here on the engine reaches its own folder, and nothing changes that. */
async function shut(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`set allowed_directories = ['${folder.replaceAll("'", "''")}/']`)
  for (const setting of ['autoinstall_known_extensions = false', 'autoload_known_extensions = false', 'enable_external_access = false', 'lock_configuration = true']) await connection.run(`set ${setting}`)
}

async function fillTable(connection: DuckDBConnection, columns: readonly Column[], { rows, originOf, differing, asOf }: Taken): Promise<void> {
  const appender = await connection.createAppender('figures')
  const instant = new DuckDBTimestampTZValue(BigInt(asOf.getTime()) * 1000n)
  const terms = eachOnce((origin: Origin) => termsOf(origin, differing, asOf).slice(0, -1))
  const valuesOf = (row: Row): readonly DuckDBValue[] => {
    const value = printValue(row)
    return [...row.codes, ...periodsOf(row), value === '' ? null : Number(value), ...terms(originOf(row)), instant]
  }
  for await (const lot of rows) {
    for (let from = 0; from < lot.length; from += ROWS_A_CHUNK) {
      const some = lot.slice(from, from + ROWS_A_CHUNK).map(valuesOf)
      const chunk = DuckDBDataChunk.create(columns.map(({ type }) => type), some.length)
      columns.forEach((_, at) => chunk.setColumnValues(at, some.map((values) => values[at]!)))
      appender.appendDataChunk(chunk)
    }
    appender.flushSync()
  }
  appender.closeSync()
}

/** What a reader of the file finds beside its columns. */
const metadataOf = ({ planned: { collection, plan }, definitions, released, owners, asOf }: Taken) => ({
  structure: `${collection.agency}:${plan.flow.id}(${collection.version})`,
  as_known_on: asOf.toISOString(),
  terms: JSON.stringify(termsByMember(released, owners)),
  definitions: JSON.stringify(definitions.filter(({ member }) => owners.has(member))),
})
