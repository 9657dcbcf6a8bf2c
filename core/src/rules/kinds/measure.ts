import * as z from 'zod/mini'
import { formatDecimal } from '../../report/payload-decimal.ts'
import { Failures, ruleKind } from '../verdict.ts'

/** Values of indicators of one measure (model.ts) lie in a range, and are whole where it says so. */
const parameters = z.strictObject({
  measure: z.enum(['count', 'rank', 'share', 'amount']),
  whole: z._default(z.boolean(), false),
  least: z.optional(z.number()),
  most: z.optional(z.number()),
})

export const measure = ruleKind(parameters, (facts, { measure, whole, least = -Infinity, most = Infinity }) => {
  const applies = Uint8Array.from(facts.indicators, (i) => (i?.measure === measure ? 1 : 0))
  const indicator = facts.findColumn('INDICATOR')!.at
  const { value } = facts.table
  const failures = new Failures()
  let checked = 0
  for (let row = 0; row < facts.rows; row++) {
    const x = value[row]!
    if (applies[indicator[row]!] !== 1 || Number.isNaN(x)) continue
    checked++
    if (x < least || x > most || (whole && !Number.isInteger(x))) failures.add(row)
  }
  return {
    checked,
    notApplicable: facts.rows - checked,
    failures,
    explain: (row) => ({ outcome: 'wrong', column: 'OBS_VALUE', messageValues: { value: formatDecimal(value[row]!), indicator: facts.codeAt('INDICATOR', row) } }),
  }
})
