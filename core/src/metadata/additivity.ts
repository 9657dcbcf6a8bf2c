import type { Additivity, Indicator } from './model.ts'

/** How figures of an indicator in a unit may be summed: persons may be other than detections of the same indicator. */
export const additivityOf = (indicator: Indicator, unit: string): Additivity => indicator.perUnit?.[unit] ?? indicator.additivity

export function maySumOver(additivity: Additivity, dimension: string): boolean {
  switch (additivity.over) {
    case 'all':
      return true
    case 'none':
      return false
    case 'all_but':
      return !additivity.dimensions.includes(dimension)
  }
}
