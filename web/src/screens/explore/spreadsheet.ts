import { writeXlsx } from 'hucre/xlsx'
import { plainCell } from '@openvrs/core/query/plain-cell.ts'
import type { Names } from './names.ts'
import type { Answer } from './shape.ts'

type Asked = { readonly answer: Answer; readonly names: Names; readonly value: string; readonly sheets: { readonly figures: string; readonly notes: string }; readonly notes: readonly (readonly [string, string])[]; readonly isRightToLeft: boolean }

const BOLD = { font: { name: 'Calibri', size: 11, bold: true } } as const
/** As wide as a page, and as many pages as it takes. */
const PRINTED = { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const
/** A long text is read whole, in lines. */
const WHOLE = { alignment: { wrapText: true, vertical: 'top' } } as const

/** The figures of an answer as a spreadsheet: codes with their names, and a sheet with all that travels with them. No cell of it is a formula. */
export function workbookOf({ answer, names, value, sheets, notes, isRightToLeft }: Asked): Promise<Uint8Array> {
  const plain = (cell: string | number | null) => (typeof cell === 'string' ? plainCell(cell) : cell)
  const rows = rowsOf(answer, names, value).map((row) => row.map(plain))
  const all = { view: { rightToLeft: isRightToLeft }, pageSetup: PRINTED }
  const heads = new Map(rows[0]!.map((_, column) => [`0,${column}`, { style: BOLD }]))
  return writeXlsx({
    sheets: [
      { name: sheets.figures, rows, cells: heads, columns: rows[0]!.map(() => ({ autoWidth: true })), freezePane: { rows: 1 }, ...all },
      { name: sheets.notes, rows: notes.map((line) => line.map(plain)), columns: [{ width: 28, style: { ...BOLD, ...WHOLE } }, { width: 110, style: WHOLE }], ...all },
    ],
  }) as Promise<Uint8Array>
}

/** Each column of codes is followed by one of names. What is not available is empty, not 0. */
export function rowsOf(answer: Answer, names: Names, value: string): readonly (readonly (string | number | null)[])[] {
  const dimensions = answer.columns.slice(0, -1).map((name) => name.toUpperCase())
  const head = [...dimensions.flatMap((id) => [id, names.dimension(id)]), value]
  return [head, ...answer.rows.map((cells) => [...dimensions.flatMap((id, at) => [String(cells[at]), names.code(id, String(cells[at]))]), cells.at(-1) as number | null])]
}
