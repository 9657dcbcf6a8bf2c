import type { Mark } from '../beneath.ts'

export type { Mark }

/** A mark with what is said of it where a pointer stands. */
export type Marked = { readonly codes: Mark; readonly head: string; readonly lines: readonly { readonly name: string; readonly value: string; readonly color?: string }[] }
