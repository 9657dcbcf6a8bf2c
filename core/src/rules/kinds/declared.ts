import * as z from 'zod/mini'
import { judgeRows } from '../judge.ts'
import { notApplicable, ruleKind } from '../verdict.ts'

/**
 * Codes that a section may not use after what it declares about itself. Where it declares nothing, figures cannot show
 * whether they are right, and the rule says nothing.
 */
const parameters = z.strictObject({ declaration: z.string(), forbids: z.record(z.string(), z.array(z.string()).check(z.minLength(1))), dimension: z.string(), instead: z.string() })

export const declared = ruleKind(parameters, (facts, { declaration, forbids, dimension, instead }) => {
  const declarations = facts.context.declarations ?? {}
  const answer = Object.hasOwn(declarations, declaration) ? String(declarations[declaration] ?? '') : ''
  if (answer === '') return notApplicable(facts)
  const forbidden = new Set(Object.hasOwn(forbids, answer) ? forbids[answer] : [])
  const judged = judgeRows(facts, [dimension], (code = '') => (code === '' ? undefined : !forbidden.has(code)))
  if (!judged) return notApplicable(facts)
  return { ...judged, explain: (row) => ({ outcome: 'wrong', column: dimension, messageValues: { code: facts.codeAt(dimension, row), declaration, answer, instead } }) }
})
