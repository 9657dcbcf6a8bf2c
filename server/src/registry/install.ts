import { sql } from 'kysely'
import sentences from '@openvrs/core/i18n/collection.en.json' with { type: 'json' }
import { removedAnswers, removedCodes, removedDataflows, removedNarratives, structureBreaks } from '@openvrs/core/metadata/evolution.ts'
import type { Collection, Dataflow } from '@openvrs/core/metadata/model.ts'
import { readCollection } from '@openvrs/core/metadata/read.ts'
import { compareVersions } from '@openvrs/core/metadata/version.ts'
import { fill, Problem } from '@openvrs/core/problem.ts'
import { appendAudit, SYSTEM_CHAIN } from '../audit/index.ts'
import { reading, type Db, type Trx } from '../db/connect.ts'
import { currentCollections, getCollection, installedVersions } from './current.ts'
import type { CollectionFiles } from './files.ts'
import { seedRegister } from './register.ts'
import { hashFiles, storedFiles } from './stored.ts'
import { columnName, createTable, extendTable, tableName } from './tables.ts'

export type Installed = { readonly id: string; readonly version: string; readonly outcome: 'installed' | 'translated' | 'already_there' }

/** One installation at a time, whatever the number of servers. */
const LOCK = 7_203_418

/**
 * Installs a version of a collection: its files, its tables of observations and its register, in one transaction with
 * the audit entry. `migrator` is a connection of the login that owns the tables. The same bytes again change nothing; the
 * same version with other translations gets those, since they change what no figure means.
 * Problems: collection.invalid, .published, .older, .breaks.
 */
export async function installCollection(migrator: Db, files: CollectionFiles, by: string, now: Date): Promise<Installed> {
  const collection = readOrRefuse(files)
  const { id, version } = collection
  const sha256 = hashFiles(files)
  return migrator.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx)
    const installed = (await installedVersions(reading(trx))).filter((v) => v.id === id)
    const same = installed.find((v) => v.version === version)
    if (same?.sha256 === sha256) return { id, version, outcome: 'already_there' }
    if (same) return translate(trx, files, { id, version, sha256 }, by, now)
    const current = installed.at(-1)?.version
    if (current !== undefined && compareVersions(version, current) < 0) throw new Problem('collection.older', { collection: id, version, current })
    await refuseBreaks(trx, collection, current)
    for (const flow of collection.dataflows.values()) await installTable(trx, flow)
    await trx.insertInto('collection').values({ id, version, files: JSON.stringify(Object.fromEntries(files)), sha256, installed_at: now }).execute()
    await seedRegister(trx, collection.register, now)
    await appendAudit(trx, { chain: SYSTEM_CHAIN, at: now, actor: by, action: 'collection.install', subject: `${id} ${version}`, detail: { sha256 } })
    return { id, version, outcome: 'installed' }
  })
}

/** A published version keeps all it says but its translations (`i18n/`). */
async function translate(trx: Trx, files: CollectionFiles, { id, version, sha256 }: { readonly id: string; readonly version: string; readonly sha256: string }, by: string, now: Date): Promise<Installed> {
  const stored = await trx.selectFrom('collection').select('files').where('id', '=', id).where('version', '=', version).executeTakeFirstOrThrow()
  if (hashFiles(untranslated(storedFiles(stored.files))) !== hashFiles(untranslated(files))) throw new Problem('collection.published', { collection: id, version })
  await trx.updateTable('collection').set({ files: JSON.stringify(Object.fromEntries(files)), sha256 }).where('id', '=', id).where('version', '=', version).execute()
  await appendAudit(trx, { chain: SYSTEM_CHAIN, at: now, actor: by, action: 'collection.translate', subject: `${id} ${version}`, detail: { sha256 } })
  return { id, version, outcome: 'translated' }
}

const untranslated = (files: CollectionFiles): CollectionFiles => new Map([...files].filter(([path]) => !path.startsWith('i18n/')))

function readOrRefuse(files: CollectionFiles): Collection {
  const { collection, findings } = readCollection(files)
  if (collection) return collection
  const errors = findings.filter((f) => f.severity === 'error')
  throw new Problem('collection.invalid', { count: errors.length }, errors.map((f) => ({ path: `${f.file}:${f.line}`, message: f.message })))
}

async function installTable(trx: Trx, flow: Dataflow): Promise<void> {
  const columns = await columnsOf(trx, flow.id)
  for (const statement of columns.size === 0 ? createTable(flow) : extendTable(flow, columns)) await sql.raw(statement).execute(trx)
}

async function columnsOf(trx: Trx, dataflow: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${tableName(dataflow)}`.execute(trx)
  return new Set(rows.map((row) => row.name))
}

/** A new version adds; it takes nothing away that a figure uses, and no dataflow of another collection. */
async function refuseBreaks(trx: Trx, next: Collection, current: string | undefined): Promise<void> {
  const sentencesSaid = await takenDataflows(trx, next)
  if (current !== undefined) {
    const previous = await getCollection(reading(trx), next.id, current)
    sentencesSaid.push(...structureBreaks(previous, next), ...(await usedDataflows(trx, previous, next)), ...(await usedCodes(trx, previous, next)))
  }
  if (sentencesSaid.length === 0) return
  throw new Problem('collection.breaks', { collection: next.id, version: next.version }, sentencesSaid.map((message) => ({ path: 'dataflows', message })))
}

async function takenDataflows(trx: Trx, next: Collection): Promise<string[]> {
  const others = [...(await currentCollections(reading(trx))).values()].filter((c) => c.id !== next.id)
  return others.flatMap((other) =>
    [...next.dataflows.keys(), ...next.narratives.keys()].filter((id) => other.dataflows.has(id) || other.narratives.has(id)).map((dataflow) => fill(sentences['evolution.dataflow_taken'], { dataflow, collection: other.id })))
}

async function usedDataflows(trx: Trx, previous: Collection, next: Collection): Promise<string[]> {
  const used: string[] = []
  for (const dataflow of removedDataflows(previous, next)) {
    const { rows } = await sql`select 1 from ${sql.table(tableName(dataflow))} limit 1`.execute(trx)
    if (rows.length > 0) used.push(fill(sentences['evolution.dataflow_used'], { dataflow }))
  }
  for (const dataflow of removedNarratives(previous, next)) {
    const told = await sql`select 1 from narrative where dataflow = ${dataflow} limit 1`.execute(trx)
    if (told.rows.length > 0) used.push(fill(sentences['evolution.dataflow_used'], { dataflow }))
  }
  return used
}

async function usedCodes(trx: Trx, previous: Collection, next: Collection): Promise<string[]> {
  const used: string[] = []
  for (const { dataflow, dimension, codes } of removedCodes(previous, next)) {
    const column = sql.ref(columnName(dimension))
    const { rows } = await sql<{ code: string }>`select distinct ${column} as code from ${sql.table(tableName(dataflow))} where ${column} = any(${codes}::text[]) order by 1`.execute(trx)
    if (rows.length > 0) used.push(fill(sentences['evolution.code_used'], { dataflow, dimension, codes: rows.map((row) => row.code).join(', ') }))
  }
  for (const { list, codes } of removedAnswers(previous, next)) {
    const { rows } = await sql<{ code: string }>`
      select code from unnest(${codes}::text[]) code where exists (
        select from narrative where collection = ${previous.id} and jsonb_path_exists(body, '$.** ? (@ == $code)', jsonb_build_object('code', code))) order by 1`.execute(trx)
    if (rows.length > 0) used.push(fill(sentences['evolution.answer_used'], { list, codes: rows.map((row) => row.code).join(', ') }))
  }
  return used
}
