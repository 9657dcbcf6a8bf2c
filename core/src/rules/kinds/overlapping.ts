import * as z from 'zod/mini'
import { formatDecimal } from '../../report/payload-decimal.ts'
import { breakdownsOf, isAbove } from '../siblings.ts'
import { Failures, ruleKind } from '../verdict.ts'

/** Codes of a list that overlap (vulnerabilities) are each at most the total, in rows that are the same otherwise. Counts only. */
export const overlapping = ruleKind(z.strictObject({}), (facts) => {
  const { value } = facts.table
  const dimensions = facts.flow.dimensions.filter((d) => d.role === 'optional' && facts.findDomain(d.id)?.exclusive === false)
  const failures = new Failures()
  const totalRows: number[] = []
  const dimensionOf: number[] = []
  let checked = 0
  dimensions.forEach(({ id }, d) => {
    for (const { totalRow, present } of breakdownsOf(facts, id)) {
      if (totalRow < 0 || facts.indicatorAt(totalRow)?.measure !== 'count') continue
      checked += present.length
      for (const row of present) {
        if (!isAbove(value[row]!, value[totalRow]!)) continue
        failures.add(row, totalRows.length)
        totalRows.push(totalRow)
        dimensionOf.push(d)
      }
    }
  })
  return {
    checked,
    notApplicable: facts.rows - checked,
    failures,
    explain: (row, detail) => {
      const dimension = dimensions[dimensionOf[detail]!]!.id
      const total = formatDecimal(value[totalRows[detail]!]!)
      return { outcome: 'wrong', column: 'OBS_VALUE', messageValues: { dimension, code: facts.codeAt(dimension, row), value: formatDecimal(value[row]!), total } }
    },
  }
})
