import type { Dataflow } from '../metadata/model.ts'
import type { Column, FigureTable } from './table.ts'

/**
 * The full key of a figure, and rows grouped by keys. A key as text is its codes in the order of the structure, joined by
 * `.`; a point inside a code (only wrong codes have one) is written `%2E`, so that a key leads back to its codes.
 */

const escapeCode = (code: string): string => (/[.%]/.test(code) ? code.replaceAll('%', '%25').replaceAll('.', '%2E') : code)
const unescapeCode = (part: string): string => (part.includes('%') ? part.replaceAll('%2E', '.').replaceAll('%25', '%') : part)

/** The key of a figure from its codes by dimension; a missing dimension is the empty code. */
export const keyOf = (flow: Dataflow, codes: { readonly [dimension: string]: string }): string =>
  flow.dimensions.map((d) => escapeCode(codes[d.id] ?? '')).join('.')

/** The codes of a key by dimension; undefined where it has another number of parts than the structure. */
export function parseKey(flow: Dataflow, key: string): { readonly [dimension: string]: string } | undefined {
  const parts = key.split('.')
  if (parts.length !== flow.dimensions.length) return undefined
  return Object.fromEntries(flow.dimensions.map((d, at) => [d.id, unescapeCode(parts[at]!)]))
}

/** The columns of the structure, in its order; one that the table lacks has the empty code everywhere. */
export const columnsOf = (table: FigureTable, flow: Dataflow): readonly Column[] =>
  flow.dimensions.map((d) => table.dimensions.get(d.id) ?? emptyColumn(table.rows))

export const emptyColumn = (rows: number): Column => ({ codes: [''], at: new Uint32Array(rows) })

export const keyAt = (columns: readonly Column[], row: number): string => columns.map((c) => escapeCode(c.codes[c.at[row]!]!)).join('.')

/** Rows with equal codes in every column are one group; groups are numbered in the order of their first rows. */
export type Groups = {
  /** The group of each row (of each item of `rows`, where given). */
  readonly of: Uint32Array
  readonly count: number
}

/**
 * Groups all rows, or the given ones. Linear: codes are joined to one number while it stays exact (below 2^53), and made
 * dense by a hash where it would not.
 */
export function groupRows(columns: readonly Column[], rows: Uint32Array | number): Groups {
  const items = typeof rows === 'number' ? rows : rows.length
  const rowOf = typeof rows === 'number' ? undefined : rows
  const key = new Float64Array(items)
  let size = 1
  for (const { codes, at } of columns) {
    const radix = codes.length
    if (radix <= 1) continue
    if (size * radix > Number.MAX_SAFE_INTEGER) {
      const dense = densify(key)
      key.set(dense.of)
      size = Math.max(1, dense.count)
    }
    if (rowOf) for (let i = 0; i < items; i++) key[i] = key[i]! * radix + at[rowOf[i]!]!
    else for (let i = 0; i < items; i++) key[i] = key[i]! * radix + at[i]!
    size *= radix
  }
  return densify(key)
}

/** Numbers equal keys alike, by open addressing in a table at most half full. */
function densify(key: Float64Array): Groups {
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(8, key.length * 2)))
  const mask = capacity - 1
  const slotKey = new Float64Array(capacity)
  // 0 is an empty slot; else the group plus 1.
  const slotGroup = new Uint32Array(capacity)
  const of = new Uint32Array(key.length)
  let count = 0
  for (let i = 0; i < key.length; i++) {
    const k = key[i]!
    let slot = hash(k) & mask
    while (slotGroup[slot] !== 0 && slotKey[slot] !== k) slot = (slot + 1) & mask
    if (slotGroup[slot] === 0) {
      slotKey[slot] = k
      slotGroup[slot] = ++count
    }
    of[i] = slotGroup[slot]! - 1
  }
  return { of, count }
}

function hash(key: number): number {
  const high = Math.floor(key / 0x1_0000_0000)
  let h = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return (h ^ (h >>> 13)) >>> 0
}
