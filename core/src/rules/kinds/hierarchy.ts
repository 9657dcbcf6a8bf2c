import * as z from 'zod/mini'
import { maySumOver } from '../../metadata/additivity.ts'
import { NumberBuilder } from '../../report/growing.ts'
import { formatDecimal } from '../../report/payload-decimal.ts'
import { additivityAt } from '../additive.ts'
import type { Facts } from '../facts.ts'
import { breakdownsOf, isAbove, isEqual } from '../siblings.ts'
import { Failures, ruleKind } from '../verdict.ts'

/**
 * A reported parent is the sum of its parts where all of them are there, and not less than those that are, between rows
 * that are the same in all other dimensions. `atMost`: dimensions of which only the second is asked.
 */
const parameters = z.strictObject({ atMost: z._default(z.array(z.string()), []) })

export const hierarchy = ruleKind(parameters, (facts, { atMost }) => {
  const { value } = facts.table
  const dimensions = facts.flow.dimensions.filter(({ id }) => hasHierarchy(facts, id))
  const failures = new Failures()
  const sums = new NumberBuilder()
  const dimensionOf: number[] = []
  const compared = new Uint8Array(facts.rows)
  let checked = 0
  dimensions.forEach(({ id }, d) => {
    for (const breakdown of breakdownsOf(facts, id)) {
      if (breakdown.present.length < 2 || !isComparable(facts, id, breakdown.present[0]!)) continue
      for (const row of breakdown.present) {
        const parts = breakdown.partsOf(breakdown.codeOf(row))
        if (parts.count === 0) continue
        checked++
        compared[row] = 1
        const isExact = parts.complete && !atMost.includes(id)
        if (isExact ? isEqual(parts.sum, value[row]!) : !isAbove(parts.sum, value[row]!)) continue
        failures.add(row, sums.length)
        sums.push(parts.sum)
        dimensionOf.push(d)
      }
    }
  })
  return {
    checked,
    notApplicable: facts.rows - compared.reduce((n, c) => n + c, 0),
    failures,
    explain: (row, detail) => {
      const dimension = dimensions[dimensionOf[detail]!]!.id
      return { outcome: 'wrong', column: 'OBS_VALUE', messageValues: { dimension, code: facts.codeAt(dimension, row), sum: formatDecimal(sums.at[detail]!), value: formatDecimal(value[row]!) } }
    },
  }
})

const hasHierarchy = (facts: Facts, dimension: string): boolean => {
  const domain = facts.findDomain(dimension)
  return domain !== undefined && (domain.exclusive || dimension === 'INDICATOR') && domain.parent.some((p) => p >= 0)
}

/** Indicators of one family are compared as counts; within a dimension, what may be summed over it. */
const isComparable = (facts: Facts, dimension: string, row: number): boolean =>
  dimension === 'INDICATOR' ? facts.indicatorAt(row)?.measure === 'count' : maySumOver(additivityAt(facts, row), dimension)
