import { TOTAL } from '@openvrs/core/metadata/model.ts'
import { useCallback, useMemo, type RefObject } from 'react'
import { useWords } from '../../i18n/use.ts'
import { CodePicker, type Move } from '../../ui/code-picker.tsx'
import type { Place } from '../../ui/grid-model.ts'
import { Grid, type EditorProps, type GridCell, type GridColumn, type GridHandle } from '../../ui/grid.tsx'
import { TextEditor } from '../../ui/text-editor.tsx'
import { CHANGE, LAST } from './columns.ts'
import { marksOf, type Item } from './findings.ts'
import type { Lexicon } from './lexicon.ts'
import { typedOn } from './moves.ts'
import { codeColumns, type Fixed } from './sheet.ts'
import { codeOf, isText, type SheetActions } from './sheet-actions.ts'
import type { Compare } from './use-last.ts'
import type { Sheet } from './use-sheet.ts'

type SheetGridProps = {
  readonly lexicon: Lexicon
  readonly fixed: Fixed
  readonly columns: readonly GridColumn[]
  readonly sheet: Sheet
  readonly actions: SheetActions
  readonly items: readonly Item[]
  readonly first: number
  readonly canEdit: boolean
  readonly onRow: (row: number | null) => void
  readonly grid: RefObject<GridHandle | null>
  readonly compare: Compare
}

/** The figures of a section in a grid to type in, marked where something is to be looked at. */
export function SheetGrid({ lexicon, fixed, columns, sheet, actions, items, first, canEdit, onRow, grid, compare }: SheetGridProps) {
  const { t, number, listed } = useWords()
  const { flow } = lexicon
  const { rows } = sheet
  const { textOf } = actions
  const codes = useMemo(() => codeColumns(flow, fixed), [flow, fixed])
  const marks = useMemo(() => marksOf(items, columns.map((column) => column.id)), [items, columns])
  const cellsOf = useCallback((at: number): readonly GridCell[] => {
    const row = rows[at]
    if (!row) return columns.map(({ id }) => (codes.includes(id) && codeOf(actions.fresh, id) !== '' ? { text: textOf(actions.fresh, id), isQuiet: true, about: t('report.repeated') } : { text: '' }))
    const before = compare(row)
    const by = before === undefined || before === null || row.cells.OBS_VALUE === '' ? undefined : Number(row.cells.OBS_VALUE) - before
    return columns.map((column): GridCell => {
      if (column.id === LAST) return { text: typeof before === 'number' ? number(before) : '–' }
      if (column.id === CHANGE) return by === undefined || Number.isNaN(by) ? { text: '–' } : { text: number(Math.abs(by)), ...(by !== 0 && { turn: by > 0 ? 'up' : 'down', about: t(by > 0 ? 'report.more' : 'report.less') }) }
      const text = textOf(row, column.id)
      const mark = marks.get(`${at} ${column.id}`)
      return {
        text: column.isNumber && /^-?\d+(\.\d+)?$/.test(text) ? number(Number(text)) : text, isQuiet: row.codes[column.id] === TOTAL,
        ...(mark && (mark.rows ? { state: 'missing', about: t('report.blank_cell'), ...(mark.row === at && { ref: mark.no }) } : { state: mark.kind, ref: mark.no, about: mark.message })),
      }
    })
  }, [rows, columns, marks, textOf, number, compare, codes, actions.fresh, t])

  /** What tells the row from others: its codes that are not totals. */
  const rowName = (at: number): string => {
    const row = rows[at]
    return row ? listed(codes.filter((id) => row.codes[id] !== TOTAL && textOf(row, id) !== '').map((id) => textOf(row, id))) : t('report.row_new')
  }

  const editor = ({ place, typed, commit, cancel }: EditorProps) => {
    const { id, name, isNumber } = columns[place.col]!
    const row = rows[place.row]
    const isPattern = flow.dimensions.find((d) => d.id === id)?.representation.kind === 'pattern'
    if (isText(id) || isPattern) return <TextEditor label={name} text={typed ?? (row ? textOf(row, id) : '')} isNumber={isNumber} maxLength={id === 'COMMENT_OBS' ? 2000 : 60} onCommit={commit} onCancel={cancel} />
    return <CodePicker label={name} options={lexicon.options(id)} code={codeOf(row ?? actions.fresh, id)} word={row?.words[id]} typed={typed} none={t('report.nothing_fits')} onCommit={commit} onCancel={cancel} />
  }

  const after = (move: Move, at: Place) => typedOn(move, at, { columns, codes, rows: rows.length, has: (row, column) => codeOf(rows[row] ?? actions.fresh, column) !== '' || rows[row]?.words[column] !== undefined, needsCount: flow.nObsMandatory })

  const folded = flow.dimensions.filter((d) => d.role === 'optional' && !fixed.shown.has(d.id))
  const count = rows.length + (canEdit ? 1 : 0)
  return (
    <section aria-label={lexicon.nameOf(flow.name)}>
      {count === 0 ? <div className="empty"><h2>{t('report.no_rows')}</h2></div> : (
        <Grid
          label={lexicon.nameOf(flow.name)} rowWord={t('report.row_word')} rowName={rowName} help={t(canEdit ? 'report.grid_help' : 'report.grid_help_read')} columns={columns} rows={count} first={first} hasNew={canEdit} isReadOnly={!canEdit}
          cellsOf={cellsOf} editor={editor} onCommit={actions.commit} onClear={actions.clear} onCopy={actions.copy} onPaste={actions.paste} onUndo={sheet.undo} onRedo={sheet.redo} onRemove={actions.remove} onFillDown={actions.fillDown}
          after={after} onRow={onRow} handle={grid}
        />
      )}
      <div className="key">
        {canEdit ? <span>{t('report.key_zero')}</span> : null}
        {folded.length === 0 ? null : <span>{t('report.folded', { names: listed(folded.map((d) => lexicon.nameOf(d.name))) })}</span>}
        <output className="push" aria-live="polite">{canEdit ? actions.said : ''}</output>
      </div>
    </section>
  )
}
