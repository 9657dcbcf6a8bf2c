import type { Attribute, Dataflow } from '../metadata/model.ts'
import { concatTables, filterRows } from './fold-tables.ts'
import { columnsOf, keyAt, parseKey } from './keys.ts'
import { parseDecimal } from './payload-decimal.ts'
import { rowAt, tableOf, type Column, type FigureRow, type FigureTable } from './table.ts'

export { addTables, mergeInto, overlaps, type Addition, type Overlap } from './fold-merge.ts'
export { diffTables, type Change, type Difference } from './fold-diff.ts'

/**
 * A draft is a base table and cell edits that are only ever appended, so that two devices merge and an invalid value
 * keeps its place. The edits are replayed in the order of `seq`, whoever made them:
 * - OBS_VALUE or N_OBS sets a number, an attribute its text; null empties the cell. On a key that has no row, a value
 *   makes the row. Where the base holds a key several times, all of its rows take the edit.
 * - ROW with null removes the rows of the key; with any text it makes an empty row where there is none.
 */
export type CellEdit = {
  /** The codes of the row in the order of the structure, joined by `.` (`keyOf`). */
  readonly key: string
  readonly column: CellColumn
  readonly value: string | null
  readonly seq: number
}

export type CellColumn = 'OBS_VALUE' | Attribute | 'ROW'

/** A cell whose last edit does not hold: the table has no value there, and a rule says so (`R03-NUMBER`). */
export type InvalidCell = { readonly key: string; readonly column: CellColumn; readonly text: string; readonly seq: number }

export type Folded = { readonly table: FigureTable; readonly invalid: readonly InvalidCell[] }

/** Linear in the rows of the base. Rows that edits touched stand after the others. */
export function foldEdits(base: FigureTable, edits: readonly CellEdit[], flow: Dataflow): Folded {
  if (edits.length === 0) return { table: base, invalid: [] }
  const ordered = edits.toSorted((a, b) => a.seq - b.seq)
  const codes = new Map(ordered.map((edit) => [edit.key, parseKey(flow, edit.key)]))
  const touched = rowsOfKeys(base, flow, codes)
  const states = new Map<string, KeyState>()
  const unreadable: InvalidCell[] = []
  for (const edit of ordered) {
    const key = codes.get(edit.key)
    if (!key) {
      unreadable.push({ key: edit.key, column: 'ROW', text: edit.key, seq: edit.seq })
      continue
    }
    const state = states.get(edit.key) ?? { rows: (touched.keys.get(edit.key) ?? []).map((row) => rowAt(base, row)), invalid: new Map() }
    states.set(edit.key, replay(state, edit, key))
  }
  const kept = filterRows(base, (row) => !touched.rows.has(row))
  const edited = tableOf(flow, [...states.values()].flatMap((s) => s.rows))
  return { table: concatTables(flow, [kept, edited]), invalid: [...unreadable, ...[...states.values()].flatMap((s) => [...s.invalid.values()])] }
}

/** All rows of one key, and its cells that are invalid now. */
type KeyState = { readonly rows: readonly FigureRow[]; readonly invalid: ReadonlyMap<CellColumn, InvalidCell> }

function replay(state: KeyState, edit: CellEdit, key: FigureRow['key']): KeyState {
  const { column, value } = edit
  if (column === 'ROW' && value === null) return { rows: [], invalid: new Map() }
  const rows = state.rows.length > 0 || value === null ? state.rows : [{ key, value: null }]
  if (column === 'ROW') return { ...state, rows }
  const invalid = new Map(state.invalid)
  invalid.delete(column)
  if (value !== null && !isReadable(column, value)) invalid.set(column, { key: edit.key, column, text: value, seq: edit.seq })
  return { rows: rows.map((row) => withCell(row, column, value)), invalid }
}

function isReadable(column: Exclude<CellColumn, 'ROW'>, text: string): boolean {
  switch (column) {
    case 'OBS_VALUE':
    case 'N_OBS':
      return text.trim() === '' || parseDecimal(text.trim()) !== undefined
    case 'OBS_STATUS':
    case 'CONF_STATUS':
    case 'COMMENT_OBS':
      return true
  }
}

function withCell(row: FigureRow, column: Exclude<CellColumn, 'ROW'>, text: string | null): FigureRow {
  switch (column) {
    case 'OBS_VALUE':
      return { ...row, value: parseDecimal(text?.trim() ?? '') ?? null }
    case 'N_OBS':
      return { ...row, N_OBS: parseDecimal(text?.trim() ?? '') }
    case 'OBS_STATUS':
    case 'CONF_STATUS':
    case 'COMMENT_OBS':
      return { ...row, [column]: text ?? '' }
  }
}

type Touched = { readonly rows: ReadonlySet<number>; readonly keys: ReadonlyMap<string, readonly number[]> }

/** Finds the rows of some keys without a text for every row: a row is looked at only where each of its codes is in one of the keys. */
function rowsOfKeys(base: FigureTable, flow: Dataflow, wanted: ReadonlyMap<string, FigureRow['key'] | undefined>): Touched {
  const columns = columnsOf(base, flow)
  const marks = columns.map((column, at) => markCodes(column, flow.dimensions[at]!.id, wanted))
  const rows = new Set<number>()
  const keys = new Map<string, number[]>()
  for (let row = 0; row < base.rows; row++) {
    if (!columns.every((column, c) => marks[c]![column.at[row]!] === 1)) continue
    const key = keyAt(columns, row)
    if (!wanted.has(key)) continue
    rows.add(row)
    keys.set(key, [...(keys.get(key) ?? []), row])
  }
  return { rows, keys }
}

function markCodes(column: Column, dimension: string, wanted: ReadonlyMap<string, FigureRow['key'] | undefined>): Uint8Array {
  const codes = new Set([...wanted.values()].map((key) => key?.[dimension]))
  return Uint8Array.from(column.codes, (code) => (codes.has(code) ? 1 : 0))
}
