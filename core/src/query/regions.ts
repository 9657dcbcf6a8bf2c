import { areasOf, OTHER, REST, TOTAL, UNKNOWN, type Code, type Collection, type Dimension } from '../metadata/model.ts'
import { raise } from './raise.ts'
import { regroup, relabelColumn } from './regroup.ts'
import { columnOf, type Table } from './table.ts'

/** Areas under one name: a region of M49, the Bali Process. A code of a list in which every code says which `areas` it holds. */
export type Region = { readonly id: string; readonly areas: readonly string[] }

const regionOf = (code: Code): Region => ({ id: code.id, areas: areasOf(code) })

/** Lists of regions by id. */
export const regionLists = (collection: Collection): ReadonlyMap<string, readonly Region[]> =>
  new Map([...collection.codelists.values()].filter(({ codes }) => codes.length > 0 && codes.every((code) => areasOf(code).length > 0)).map(({ id, codes }) => [id, codes.map(regionOf)]))

export const findRegion = (collection: Collection, id: string): Region | undefined => [...regionLists(collection).values()].flat().find((region) => region.id === id)

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
