import { areasOf, OTHER, REST, TOTAL, UNKNOWN, type Code, type Collection, type Dimension } from '../metadata/model.ts'
import { raise } from './raise.ts'
import { regroup, relabelColumn } from './regroup.ts'
import { columnOf, type Table } from './table.ts'

/** Areas under one name: a region of M49, the Bali Process. A code of a list in which every code says which `areas` it holds. */
export type Region = { readonly id: string; readonly areas: readonly string[] }

const regionOf = (code: Code): Region => ({ id: code.id, areas: areasOf(code) })

type Known = { readonly lists: ReadonlyMap<string, readonly Region[]>; readonly byId: ReadonlyMap<string, Region> }

/** Read once: a collection is immutable, and a question may name hundreds of codes. */
const known = new WeakMap<Collection, Known>()

function knownOf(collection: Collection): Known {
  const found = known.get(collection)
  if (found) return found
  const lists = new Map([...collection.codelists.values()].filter(({ codes }) => codes.length > 0 && codes.every((code) => areasOf(code).length > 0)).map(({ id, codes }) => [id, codes.map(regionOf)]))
  const made = { lists, byId: new Map([...lists.values()].flat().map((region) => [region.id, region])) }
  known.set(collection, made)
  return made
}

/** The regions of a list, or one by its own code; undefined where there is neither. */
export const findRegions = (collection: Collection, id: string): readonly Region[] | undefined => knownOf(collection).lists.get(id) ?? (knownOf(collection).byId.has(id) ? [knownOf(collection).byId.get(id)!] : undefined)

export const findRegion = (collection: Collection, id: string): Region | undefined => knownOf(collection).byId.get(id)

/** Whether a dimension's codes can be gathered in these regions: it knows an area of each. */
export function isOfAreas(collection: Collection, { representation }: Dimension, regions: readonly Region[]): boolean {
  const known = new Set(representation.kind === 'codelist' ? collection.codelists.get(representation.list)?.codes.map(({ id }) => id) : [])
  return regions.every(({ areas }) => areas.some((area) => known.has(area)))
}

export const isOverlapping = (regions: readonly Region[]): boolean => {
  const areas = regions.flatMap((region) => [...new Set(region.areas)])
  return new Set(areas).size < areas.length
}

/** What is in no region stands under `_REST`; what is unknown, of other kinds, or a total stays what it is. */
export function gather(table: Table, dimension: string, regions: readonly Region[]): Table {
  const KEPT: readonly string[] = [TOTAL, UNKNOWN, OTHER]
  return raise(regroup(table, relabelColumn(columnOf(table.plan, dimension), (code) => {
    const own = regions.filter(({ areas }) => areas.includes(code)).map(({ id }) => id)
    return own.length > 0 ? own : [KEPT.includes(code) ? code : REST]
  })))
}
