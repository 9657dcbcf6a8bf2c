import { parseKey } from '@openvrs/core/report/keys.ts'
import { useCallback, useMemo, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import type { Block, Place } from '../../ui/grid-model.ts'
import type { GridColumn } from '../../ui/grid-row.tsx'
import { headOf, readBlock, writeBlock } from './clipboard.ts'
import type { Item } from './findings.ts'
import type { Fix } from './fixes.ts'
import type { Lexicon } from './lexicon.ts'
import { mended } from './mend.ts'
import { blankRow, isCell, nextRow, wholeKey, withText, type Fixed, type SheetRow } from './sheet.ts'
import type { Sheet } from './use-sheet.ts'

type Of = { readonly lexicon: Lexicon; readonly fixed: Fixed; readonly columns: readonly GridColumn[]; readonly sheet: Sheet; /** Shows a breakdown that was folded away. */ readonly onOpen: (dimension: string) => void; /** Keys that the last period had, as they are in this one. */ readonly lastKeys: readonly string[]; /** Rows to be filled stand from this one on. */ readonly onStart: (row: number) => void }

export type SheetActions = {
  readonly textOf: (row: SheetRow, column: string) => string
  readonly commit: (place: Place, text: string) => void
  readonly clear: (block: Block) => void
  readonly copy: (block: Block) => string
  readonly paste: (text: string, block: Block) => void
  /** Rows of the last period that are not here yet, to be filled: how many, and adding them. */
  readonly lacking: number
  readonly start: () => void
  /** Takes a way out of what was found. */
  readonly mend: (item: Item, fix: Fix) => void
  /** What a new row begins with. */
  readonly fresh: SheetRow
  readonly remove: (block: Block) => void
  readonly fillDown: (block: Block) => void
  /** What came of the last thing done, in words. */
  readonly said: string
}

/** Cells that are typed as they are; the others choose a code. */
export const isText = (column: string): column is 'OBS_VALUE' | 'N_OBS' | 'COMMENT_OBS' => column === 'OBS_VALUE' || column === 'N_OBS' || column === 'COMMENT_OBS'

/** The code or the figure of a cell. */
export const codeOf = (row: SheetRow, column: string): string => (isCell(column) ? row.cells[column] : row.codes[column]) ?? ''

/** What can be done with the cells of a sheet. Each is one step that can be undone. */
export function useSheetActions({ lexicon, fixed, columns, sheet, onOpen, lastKeys, onStart }: Of): SheetActions {
  const { t } = useWords()
  const [said, say] = useState('')
  const { flow } = lexicon
  const { rows, change } = sheet
  const textOf = useCallback((row: SheetRow, column: string): string => row.words[column] ?? (isText(column) ? row.cells[column] : lexicon.name(column, codeOf(row, column))), [lexicon])
  const within = ({ left, right }: Block): readonly string[] => columns.slice(left, right + 1).flatMap(({ id, isFixed }) => (isFixed ? [] : [id]))

  /** Texts written into rows from one on; rows are added where they end. A column that is alike in all rows is not written. */
  const write = (now: readonly SheetRow[], top: number, texts: readonly (readonly string[])[], ids: readonly string[], empty = () => blankRow(flow, fixed)): readonly SheetRow[] => {
    const next = [...now]
    texts.forEach((cells, at) => {
      let row = next[top + at] ?? empty()
      cells.forEach((text, col) => {
        const id = ids[col]
        if (id !== undefined && fixed.codes[id] === undefined) row = withText(row, id, text, lexicon)
      })
      next[Math.min(top + at, next.length)] = row
    })
    return next
  }

  const fresh = useMemo(() => nextRow(flow, fixed, rows.at(-1)), [flow, fixed, rows])
  const commit = (place: Place, text: string) => {
    const { id } = columns[place.col]!
    const row = rows[place.row]
    const before = row ?? fresh
    if (textOf(before, id) === text || codeOf(before, id) === text.trim()) return
    change((now) => write(now, place.row, [[text]], [id], () => nextRow(flow, fixed, now.at(-1))))
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
    const ids = named ?? columns.slice(block.left).filter((column) => !column.isFixed).map((column) => column.id)
    const body = named ? cells.slice(1) : cells
    const isOne = body.length === 1 && body[0]!.length === 1
    const texts = isOne ? Array.from({ length: block.bottom - block.top + 1 }, () => Array.from({ length: block.right - block.left + 1 }, () => body[0]![0]!)) : body
    change((now) => write(now, Math.min(block.top, now.length), texts, ids))
    const unknown = [...new Set(write(rows, Math.min(block.top, rows.length), texts, ids).slice(block.top, block.top + texts.length).flatMap((row) => Object.values(row.words)))]
    say([t('report.pasted', { rows: texts.length }), unknown.length > 0 && t('report.pasted_unknown', { count: unknown.length, words: unknown.slice(0, 5).join(', ') })].filter(Boolean).join(' '))
  }
  const missing = useMemo(() => {
    if (lastKeys.length === 0) return []
    const there = new Set(rows.map((row) => wholeKey(flow, row)))
    return lastKeys.filter((key) => !there.has(key))
  }, [rows, lastKeys, flow])
  const start = () => {
    change((now) => [...now, ...missing.map((key) => ({ ...blankRow(flow, fixed), codes: { ...parseKey(flow, key) } }))])
    onStart(rows.length)
    say(t('report.started', { rows: missing.length }))
  }
  const mend = (item: Item, fix: Fix) => {
    change((now) => mended(now, item, fix, lexicon))
    say(t('report.mended'))
  }
  return { textOf, commit, clear, copy, paste, remove, fillDown, lacking: missing.length, start, mend, fresh, said }
}
