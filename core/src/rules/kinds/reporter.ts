import * as z from 'zod/mini'
import { judgeRows } from '../judge.ts'
import { notApplicable, ruleKind } from '../verdict.ts'

/** REF_AREA is the member whose report it is. */
export const reporter = ruleKind(z.strictObject({}), (facts) => {
  const { refArea } = facts.context
  const judged = judgeRows(facts, ['REF_AREA'], (area) => (area === '' ? undefined : area === refArea))
  if (!judged) return notApplicable(facts)
  return { ...judged, explain: (row) => ({ outcome: 'wrong', column: 'REF_AREA', messageValues: { code: facts.codeAt('REF_AREA', row), member: refArea } }) }
})
