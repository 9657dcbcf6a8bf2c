import type { Collection, Indicator } from './model.ts'

/** In `units` of an indicator it stands for every code of the list of currencies. */
export const ANY_CURRENCY = 'CURRENCY'
export const CURRENCY_LIST = 'CL_CURRENCY'

/** The units that an indicator may be stated in, currencies one by one. */
export const unitsOf = (collection: Collection, indicator: Indicator): readonly string[] =>
  indicator.units.flatMap((unit) => (unit === ANY_CURRENCY ? (collection.codelists.get(CURRENCY_LIST)?.codes ?? []).map((c) => c.id) : [unit]))
