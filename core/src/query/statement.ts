import type { Dimension } from '../metadata/model.ts'

/** One SQL text with `$n` parameters. What a user sent is only ever among the values. */
export type Statement = { readonly text: string; readonly values: readonly Value[] }

export type Value = string | number | readonly string[] | readonly number[]

type Type = 'text' | 'integer' | 'timestamptz' | 'text[]' | 'integer[]'

/** Collects the values of a statement; the text names each with its type, so that both engines read it alike. */
export class Parameters {
  readonly values: Value[] = []

  readonly bind = (value: Value, type: Type): string => `$${this.values.push(value)}::${type}`
}

/** An identifier; names come from the metadata alone. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The columns of dimensions, of one table where it is named. Columns of the query's own begin with `_`, which no dimension does. */
export const column = (d: Dimension): string => quoted(d.id.toLowerCase())
export const columns = (dimensions: readonly Dimension[], table = ''): string => dimensions.map((d) => (table ? `${table}.${column(d)}` : column(d))).join(', ')

/** Whether a column holds one of some codes. Each by itself: an engine looks for codes that it can count as it reads, and in a list row by row. */
export const isAmong = (name: string, codes: readonly string[], bind: Parameters['bind']): string =>
  codes.length === 0 ? 'false' : `${name} IN (${codes.map((code) => bind(code, 'text')).join(', ')})`
