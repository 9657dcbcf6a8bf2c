/** What a mark of a drawing stands for: the code that each dimension has there. Its figures are those of the question held to these. */
export type Mark = { readonly [dimension: string]: string }

/** A mark with what is said of it where a pointer stands. */
export type Marked = { readonly codes: Mark; readonly head: string; readonly lines: readonly { readonly name: string; readonly value: string; readonly color?: string }[] }
