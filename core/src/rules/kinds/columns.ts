import * as z from 'zod/mini'
import { Failures, NO_ROW, ruleKind } from '../verdict.ts'

/** The table has no column that the structure does not know. */
export const columns = ruleKind(z.strictObject({}), (facts) => {
  const known = new Set(facts.flow.dimensions.map((d) => d.id))
  const given = [...facts.table.dimensions.keys()]
  const failures = new Failures()
  given.forEach((id, detail) => {
    if (!known.has(id)) failures.add(NO_ROW, detail)
  })
  const explain = (_: number, detail: number) => ({ outcome: 'wrong' as const, column: given[detail]!, messageValues: { dataflow: facts.flow.id }, rowCount: facts.rows })
  return { checked: given.length, notApplicable: 0, failures, explain }
})
