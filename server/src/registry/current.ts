import { compareVersions } from '@openvrs/core/metadata/version.ts'
import type { Collection, Dataflow } from '@openvrs/core/metadata/model.ts'
import { readCollection } from '@openvrs/core/metadata/read.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { ReadDb } from '../db/connect.ts'
import { currentRegister } from './register.ts'
import { storedFiles } from './stored.ts'

export type Version = { readonly id: string; readonly version: string; readonly sha256: string; readonly installedAt: Date }

/** Parsed collections by their bytes: what is published never changes, and other translations are other bytes. */
const parsed = new Map<string, Collection>()

/** The newest version of every collection, by id, with the register as it is now. */
export async function currentCollections(db: ReadDb): Promise<ReadonlyMap<string, Collection>> {
  const newest = new Map((await installedVersions(db)).map((v) => [v.id, v])) // sorted by age: the last of each id stays
  const register = await currentRegister(db)
  const collections = await Promise.all([...newest.values()].map(async (v) => [v.id, { ...(await load(db, v)), register }] as const))
  return new Map(collections)
}

/** One version of a collection, the newest where none is named. Reports are bound to the version that they began with. */
export async function getCollection(db: ReadDb, id: string, version?: string): Promise<Collection> {
  const found = (await installedVersions(db)).findLast((v) => v.id === id && (version === undefined || v.version === version))
  if (!found) throw new Problem('not_found')
  return { ...(await load(db, found)), register: await currentRegister(db) }
}

/** The dataflow of that id and the collection that it belongs to, at their newest. */
export async function findDataflow(db: ReadDb, dataflow: string): Promise<{ readonly collection: Collection; readonly dataflow: Dataflow } | undefined> {
  for (const collection of (await currentCollections(db)).values()) {
    const found = collection.dataflows.get(dataflow)
    if (found) return { collection, dataflow: found }
  }
  return undefined
}

/** What is released under terms of its own: a dataflow, or a kind of narratives. */
export type Shareable = Pick<Dataflow, 'id' | 'name' | 'frequencies' | 'reciprocity'> & { readonly neverPublic: boolean }

export const shareablesOf = (collection: Collection): readonly Shareable[] =>
  [...[...collection.dataflows.values()].map((flow) => ({ ...flow, neverPublic: false })), ...collection.narratives.values()]

export async function listShareables(db: ReadDb): Promise<readonly Shareable[]> {
  return [...(await currentCollections(db)).values()].flatMap(shareablesOf)
}

/** That of an id, at its newest. */
export const findShareable = async (db: ReadDb, id: string): Promise<Shareable | undefined> => (await listShareables(db)).find((one) => one.id === id)

/** Every installed version, by id, older ones first. */
export async function installedVersions(db: ReadDb): Promise<readonly Version[]> {
  const rows = await db.selectFrom('collection').select(['id', 'version', 'sha256', 'installed_at as installedAt']).execute()
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : compareVersions(a.version, b.version)))
}

async function load(db: ReadDb, { id, version, sha256 }: Version): Promise<Collection> {
  const key = `${id} ${version} ${sha256}`
  const known = parsed.get(key)
  if (known) return known
  const { files } = await db.selectFrom('collection').select('files').where('id', '=', id).where('version', '=', version).executeTakeFirstOrThrow()
  const { collection } = readCollection(storedFiles(files))
  if (!collection) throw new Error(`the installed collection ${id} ${version} cannot be read`)
  parsed.set(key, collection)
  return collection
}
