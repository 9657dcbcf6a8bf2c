import * as z from 'zod/mini'
import { maySumOver } from '../../metadata/additivity.ts'
import { NumberBuilder } from '../../report/growing.ts'
import { formatDecimal } from '../../report/payload-decimal.ts'
import { additivityAt } from '../additive.ts'
import { breakdownsOf, isAbove, isEqual } from '../siblings.ts'
import { Failures, ruleKind } from '../verdict.ts'

/**
 * Breakdowns and their totals, between rows that are the same in all other dimensions. Parts are what is reported, `_U`
 * and `OTH` included, a parent standing for its children.
 * - `complete`: every leaf of the list is there, by itself or in a parent: the parts are the total. `mayLack` names codes
 *   that need not be there (by dimension). Registers grow and are never complete.
 * - `partial`: some are missing: the parts do not exceed the total.
 * Only what may be summed over the dimension is compared, in lists whose codes do not overlap.
 */
const parameters = z.strictObject({ breakdown: z.enum(['complete', 'partial']), mayLack: z._default(z.record(z.string(), z.array(z.string())), {}) })

export const totals = ruleKind(parameters, (facts, { breakdown: wanted, mayLack }) => {
  const { value } = facts.table
  const dimensions = facts.flow.dimensions.filter((d) => d.role === 'optional' && facts.findDomain(d.id)?.exclusive === true)
  const failures = new Failures()
  const sums = new NumberBuilder()
  const dimensionOf: number[] = []
  const compared = new Uint8Array(facts.rows)
  let checked = 0
  dimensions.forEach(({ id }, d) => {
    const optionalCodes = new Set(Object.hasOwn(mayLack, id) ? mayLack[id] : [])
    for (const breakdown of breakdownsOf(facts, id)) {
      const { totalRow } = breakdown
      const hasParts = breakdown.present.length > 0 || breakdown.rest !== 0
      if (totalRow < 0 || !hasParts || !maySumOver(additivityAt(facts, totalRow), id)) continue
      if (breakdown.isComplete(optionalCodes) !== (wanted === 'complete')) continue
      checked++
      compared[totalRow] = 1
      for (const row of breakdown.present) compared[row] = 1
      const sum = breakdown.sum()
      const total = value[totalRow]!
      if (wanted === 'complete' ? isEqual(sum, total) : !isAbove(sum, total)) continue
      failures.add(totalRow, sums.length)
      sums.push(sum)
      dimensionOf.push(d)
    }
  })
  return {
    checked,
    notApplicable: facts.rows - compared.reduce((n, c) => n + c, 0),
    failures,
    explain: (row, detail) => ({
      outcome: 'wrong',
      column: 'OBS_VALUE',
      messageValues: { dimension: dimensions[dimensionOf[detail]!]!.id, sum: formatDecimal(sums.at[detail]!), total: formatDecimal(value[row]!) },
    }),
  }
})
