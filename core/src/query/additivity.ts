import { additivityOf, maySumOver } from '../metadata/additivity.ts'
import type { Collection, Dataflow, Dimension } from '../metadata/model.ts'
import { unitsOf } from '../metadata/units.ts'
import { isExclusive } from './hierarchy.ts'

/** Never summed over: where a query leaves one open, each value is a row of its own. */
export const SERIES = ['FREQ', 'INDICATOR', 'UNIT_MEASURE'] as const

export const isSeries = (dimension: string): boolean => SERIES.some((id) => id === dimension)

/** Whether figures of an indicator, stated in a unit, that differ in this dimension may be added up. What is not declared may not. */
export function maySum(collection: Collection, flow: Dataflow, indicator: string, unit: string, dimension: Dimension): boolean {
  if (isSeries(dimension.id) || !isExclusive(collection, dimension)) return false
  const declared = flow.indicators.find((i) => i.id === indicator)
  return declared !== undefined && unitsOf(collection, declared).includes(unit) && maySumOver(additivityOf(declared, unit), dimension.id)
}
