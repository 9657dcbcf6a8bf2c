import { formatDecimal } from '../report/payload-decimal.ts'

/** One row of an answer. */
export type Cell = {
  /** One code a column of the answer: those of `by`, then the series left open. */
  readonly codes: readonly string[]
  /** Null: figures exist, but not at this breakdown, or they may not be summed. */
  readonly value: number | null
  /** How many figures were added up. */
  readonly figures: number
}

/**
 * The value as it is printed: no exponent, empty where not available. A single figure, and whole numbers up to 2^53, are
 * exact; a sum of fractions is rounded to the 15 digits that do not depend on the order in which it was added up.
 */
export function printValue({ value, figures }: Pick<Cell, 'value' | 'figures'>): string {
  if (value === null) return ''
  return formatDecimal(figures === 1 || Number.isSafeInteger(value) ? value : Number(value.toPrecision(15)))
}
