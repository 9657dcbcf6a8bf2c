import { useState, type RefObject } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Button } from '../../ui/button.tsx'
import type { GridColumn, GridHandle } from '../../ui/grid.tsx'
import type { Lexicon } from './lexicon.ts'
import { PasteDialog } from './paste-dialog.tsx'
import { firstOf } from './moves.ts'
import { codeColumns, type Fixed } from './sheet.ts'
import type { SheetActions } from './sheet-actions.ts'
import type { Sheet } from './use-sheet.ts'

type SheetToolbarProps = { readonly report: string; readonly lexicon: Lexicon; readonly fixed: Fixed; readonly columns: readonly GridColumn[]; readonly sheet: Sheet; readonly actions: SheetActions; readonly grid: RefObject<GridHandle | null>; readonly onOpen: (dimension: string) => void; /** The period that rows can be taken from, in words. */ readonly last?: string }

/** What can be done with the rows of a section, for the pointer; the keys of the grid do the same. */
export function SheetToolbar({ report, lexicon, fixed, columns, sheet, actions, grid, onOpen, last }: SheetToolbarProps) {
  const { t } = useWords()
  const [isPasting, paste] = useState(false)
  const end = sheet.rows.length
  const folded = lexicon.flow.dimensions.filter((d) => d.role === 'optional' && !fixed.shown.has(d.id))
  const remove = () => {
    const block = grid.current?.block()
    if (block) actions.remove(block)
  }
  return (
    <div className="toolbar">
      {last === undefined ? null : <Button small kind={end === 0 ? 'primary' : undefined} icon="copy" disabled={actions.lacking === 0} onPress={actions.start}>{t('report.start', { period: last })}</Button>}
      <Button small icon="plus" onPress={() => grid.current?.goTo(end, end === 0 ? 0 : firstOf(columns, codeColumns(lexicon.flow, fixed)))}>{t('report.add_row')}</Button>
      <Button small icon="close" onPress={remove}>{t('report.remove_row')}</Button>
      <Button small icon="undo" onPress={sheet.undo}>{t('report.undo')}</Button>
      <Button small icon="paste" onPress={() => paste(true)}>{t('report.paste')}</Button>
      <Link className="btn is-small" to="/reports/upload" search={{ report, dataflow: lexicon.flow.id }}><span className="icon i-upload" aria-hidden="true" />{t('report.upload')}</Link>
      {folded.length === 0 ? null : (
        <label className="row small push">
          <span className="visually-hidden">{t('report.break_down')}</span>
          <select className="input" value="" onChange={(event) => onOpen(event.target.value)}>
            <option value="" disabled>{t('report.break_down')}</option>
            {folded.map((d) => <option key={d.id} value={d.id}>{lexicon.nameOf(d.name)}</option>)}
          </select>
        </label>
      )}
      {isPasting ? <PasteDialog onClose={() => paste(false)} onPaste={(text) => { paste(false); actions.paste(text, { top: end, bottom: end, left: 0, right: 0 }) }} /> : null}
    </div>
  )
}
