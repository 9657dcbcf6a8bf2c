import { csvCell } from '@openvrs/core/query/plain-cell.ts'
import type { Format, Row } from './command.ts'

type Table = { readonly columns: readonly string[]; readonly rows: readonly Row[] }

/** Writes rows as a table for people, as CSV (a header, then rows, nothing else) or as JSON. */
export function printTable({ columns, rows }: Table, format: Format): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))), null, 2)}\n`
    case 'csv':
      return [columns, ...rows.map((row) => columns.map((column) => text(row, column)))].map((cells) => `${cells.map(csvCell).join(',')}\n`).join('')
    case 'table':
      return aligned(columns, rows)
  }
}

const text = (row: Row, column: string): string => {
  const value = row[column]
  if (value === null || value === undefined) return ''
  return typeof value === 'number' ? plainNumber(value) : String(value)
}

/** A number without an exponent. */
export function plainNumber(value: number): string {
  const short = String(value)
  if (!short.includes('e')) return short
  const [digits, exponent] = short.split('e') as [string, string]
  const sign = digits.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.') as [string, string | undefined]
  const at = whole.length + Number(exponent)
  const all = whole + fraction
  if (at <= 0) return `${sign}0.${'0'.repeat(-at)}${all}`
  return at >= all.length ? `${sign}${all}${'0'.repeat(at - all.length)}` : `${sign}${all.slice(0, at)}.${all.slice(at)}`
}

function aligned(columns: readonly string[], rows: readonly Row[]): string {
  const cells = [columns.map(String), ...rows.map((row) => columns.map((column) => text(row, column).replaceAll(/\s+/g, ' ')))]
  const numeric = columns.map((column) => rows.length > 0 && rows.every((row) => row[column] === null || row[column] === undefined || typeof row[column] === 'number'))
  const widths = columns.map((_, i) => cells.reduce((most, line) => Math.max(most, width(line[i]!)), 0))
  return cells.map((line) => `${line.map((cell, i) => pad(cell, widths[i]!, numeric[i]!)).join('  ').trimEnd()}\n`).join('')
}

const width = (cell: string): number => [...cell].length
const pad = (cell: string, to: number, right: boolean): string => (right ? ' '.repeat(to - width(cell)) + cell : cell + ' '.repeat(to - width(cell)))
