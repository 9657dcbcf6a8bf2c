import * as z from 'zod/mini'
import { judgeRows } from '../judge.ts'
import { notApplicable, ruleKind } from '../verdict.ts'

/** Two dimensions never hold the same code, in rows of the named indicators (of all where none is named). */
const parameters = z.strictObject({ first: z.string(), second: z.string(), indicators: z.optional(z.array(z.string())) })

export const differ = ruleKind(parameters, (facts, { first, second, indicators }) => {
  const judged = judgeRows(facts, [first, second, 'INDICATOR'], (a = '', b = '', indicator = '') =>
    a === '' || b === '' || (indicators && !indicators.includes(indicator)) ? undefined : a !== b)
  if (!judged) return notApplicable(facts)
  return { ...judged, explain: (row) => ({ outcome: 'wrong', column: first, messageValues: { code: facts.codeAt(first, row), second, indicator: facts.codeAt('INDICATOR', row) } }) }
})
