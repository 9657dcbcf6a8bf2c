import type { Mark } from '../beneath.ts'

export type { Mark }

/** A mark with what is said of it where a pointer stands. */
export type Marked = {
  readonly codes: Mark; readonly head: string; readonly lines: readonly { readonly name: string; readonly value: string; readonly color?: string }[]
  /** Where marks stand above each other: which of the columns it is in. */
  readonly column?: number
}

/** What several things share that have nothing alike has no rows of its own. */
export const leads = ({ codes }: Marked): boolean => Object.keys(codes).length > 0
