import * as z from 'zod/mini'
import { groupRows } from '../../report/keys.ts'
import { Failures, ruleKind } from '../verdict.ts'

/** One row for each full key. A key that stands several times is one failure, at the first of its rows. */
export const unique = ruleKind(z.strictObject({}), (facts) => {
  const { of, count } = groupRows(facts.columnsWithout(), facts.rows)
  const failures = new Failures()
  if (count < facts.rows) {
    const times = new Uint32Array(count)
    for (const group of of) times[group]!++
    for (let row = 0; row < of.length; row++) {
      const group = of[row]!
      if (times[group]! > 1) failures.add(row, times[group])
      times[group] = 0
    }
  }
  return { checked: facts.rows, notApplicable: 0, failures, explain: (_, times) => ({ outcome: 'wrong', messageValues: { times }, rowCount: times }) }
})
