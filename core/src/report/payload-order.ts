import type { Dataflow } from '../metadata/model.ts'
import { markedCell } from '../query/plain-cell.ts'
import { columnsOf } from './keys.ts'
import { formatDecimal } from './payload-decimal.ts'
import { codeAt, type Column, type FigureTable } from './table.ts'

/**
 * The order of the canonical payload: its lines by their bytes. No line is made for it. A field with the comma after it
 * is never the start of another field with its comma, so lines compare as their fields do from left to right; each
 * column's codes are ranked once, and the rows sorted by ranks, last column first (a stable counting sort).
 */

/** As RFC 4180 wants it, quoted only where needed. A half of a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD. */
export const csvField = (text: string): string => {
  const well = text.toWellFormed()
  return /[",\r\n]/.test(well) ? `"${well.replaceAll('"', '""')}"` : well
}

/** A text that people wrote: spreadsheets open payloads, too, and run none of it. */
export const textField = (text: string): string => csvField(markedCell(text))

/** Compares two texts by their UTF-8 bytes (code units differ from that between surrogates and U+E000 to U+FFFF). */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return place(x) - place(y)
  }
  return a.length - b.length
}

const place = (unit: number): number => (unit < 0xd800 ? unit : unit >= 0xe000 ? unit - 0x800 : unit + 0x2000)

/** The rows in canonical order. */
export function canonicalOrder(table: FigureTable, flow: Dataflow): Uint32Array {
  const columns = columnsOf(table, flow).filter((c) => c.codes.length > 1).map(rank)
  let order = Uint32Array.from({ length: table.rows }, (_, i) => i)
  if (!isSorted(columns, table.rows)) for (const digit of digitsOf(columns, table.rows).reverse()) order = countingSort(order, digit)
  sortEqualKeys(order, columns, table)
  return order
}

/** The place of each row in the canonical order. */
export function canonicalPlaces(table: FigureTable, flow: Dataflow): Uint32Array {
  const places = new Uint32Array(table.rows)
  canonicalOrder(table, flow).forEach((row, at) => (places[row] = at))
  return places
}

type Ranked = { readonly size: number; readonly rank: Uint32Array; readonly at: Uint32Array }

function rank({ codes, at }: Column): Ranked {
  const fields = codes.map((code) => `${csvField(code)},`)
  const sorted = fields.map((_, i) => i).sort((a, b) => compareBytes(fields[a]!, fields[b]!))
  const ranks = new Uint32Array(codes.length)
  sorted.forEach((code, place) => (ranks[code] = place))
  return { size: codes.length, rank: ranks, at }
}

type Digit = { size: number; readonly of: Uint32Array }
/** Neighbouring columns are joined to one digit up to this size, so that the counts stay in the processor's cache. */
const LARGEST_DIGIT = 1 << 16

function digitsOf(columns: readonly Ranked[], rows: number): Digit[] {
  const digits: Digit[] = []
  for (const { size, rank, at } of columns) {
    const last = digits.at(-1)
    const digit = last && last.size * size <= LARGEST_DIGIT ? last : { size: 1, of: new Uint32Array(rows) }
    const { of } = digit
    for (let row = 0; row < rows; row++) of[row] = of[row]! * size + rank[at[row]!]!
    digit.size *= size
    if (digit !== last) digits.push(digit)
  }
  return digits
}

function countingSort(order: Uint32Array, { size, of }: Digit): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(size + 1)
  for (let row = 0; row < of.length; row++) next[of[row]! + 1]!++
  for (let digit = 0; digit < size; digit++) next[digit + 1]! += next[digit]!
  const sorted = new Uint32Array(order.length)
  for (let i = 0; i < order.length; i++) sorted[next[of[order[i]!]!]!++] = order[i]!
  return sorted
}

const compareKeys = (columns: readonly Ranked[], a: number, b: number): number => {
  for (const { rank, at } of columns) {
    const difference = rank[at[a]!]! - rank[at[b]!]!
    if (difference !== 0) return difference
  }
  return 0
}

function isSorted(columns: readonly Ranked[], rows: number): boolean {
  for (let row = 1; row < rows; row++) if (compareKeys(columns, row - 1, row) > 0) return false
  return true
}

/** A draft may hold a key twice (rule 2 says so); such rows go by the rest of their lines. */
function sortEqualKeys(order: Uint32Array, columns: readonly Ranked[], table: FigureTable): void {
  for (let start = 0, end = 1; start < order.length; start = end++) {
    while (end < order.length && compareKeys(columns, order[start]!, order[end]!) === 0) end++
    if (end - start < 2) continue
    const lines = [...order.subarray(start, end)].map((row) => ({ row, line: `${measuresAt(table, row)}\n` }))
    lines.sort((a, b) => compareBytes(a.line, b.line))
    lines.forEach(({ row }, i) => (order[start + i] = row))
  }
}

/** What a line holds after its dimensions, without the line end. */
export const measuresAt = (table: FigureTable, row: number): string =>
  [
    formatDecimal(table.value[row]!),
    attributeField(table, 'OBS_STATUS', row),
    attributeField(table, 'CONF_STATUS', row),
    attributeField(table, 'COMMENT_OBS', row),
    formatDecimal(table.nObs[row]!),
  ].join(',')

const attributeField = (table: FigureTable, id: 'OBS_STATUS' | 'CONF_STATUS' | 'COMMENT_OBS', row: number): string => {
  const column = table.attributes.get(id)
  return column ? textField(codeAt(column, row)) : ''
}
