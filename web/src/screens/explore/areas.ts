import { nameIn } from '../../i18n/name-in.ts'
import type { Collection, Flow } from './names.ts'

/** Areas under one name: a region of the world, or a group such as the Bali Process. */
export type Region = { readonly id: string; readonly name: string; readonly areas: readonly string[] }
/** A list of regions. Where they stand apart, an area is in one of them at most. */
export type RegionList = { readonly id: string; readonly name: string; readonly standApart: boolean; readonly regions: readonly Region[] }

/** The lists of the collection by whose regions the codes of a dimension can be shown together: those in which every code says its areas. */
export function regionListsOf(collection: Collection, flow: Flow, dimension: string, language: string): readonly RegionList[] {
  const representation = flow.dimensions.find(({ id }) => id === dimension)?.representation
  if (representation?.kind !== 'codelist') return []
  const known = new Set(collection.codelists.find(({ id }) => id === representation.list)?.codes.map(({ id }) => id))
  return collection.codelists.flatMap(({ id, name, exclusive, codes }) => {
    const regions = codes.map((code): Region => ({ id: code.id, name: nameIn(code.name, language, code.id), areas: code.annotations?.['areas']?.split(' ') ?? [] }))
    const isOfThese = regions.length > 0 && regions.every(({ areas }) => areas.some((area) => known.has(area)))
    return isOfThese ? [{ id, name: nameIn(name, language, id), standApart: exclusive, regions }] : []
  })
}
