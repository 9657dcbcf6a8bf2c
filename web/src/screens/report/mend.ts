import type { Item } from './findings.ts'
import { NOT_COUNTED, type Fix } from './fixes.ts'
import type { Lexicon } from './lexicon.ts'
import { wholeKey, withText, type SheetRow } from './sheet.ts'

/** The rows with a way out taken. */
export function mended(rows: readonly SheetRow[], item: Pick<Item, 'row' | 'rows' | 'key'>, fix: Fix, lexicon: Lexicon): readonly SheetRow[] {
  const about = new Set(item.rows ?? (item.row === undefined ? [] : [item.row]))
  const write = (column: string, text: string) => rows.map((row, at) => (about.has(at) ? withText(row, column, text, lexicon) : row))
  switch (fix.do) {
    case 'value': return write('OBS_VALUE', fix.value)
    case 'code': return write(fix.column, fix.code)
    case 'zero': return write('OBS_VALUE', '0')
    case 'not_counted': return write('OBS_STATUS', NOT_COUNTED)
    case 'no_status': return write('OBS_STATUS', '')
    case 'leave_out': return rows.filter((_, at) => !about.has(at))
    case 'drop_double':
    case 'add_up': {
      const same = rows.filter((row) => wholeKey(lexicon.flow, row) === item.key)
      // The row that the server knows stays the one that it knows.
      const kept = same.find((row) => row.origin === item.key) ?? same[0]
      const sum = String(same.reduce((all, row) => all + Number(row.cells.OBS_VALUE), 0))
      return rows.flatMap((row) => (row === kept ? [fix.do === 'add_up' ? withText(row, 'OBS_VALUE', sum, lexicon) : row] : same.includes(row) ? [] : [row]))
    }
  }
}
