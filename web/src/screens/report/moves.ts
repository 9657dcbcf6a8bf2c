import type { Move } from '../../ui/code-picker.tsx'
import type { Place } from '../../ui/grid-model.ts'
import type { GridColumn } from '../../ui/grid-row.tsx'

export type Typing = {
  readonly columns: readonly GridColumn[]
  /** Columns that choose a code. */
  readonly codes: readonly string[]
  /** Rows that are there, without the empty one that takes the next. */
  readonly rows: number
  /** What the row holds in a column, before it was written. */
  readonly has: (row: number, column: string) => boolean
  readonly needsCount: boolean
}

/**
 * Where typing goes on, row after row without the pointer: Enter leads through the codes of a row without a figure to its figure, and
 * from the figure down; at the end Enter and Tab begin the next row where its codes begin to differ. Undefined: as in any spreadsheet.
 */
export function typedOn(move: Move, { row, col }: Place, { columns, codes, rows, has, needsCount }: Typing): Place | undefined {
  const id = columns[col]?.id ?? ''
  const place = (column: string) => columns.findIndex((one) => one.id === column)
  const last = needsCount ? 'N_OBS' : 'OBS_VALUE'
  const isEnd = row >= rows - 1
  if (move === 'down' && codes.includes(id) && !has(row, 'OBS_VALUE')) {
    return { row, col: place(codes.find((code) => place(code) > col) ?? 'OBS_VALUE') }
  }
  if (move === 'down' && id === 'OBS_VALUE' && needsCount && !has(row, 'N_OBS')) return { row, col: place('N_OBS') }
  if ((move === 'down' || move === 'right') && id === last && isEnd) return { row: row + 1, col: firstOf(columns, codes) }
  if (move === 'down' && id === 'N_OBS') return { row: row + 1, col: place('OBS_VALUE') }
  if (move === 'right' || move === 'left') {
    let next = col
    do next += move === 'right' ? 1 : -1
    while (columns[next]?.isFixed)
    return columns[next] ? { row, col: next } : undefined
  }
  return undefined
}

/** The codes after the indicator and its unit are those that differ from row to row. */
export function firstOf(columns: readonly GridColumn[], codes: readonly string[]): number {
  const first = codes.find((code) => code !== 'INDICATOR' && code !== 'UNIT_MEASURE') ?? codes[0] ?? 'OBS_VALUE'
  return Math.max(0, columns.findIndex((column) => column.id === first))
}
