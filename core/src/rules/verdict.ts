import type * as z from 'zod/mini'
import { GrowingUint32 } from '../report/growing.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

/**
 * What a kind of rule says of a table. A million rows may fail, so failures are pairs of numbers, and only those that are
 * shown are explained.
 */
export type Verdict = {
  /** Rows or comparisons that were looked at. */
  readonly checked: number
  /** Rows of which the rule says nothing. */
  readonly notApplicable: number
  readonly failures: Failures
  explain(row: number, detail: number): Explanation
}

export type Explanation = Pick<Finding, 'outcome' | 'column' | 'messageValues' | 'rowCount'> & { readonly key?: string }

/** Stands for the row of a failure that has none: about the whole table, or a key that no row has. */
export const NO_ROW = 0xffff_ffff

export class Failures {
  private readonly rows = new GrowingUint32()
  private readonly details = new GrowingUint32()

  /** `detail` is what the kind needs to explain it. */
  add(row: number, detail = 0): void {
    this.rows.push(row)
    this.details.push(detail)
  }

  get length(): number {
    return this.rows.length
  }

  /** The first ones by the places of their rows; those of one row as they were added; those without a row first. */
  first(limit: number, places: () => Uint32Array): { readonly row: number; readonly detail: number }[] {
    if (this.length === 0) return []
    const placeOf = places()
    // Below 2^53 for a hundred million rows with as many failures.
    const order = Float64Array.from({ length: this.length }, (_, i) => {
      const row = this.rows.at[i]!
      return (row === NO_ROW ? 0 : placeOf[row]! + 1) * this.length + i
    }).sort()
    return Array.from(order.subarray(0, limit), (at) => ({ row: this.rows.at[at % this.length]!, detail: this.details.at[at % this.length]! }))
  }
}

/** A kind of rule: the shape of its parameters, and the pure check. */
export type RuleKind = { readonly parameters: z.ZodMiniType; check(facts: Facts, parameters: unknown): Verdict }

export const ruleKind = <P>(parameters: z.ZodMiniType<P>, check: (facts: Facts, parameters: P) => Verdict): RuleKind => ({
  parameters,
  check: (facts, raw) => check(facts, parameters.parse(raw)),
})

/** Of a dataflow to which a rule has nothing to say. */
export const notApplicable = (facts: Facts): Verdict => ({
  checked: 0,
  notApplicable: facts.rows,
  failures: new Failures(),
  explain: () => ({ outcome: 'wrong', messageValues: {} }),
})
