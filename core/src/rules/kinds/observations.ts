import * as z from 'zod/mini'
import { formatDecimal } from '../../report/payload-decimal.ts'
import { Failures, ruleKind } from '../verdict.ts'

/** N_OBS, where it is given, is whole and not negative. */
export const observations = ruleKind(z.strictObject({}), (facts) => {
  const { nObs } = facts.table
  const failures = new Failures()
  let checked = 0
  nObs.forEach((n, row) => {
    if (Number.isNaN(n)) return
    checked++
    if (n < 0 || !Number.isInteger(n)) failures.add(row)
  })
  const explain = (row: number) => ({ outcome: 'wrong' as const, column: 'N_OBS', messageValues: { value: formatDecimal(nObs[row]!) } })
  return { checked, notApplicable: facts.rows - checked, failures, explain }
})

/** Where the dataflow is of statistics, every value says on how many observations it rests. */
export const observationsGiven = ruleKind(z.strictObject({}), (facts) => {
  const { nObs, value } = facts.table
  const failures = new Failures()
  let checked = 0
  for (let row = 0; facts.flow.nObsMandatory && row < facts.rows; row++) {
    if (Number.isNaN(value[row]!)) continue
    checked++
    if (Number.isNaN(nObs[row]!)) failures.add(row)
  }
  return { checked, notApplicable: facts.rows - checked, failures, explain: () => ({ outcome: 'missing', column: 'N_OBS', messageValues: {} }) }
})
