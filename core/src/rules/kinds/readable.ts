import * as z from 'zod/mini'
import { Failures, NO_ROW, ruleKind } from '../verdict.ts'

/** Every cell that was typed could be read: what stands in a number's cell is a number, and an edit's key is a key. */
export const readable = ruleKind(z.strictObject({}), (facts) => {
  const cells = facts.context.invalidCells ?? []
  const failures = new Failures()
  cells.forEach((_, detail) => failures.add(NO_ROW, detail))
  return {
    checked: facts.rows,
    notApplicable: 0,
    failures,
    explain: (_, detail) => {
      const { key, column, text } = cells[detail]!
      return { outcome: 'wrong', key, column, messageValues: { text } }
    },
  }
})
