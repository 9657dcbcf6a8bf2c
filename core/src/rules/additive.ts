import { additivityOf } from '../metadata/additivity.ts'
import type { Additivity } from '../metadata/model.ts'
import type { Facts } from './facts.ts'

const NONE: Additivity = { over: 'none' }

/** How the figure of a row may be summed; not at all where the indicator is not known. Worked out once for each indicator and unit. */
export function additivityAt(facts: Facts, row: number): Additivity {
  const unit = facts.findColumn('UNIT_MEASURE')!
  const indicator = facts.findColumn('INDICATOR')!
  const known = facts.once('additivity', () => facts.indicators.map((i) => unit.codes.map((u) => (i ? additivityOf(i, u) : NONE))))
  return known[indicator.at[row]!]![unit.at[row]!]!
}
