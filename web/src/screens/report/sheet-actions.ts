import { useCallback, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import type { Block, Place } from '../../ui/grid-model.ts'
import type { GridColumn } from '../../ui/grid-row.tsx'
import { headOf, readBlock, writeBlock } from './clipboard.ts'
import type { Lexicon } from './lexicon.ts'
import { blankRow, isCell, withText, type Fixed, type SheetRow } from './sheet.ts'
import type { Sheet } from './use-sheet.ts'

type Of = { readonly lexicon: Lexicon; readonly fixed: Fixed; readonly columns: readonly GridColumn[]; readonly sheet: Sheet; /** Shows a breakdown that was folded away. */ readonly onOpen: (dimension: string) => void }

export type SheetActions = {
  readonly textOf: (row: SheetRow, column: string) => string
  readonly commit: (place: Place, text: string) => void
  readonly clear: (block: Block) => void
  readonly copy: (block: Block) => string
  readonly paste: (text: string, block: Block) => void
  readonly remove: (block: Block) => void
  readonly fillDown: (block: Block) => void
  /** What came of the last paste, in words. */
  readonly pasted: string
}

/** Cells that are typed as they are; the others choose a code. */
export const isText = (column: string): column is 'OBS_VALUE' | 'N_OBS' | 'COMMENT_OBS' => column === 'OBS_VALUE' || column === 'N_OBS' || column === 'COMMENT_OBS'

/** The code or the figure of a cell. */
export const codeOf = (row: SheetRow, column: string): string => (isCell(column) ? row.cells[column] : row.codes[column]) ?? ''

/** What can be done with the cells of a sheet. Each is one step that can be undone. */
export function useSheetActions({ lexicon, fixed, columns, sheet, onOpen }: Of): SheetActions {
  const { t } = useWords()
  const [pasted, setPasted] = useState('')
  const { flow } = lexicon
  const { rows, change } = sheet
  const textOf = useCallback((row: SheetRow, column: string): string => row.words[column] ?? (isText(column) ? row.cells[column] : lexicon.name(column, codeOf(row, column))), [lexicon])
  const within = ({ left, right }: Block): readonly string[] => columns.slice(left, right + 1).map(({ id }) => id)

  /** Texts written into rows from one on; rows are added where they end. A column that is alike in all rows is not written. */
  const write = (now: readonly SheetRow[], top: number, texts: readonly (readonly string[])[], ids: readonly string[]): readonly SheetRow[] => {
    const next = [...now]
    texts.forEach((cells, at) => {
      let row = next[top + at] ?? blankRow(flow, fixed)
      cells.forEach((text, col) => {
        const id = ids[col]
        if (id !== undefined && fixed.codes[id] === undefined) row = withText(row, id, text, lexicon)
      })
      next[Math.min(top + at, next.length)] = row
    })
    return next
  }

  const commit = (place: Place, text: string) => {
    const { id } = columns[place.col]!
    const row = rows[place.row]
    if (row ? textOf(row, id) === text || codeOf(row, id) === text.trim() : text.trim() === '') return
    change((now) => write(now, place.row, [[text]], [id]))
  }
  const clear = (block: Block) => change((now) => now.map((row, at) => (at < block.top || at > block.bottom ? row : within(block).reduce((one, id) => withText(one, id, '', lexicon), row))))
  const copy = (block: Block) => writeBlock(rows.slice(block.top, block.bottom + 1).map((row) => within(block).map((id) => {
    const [code, text] = [codeOf(row, id), textOf(row, id)]
    return isText(id) || lexicon.find(id, text) === code ? text : code || text
  })))
  const remove = (block: Block) => {
    const gone = new Set(rows.slice(block.top, block.bottom + 1))
    if (gone.size > 0) change((now) => now.filter((row) => !gone.has(row)))
  }
  const fillDown = (block: Block) => change((now) => {
    const from = block.top === block.bottom ? block.top - 1 : block.top
    const source = now[from]
    if (!source) return now
    const texts = within(block).map((id) => source.words[id] ?? codeOf(source, id))
    return write(now, from + 1, Array.from({ length: Math.max(1, block.bottom - from) }, () => texts), within(block))
  })
  const paste = (text: string, block: Block) => {
    const cells = readBlock(text)
    if (cells.length === 0) return
    const titles = [...columns.map(({ id, name }) => ({ id, names: [name] })), ...flow.dimensions.map((d) => ({ id: d.id, names: [lexicon.nameOf(d.name), d.name.en] }))]
    const named = headOf(cells, titles)
    for (const id of named ?? []) if (flow.dimensions.some((d) => d.id === id && d.role === 'optional') && !fixed.shown.has(id)) onOpen(id)
    const ids = named ?? columns.slice(block.left).map((column) => column.id)
    const body = named ? cells.slice(1) : cells
    const isOne = body.length === 1 && body[0]!.length === 1
    const texts = isOne ? Array.from({ length: block.bottom - block.top + 1 }, () => Array.from({ length: block.right - block.left + 1 }, () => body[0]![0]!)) : body
    change((now) => write(now, Math.min(block.top, now.length), texts, ids))
    const unknown = [...new Set(write(rows, Math.min(block.top, rows.length), texts, ids).slice(block.top, block.top + texts.length).flatMap((row) => Object.values(row.words)))]
    setPasted([t('report.pasted', { rows: texts.length }), unknown.length > 0 && t('report.pasted_unknown', { count: unknown.length, words: unknown.slice(0, 5).join(', ') })].filter(Boolean).join(' '))
  }
  return { textOf, commit, clear, copy, paste, remove, fillDown, pasted }
}
