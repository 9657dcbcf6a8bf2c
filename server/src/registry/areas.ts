import type { Collection, Words } from '@openvrs/core/metadata/model.ts'
import type { ReadDb } from '../db/connect.ts'
import { currentCollections } from './current.ts'

/** The areas that any collection knows, with their names in every language: what its members may be. */
export function areasOf(collections: ReadonlyMap<string, Collection>): ReadonlyMap<string, Words> {
  const lists = [...collections.values()].flatMap((c) => [...c.dataflows.values()].flatMap((flow) => {
    const area = flow.dimensions.find((d) => d.id === 'REF_AREA')?.representation
    return area?.kind === 'codelist' ? (c.codelists.get(area.list)?.codes ?? []) : []
  }))
  return new Map(lists.map((code) => [code.id, code.name]))
}

/** What members are called in a language: those that are areas of a collection by its name, the others by their own. In English every member by its own. */
export async function memberNames(db: ReadDb, language: string): Promise<(code: string, own: string) => string> {
  if (language === 'en') return (_code, own) => own
  const areas = areasOf(await currentCollections(db))
  return (code, own) => areas.get(code)?.[language] ?? own
}
