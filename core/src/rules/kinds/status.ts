import * as z from 'zod/mini'
import { formatDecimal } from '../../report/payload-decimal.ts'
import type { Facts } from '../facts.ts'
import { Failures, ruleKind } from '../verdict.ts'

/** The two ways in which value and status can contradict each other; a rule of the first version speaks of both. */
const ABOUT = z.optional(z.enum(['empty', 'figure']))

/** There is no value exactly where OBS_STATUS says that it is missing. */
export const status = ruleKind(z.strictObject({ missing: z.array(z.string()).check(z.minLength(1)), about: ABOUT }), (facts, { missing, about }) => {
  const { codes, at } = facts.attribute('OBS_STATUS')
  const saysMissing = Uint8Array.from(codes, (code) => (missing.includes(code) ? 1 : 0))
  const { value } = facts.table
  const isUnreadable = unreadableValues(facts)
  const failures = new Failures()
  for (let row = 0; row < facts.rows; row++) {
    const isMissing = Number.isNaN(value[row]!)
    if (about !== undefined && isMissing !== (about === 'empty')) continue
    if (isMissing !== (saysMissing[at[row]!] === 1) && !(isMissing && isUnreadable(row))) failures.add(row)
  }
  return {
    checked: facts.rows,
    notApplicable: 0,
    failures,
    explain: (row) => ({
      outcome: Number.isNaN(value[row]!) ? 'missing' : 'wrong',
      column: 'OBS_VALUE',
      messageValues: { value: formatDecimal(value[row]!), status: codes[at[row]!]!, missing: missing.join(', ') },
    }),
  }
})

/** A cell that holds something unreadable is not empty: another rule says so. */
function unreadableValues(facts: Facts): (row: number) => boolean {
  const keys = new Set((facts.context.invalidCells ?? []).filter((c) => c.column === 'OBS_VALUE').map((c) => c.key))
  return (row) => keys.size > 0 && keys.has(facts.keyAt(row))
}
