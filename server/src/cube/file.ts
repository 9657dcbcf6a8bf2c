import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DECLARED } from '@openvrs/core/query/sql-source.ts'

export type CubeFile = { readonly instance: DuckDBInstance; /** Closes to others what the engine wrote beside the file. */ seal(): void; close(): void }

/** Raised when what stands in the file changes its shape: an older file is made anew. */
const FORMAT = 2

/**
 * Opens the copy in its folder, or makes it anew where it is missing, damaged, of another format or another database's.
 * The engine reaches no other file and no network, and nothing that is asked of it changes that.
 */
export async function openFile(folder: string, memory: string, database: string): Promise<CubeFile> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const made = `${FORMAT} ${database}`
  const kept = existsSync(fileOf(folder)) ? await open(folder, memory, made).catch(() => undefined) : undefined
  if (kept) return kept
  removeFile(folder)
  return open(folder, memory, made, true)
}

export function removeFile(folder: string): void {
  for (const name of ['figures.duckdb', 'figures.duckdb.wal', 'spill']) rmSync(join(folder, name), { recursive: true, force: true })
}

/** The folder is closed already; the engine makes its files as the process does any. */
function seal(folder: string): void {
  for (const name of ['figures.duckdb', 'figures.duckdb.wal']) if (existsSync(join(folder, name))) chmodSync(join(folder, name), 0o600)
}

const fileOf = (folder: string): string => join(folder, 'figures.duckdb')

async function open(folder: string, memory: string, made: string, isNew = false): Promise<CubeFile> {
  mkdirSync(join(folder, 'spill'), { recursive: true, mode: 0o700 })
  const instance = await DuckDBInstance.create(fileOf(folder), {
    memory_limit: memory, temp_directory: join(folder, 'spill'), max_temp_directory_size: '10GB', enable_external_access: 'false', preserve_insertion_order: 'false',
  })
  const file = { instance, seal: () => seal(folder), close: () => instance.closeSync() }
  try {
    const connection = await instance.connect()
    await prepare(connection, made, isNew)
    connection.closeSync()
    file.seal()
    return file
  } catch (problem) {
    file.close()
    throw problem
  }
}

async function prepare(connection: DuckDBConnection, made: string, isNew: boolean): Promise<void> {
  await connection.run(`set lock_configuration = true`)
  if (isNew) {
    await connection.run(TABLES)
    await connection.run('insert into made values ($1)', [made])
  }
  const { value } = (await connection.runAndReadAll('select value from made')).getRowObjects()[0] ?? {}
  if (value !== made) throw new Error('the copy was made for another database, or by another release of the software')
}

/** `release` and `release_period` as the database has them; `loaded`: whose rows are here; `leftover`: whose rows are here and count no more. */
const TABLES = `
create table made (value varchar);
create table release (ref_area varchar, release_id bigint, dataflow varchar, approved_at timestamptz, rows bigint, ${DECLARED.map((name) => `${name} varchar`).join(', ')});
create table release_period (ref_area varchar, release_id bigint, dataflow varchar, freq varchar, time_period varchar, level smallint, share_group varchar, embargo_until timestamptz,
  valid_from timestamptz, valid_to timestamptz, shown_from timestamptz, shown_to timestamptz);
create table loaded (ref_area varchar, release_id bigint, dataflow varchar, approved_at timestamptz);
create table leftover (ref_area varchar, release_id bigint, dataflow varchar);`
