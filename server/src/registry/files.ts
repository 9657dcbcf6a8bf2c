import { existsSync, readdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { readCollection, type ReadCollection } from '@openvrs/core/metadata/read.ts'

/** The texts of a collection: path inside its folder, separated by `/`, to content. */
export type CollectionFiles = ReadonlyMap<string, string>

/** All files of a folder, hidden ones left out. Throws where the folder cannot be read. */
export async function readFolder(dir: string): Promise<CollectionFiles> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const paths = entries.filter((e) => e.isFile() && !e.name.startsWith('.')).map((e) => join(e.parentPath, e.name))
  const texts = await Promise.all(paths.toSorted().map(async (path) => [relative(dir, path).split(sep).join('/'), await readFile(path, 'utf8')] as const))
  return new Map(texts)
}

export const readCollectionFolder = async (dir: string): Promise<ReadCollection> => readCollection(await readFolder(dir))

/** The folders of the collections that come with the program. */
export function builtinCollections(): readonly string[] {
  const root = join(import.meta.dirname, '../../../collections')
  if (!existsSync(root)) return []
  return readdirSync(root, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => join(root, e.name)).toSorted()
}
