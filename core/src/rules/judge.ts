import type { Facts } from './facts.ts'
import { Failures } from './verdict.ts'

/** What a rule says of some codes that stand in one row; undefined: nothing. */
export type Judge = (...codes: readonly string[]) => boolean | undefined

export type Judged = { readonly checked: number; readonly notApplicable: number; readonly failures: Failures }

const UNJUDGED = 0
const HOLDS = 1
const FAILS = 2
const SILENT = 3
/** Up to so many combinations of codes are remembered in a table of bytes; above, in a map. */
const LARGEST_TABLE = 1 << 22

/**
 * For rules that look at the codes of a row in one or a few dimensions alone: each combination is judged once, each row
 * looked up. Undefined where the dataflow lacks one of the dimensions.
 */
export function judgeRows(facts: Facts, dimensions: readonly string[], judge: Judge): Judged | undefined {
  const columns = dimensions.map((id) => facts.findColumn(id))
  if (!columns.every((c) => c !== undefined)) return undefined
  const combinations = columns.reduce((product, c) => product * c.codes.length, 1)
  const remembered = combinations <= LARGEST_TABLE ? new Uint8Array(combinations) : new Map<number, number>()
  const failures = new Failures()
  let silent = 0
  for (let row = 0; row < facts.rows; row++) {
    let combination = 0
    for (const { codes, at } of columns) combination = combination * codes.length + at[row]!
    let verdict = (remembered instanceof Map ? remembered.get(combination) : remembered[combination]) ?? UNJUDGED
    if (verdict === UNJUDGED) {
      const holds = judge(...columns.map(({ codes, at }) => codes[at[row]!]!))
      verdict = holds === undefined ? SILENT : holds ? HOLDS : FAILS
      if (remembered instanceof Map) remembered.set(combination, verdict)
      else remembered[combination] = verdict
    }
    if (verdict === FAILS) failures.add(row)
    else if (verdict === SILENT) silent++
  }
  return { checked: facts.rows - silent, notApplicable: silent, failures }
}
