import * as z from 'zod/mini'
import { Failures, ruleKind } from '../verdict.ts'

/** No dimension of a row is empty. */
export const present = ruleKind(z.strictObject({}), (facts) => {
  const ids = facts.flow.dimensions.map((d) => d.id)
  const failures = new Failures()
  ids.forEach((id, detail) => {
    const { codes, at } = facts.findColumn(id)!
    const empty = codes.indexOf('')
    if (empty < 0) return
    for (let row = 0; row < at.length; row++) if (at[row] === empty) failures.add(row, detail)
  })
  return { checked: facts.rows, notApplicable: 0, failures, explain: (_, detail) => ({ outcome: 'missing', column: ids[detail]!, messageValues: {} }) }
})
