import { useCallback, useMemo, useState, type Ref } from 'react'
import { Link } from '@tanstack/react-router'
import { TOTAL } from '@openvrs/core/metadata/model.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { CodePicker } from '../../ui/code-picker.tsx'
import { Grid, type EditorProps, type GridCell, type GridColumn, type GridHandle } from '../../ui/grid.tsx'
import type { Block } from '../../ui/grid-model.ts'
import { TextEditor } from '../../ui/text-editor.tsx'
import { headOf, readBlock, writeBlock } from './clipboard.ts'
import { marksOf, type Item } from './findings.ts'
import type { Lexicon } from './lexicon.ts'
import { PasteDialog } from './paste-dialog.tsx'
import { blankRow, isCell, withText, type Fixed, type SheetRow } from './sheet.ts'
import type { Sheet } from './use-sheet.ts'

type SheetGridProps = {
  readonly lexicon: Lexicon
  readonly fixed: Fixed
  readonly columns: readonly GridColumn[]
  readonly sheet: Sheet
  readonly items: readonly Item[]
  readonly first: number
  readonly canEdit: boolean
  readonly report: string
  readonly onRow: (row: number | null) => void
  /** Shows a breakdown that was folded away. */
  readonly onOpen: (dimension: string) => void
  readonly handle: React.RefObject<GridHandle | null>
}

const isText = (column: string): boolean => column === 'OBS_VALUE' || column === 'N_OBS' || column === 'COMMENT_OBS'

/** The figures of a section in a grid to type in, with what can be done with its rows. */
export function SheetGrid({ lexicon, fixed, columns, sheet, items, first, canEdit, report, onRow, onOpen, handle }: SheetGridProps) {
  const { t, number } = useWords()
  const { flow } = lexicon
  const { rows, change } = sheet
  const [pasted, setPasted] = useState('')
  const [isPasting, paste] = useState(false)
  const marks = useMemo(() => marksOf(items, columns.map((column) => column.id)), [items, columns])

  const textOf = useCallback((row: SheetRow, column: string): string => {
    if (row.words[column] !== undefined) return row.words[column]
    if (isText(column)) return row.cells[column as 'OBS_VALUE']
    return lexicon.name(column, (isCell(column) ? row.cells[column] : row.codes[column]) ?? '')
  }, [lexicon])
  const cellsOf = useCallback((at: number): readonly GridCell[] => {
    const row = rows[at]
    return columns.map((column): GridCell => {
      if (!row) return { text: '' }
      const text = textOf(row, column.id)
      const mark = marks.get(`${at} ${column.id}`)
      const isShownNumber = column.isNumber === true && /^-?\d+(\.\d+)?$/.test(text)
      return {
        text: isShownNumber ? number(Number(text)) : text, isQuiet: row.codes[column.id] === TOTAL,
        ...(mark && { state: mark.kind, ref: mark.no, about: mark.message }),
      }
    })
  }, [rows, columns, marks, textOf, number])

  /** The rows with texts written into them from a place on; rows are added where they end. */
  const write = useCallback((now: readonly SheetRow[], top: number, block: readonly (readonly string[])[], ids: readonly string[]): readonly SheetRow[] => {
    const next = [...now]
    block.forEach((cells, at) => {
      let row = next[top + at] ?? blankRow(flow, fixed)
      cells.forEach((text, col) => { if (ids[col] !== undefined) row = withText(row, ids[col], text, lexicon) })
      next[Math.min(top + at, next.length)] = row
    })
    return next
  }, [flow, fixed, lexicon])

  const onCommit = (place: { readonly row: number; readonly col: number }, text: string) => {
    const { id } = columns[place.col]!
    const row = rows[place.row]
    if (row ? textOf(row, id) === text || (isCell(id) ? row.cells[id] : row.codes[id]) === text : text.trim() === '') return
    change((now) => write(now, place.row, [[text]], [id]))
  }
  const within = ({ left, right }: Block) => columns.slice(left, right + 1)
  const onClear = (block: Block) => change((now) => now.map((row, at) => (at < block.top || at > block.bottom ? row : within(block).reduce((one, { id }) => withText(one, id, '', lexicon), row))))
  const onCopy = (block: Block) => writeBlock(rows.slice(block.top, block.bottom + 1).map((row) => within(block).map(({ id }) => {
    const code = (isCell(id) ? row.cells[id] : row.codes[id]) ?? ''
    const text = textOf(row, id)
    return isText(id) || lexicon.find(id, text) === code ? text : code || text
  })))
  const onRemove = (block: Block) => {
    const gone = new Set(rows.slice(block.top, block.bottom + 1))
    if (gone.size > 0) change((now) => now.filter((row) => !gone.has(row)))
  }
  const onFillDown = (block: Block) => change((now) => {
    const from = block.top === block.bottom ? block.top - 1 : block.top
    const source = now[from]
    if (!source) return now
    const texts = within(block).map(({ id }) => (source.words[id] ?? (isCell(id) ? source.cells[id] : source.codes[id]) ?? ''))
    return write(now, from + 1, Array.from({ length: Math.max(1, block.bottom - from) }, () => texts), within(block).map(({ id }) => id))
  })
  const onPaste = (text: string, block: Block) => {
    const cells = readBlock(text)
    if (cells.length === 0) return
    const titles = [...columns.map(({ id, name }) => ({ id, names: [name] })), ...flow.dimensions.map((d) => ({ id: d.id, names: [lexicon.nameOf(d.name), d.name.en] }))]
    const named = headOf(cells, titles)
    const ids = named ?? columns.slice(block.left).map((column) => column.id)
    for (const id of named ?? []) if (flow.dimensions.some((d) => d.id === id) && !columns.some((column) => column.id === id) && fixed.codes[id] === undefined) onOpen(id)
    const body = named ? cells.slice(1) : cells
    const isOne = body.length === 1 && body[0]!.length === 1
    const filled = isOne ? Array.from({ length: block.bottom - block.top + 1 }, () => Array.from({ length: block.right - block.left + 1 }, () => body[0]![0]!)) : body
    const before = rows.slice(0, block.top)
    const next = write(before, before.length, filled, ids.map((id) => (fixed.codes[id] === undefined ? id : undefined!)))
    const unknown = [...new Set(next.slice(block.top).flatMap((row) => Object.values(row.words)))]
    setPasted(`${t('report.pasted', { rows: filled.length })} ${unknown.length === 0 ? '' : t('report.pasted_unknown', { count: unknown.length, words: unknown.slice(0, 5).join(', ') })}`)
    change((now) => write(now, Math.min(block.top, now.length), filled, ids.map((id) => (fixed.codes[id] === undefined ? id : undefined!))))
  }

  const editor = ({ place, typed, commit, cancel }: EditorProps) => {
    const column = columns[place.col]!
    const row = rows[place.row]
    const isPattern = flow.dimensions.find((d) => d.id === column.id)?.representation.kind === 'pattern'
    if (isText(column.id) || isPattern) return <TextEditor label={column.name} text={typed ?? (row ? textOf(row, column.id) : '')} isNumber={column.isNumber} maxLength={column.id === 'COMMENT_OBS' ? 2000 : 60} onCommit={commit} onCancel={cancel} />
    const code = row ? ((isCell(column.id) ? row.cells[column.id] : row.codes[column.id]) ?? '') : ''
    return <CodePicker label={column.name} options={lexicon.options(column.id)} code={code} typed={typed ?? row?.words[column.id]} none={t('report.nothing_fits')} onCommit={commit} onCancel={cancel} />
  }

  const folded = flow.dimensions.filter((d) => d.role === 'optional' && !fixed.shown.has(d.id))
  const count = rows.length + (canEdit ? 1 : 0)
  return (
    <section aria-label={lexicon.nameOf(flow.name)}>
      {canEdit ? (
        <div className="toolbar">
          <Button small icon="plus" onPress={() => handle.current?.goTo(rows.length, 0)}>{t('report.add_row')}</Button>
          <Button small icon="paste" onPress={() => paste(true)}>{t('report.paste')}</Button>
          <Link className="btn is-small" to="/reports/upload" search={{ report, dataflow: flow.id }}><span className="icon i-upload" aria-hidden="true" />{t('report.upload')}</Link>
          <Button small icon="close" onPress={() => { const block = handle.current?.block(); if (block) onRemove(block) }}>{t('report.remove_row')}</Button>
          <Button small icon="undo" label={t('report.undo')} onPress={sheet.undo}>{null}</Button>
          {folded.length === 0 ? null : (
            <label className="row small push">
              <span className="visually-hidden">{t('report.break_down')}</span>
              <select className="input is-small" value="" onChange={(event) => onOpen(event.target.value)}>
                <option value="" disabled>{t('report.break_down')}</option>
                {folded.map((d) => <option key={d.id} value={d.id}>{lexicon.nameOf(d.name)}</option>)}
              </select>
            </label>
          )}
        </div>
      ) : null}
      {count === 0 ? <div className="empty"><h2>{t('report.no_rows')}</h2></div> : (
        <Grid
          label={lexicon.nameOf(flow.name)} rowWord={t('report.row_word')} help={t(canEdit ? 'report.grid_help' : 'report.grid_help_read')} columns={columns} rows={count} first={first} hasNew={canEdit} isReadOnly={!canEdit} cellsOf={cellsOf} editor={editor}
          onCommit={onCommit} onClear={onClear} onCopy={onCopy} onPaste={onPaste} onUndo={sheet.undo} onRedo={sheet.redo} onRemove={onRemove} onFillDown={onFillDown} onRow={onRow} handle={handle as Ref<GridHandle>}
        />
      )}
      <div className="key">
        {canEdit ? <span>{t('report.key_zero')}</span> : null}
        {folded.length === 0 ? null : <span>{t('report.folded', { names: folded.map((d) => lexicon.nameOf(d.name)).join(', ') })}</span>}
        <output className="push" aria-live="polite">{pasted}</output>
      </div>
      {isPasting ? <PasteDialog onClose={() => paste(false)} onPaste={(text) => { paste(false); onPaste(text, { top: rows.length, bottom: rows.length, left: 0, right: 0 }) }} /> : null}
    </section>
  )
}
