import * as z from 'zod/mini'
import { usedSignatures } from '../siblings.ts'
import { Failures, ruleKind } from '../verdict.ts'

/** At most so many optional breakdowns of a row are other than `_T`. */
export const breakdowns = ruleKind(z.strictObject({ most: z.int().check(z.minimum(1)) }), (facts, { most }) => {
  const tooMany = new Set([...usedSignatures(facts)].filter((s) => facts.dimensionsOf(s).length > most))
  const failures = new Failures()
  if (tooMany.size > 0) facts.signatures.forEach((signature, row) => tooMany.has(signature) && failures.add(row))
  return {
    checked: facts.rows,
    notApplicable: 0,
    failures,
    explain: (row) => {
      const dimensions = facts.dimensionsOf(facts.signatures[row]!)
      return { outcome: 'wrong', messageValues: { most, count: dimensions.length, dimensions: dimensions.join(', ') } }
    },
  }
})
