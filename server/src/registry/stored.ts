import { createHash } from 'node:crypto'
import type { CollectionFiles } from './files.ts'

/** The bytes that a published version is recognised by, whatever the order in which its files were read. */
export function hashFiles(files: CollectionFiles): string {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
}

/** The files of a collection as they lie in the database: path to text. */
export const storedFiles = (stored: unknown): CollectionFiles => new Map(Object.entries(stored as { readonly [path: string]: string }))
