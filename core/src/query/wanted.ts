import { TOTAL, type Dimension } from '../metadata/model.ts'
import type { Clause } from './ask.ts'
import { isWithin, type Nesting } from './hierarchy.ts'

/**
 * What several clauses on one dimension ask for together: the codes that every clause names, itself or through
 * something that it is part of. `SEA` and `SEA_SMALL` together are `SEA_SMALL`; a total and a code are the code.
 * Undefined where no clause speaks of the dimension, or only of its total: then nothing is asked of it.
 */
export function wantedCodes(clauses: readonly Clause[], dimension: Dimension, nesting: Nesting): readonly string[] | undefined {
  const lists = clauses.filter((c) => c.dimension === dimension.id && !isTotal(c, dimension)).map((c) => c.codes)
  if (lists.length === 0) return undefined
  const named = [...new Set(lists.flat())]
  return named.filter((code) => lists.every((list) => list.some((outer) => isWithin(nesting, code, outer))))
}

/** Whether a clause asks for the total over a dimension, so that a column for it says `_T`. */
export const asksTotal = (clauses: readonly Clause[], dimension: Dimension): boolean =>
  clauses.some((c) => c.dimension === dimension.id && isTotal(c, dimension))

/** `_T` of a key dimension (the whole of a route among its legs) is a code like others. */
const isTotal = (clause: Clause, dimension: Dimension): boolean => dimension.role === 'optional' && clause.codes.includes(TOTAL)
