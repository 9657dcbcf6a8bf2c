import { streamXlsxRows } from 'hucre/xlsx'
import { Problem } from '@openvrs/core/problem.ts'
import type { Cell } from '@openvrs/core/mapping/cells.ts'
import { LIMITS } from './limits.ts'
import { inspectWorkbook } from './workbook-guard.ts'
import { listSheets } from './workbook-sheets.ts'

/** @param row as the spreadsheet numbers it, from 1; rows that the sheet leaves out are not given */
export type OnCells = (cells: Cell[], row: number) => void

/**
 * Reads one sheet of a workbook that lies in memory. The reader is hucre, behind the guard: what the guard has not passed never gets to it.
 * Cells come as text, numbers and truth values; dates as `2024-03-31`; blank cells as the empty text. Throws the guard's problems,
 * `intake.sheet_missing` and `intake.formula`.
 */
export async function readWorkbook(archive: Buffer, sheet: string | undefined, onCells: OnCells, pause: () => Promise<void>): Promise<void> {
  const { formulas } = await inspectWorkbook(archive)
  const sheets = await listSheets(archive)
  const wanted = sheet === undefined ? sheets[0] : sheets.find((s) => s.name === sheet)
  if (!wanted) throw new Problem('intake.sheet_missing', { sheet: sheet ?? '1', sheets: sheets.map((s) => s.name).join(', ') })
  const formula = formulas.get(wanted.part)
  if (formula !== undefined) throw new Problem('intake.formula', { cell: formula, sheet: wanted.name })
  let last = 0
  try {
    for await (const { index, values } of streamXlsxRows(archive, { sheet: wanted.name })) {
      const row = index + 1
      if (!Number.isInteger(row) || row <= last || values.length > LIMITS.columns) throw new Problem('intake.not_workbook', { looks: 'its rows are not in order' })
      last = row
      onCells(values.map(cellOf), row)
      if (row % ROWS_A_PAUSE === 0) await pause()
    }
  } catch (error) {
    // What the reader says may hold text of the file.
    throw error instanceof Problem ? error : new Problem('intake.not_workbook', { looks: 'its sheet is damaged' })
  }
}

const ROWS_A_PAUSE = 5000

type Value = string | number | boolean | Date | null | undefined | object

function cellOf(value: Value): Cell {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  return typeof value === 'object' ? '' : value
}
