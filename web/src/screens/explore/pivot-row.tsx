import { memo } from 'react'
import { useWords } from '../../i18n/use.ts'
import type { Head } from './pivot-grid.tsx'
import type { Slot } from './pivot-size.ts'
import { cellAt, type Drawn, type Line, type Pivot, type PivotCell } from './pivot.ts'
import type { Totals } from './totals.ts'

/** What all rows are drawn with; the same object until the answer or the columns in sight change. */
export type RowTools = {
  readonly pivot: Pivot; readonly totals: Totals | undefined; readonly head: Head; readonly figure: (value: number) => string; readonly slots: readonly Slot[]
  readonly addressOf: (row: Line, column: Line) => string
  /** How many rows the head has. */
  readonly lead: number
}

type Props = { readonly at: number; readonly drawn: Drawn; readonly tools: RowTools; /** The column that has the tab stop. */ readonly active: number | undefined; /** No heads stand above it. */ readonly isFlat: boolean }

export const PivotRow = memo(function PivotRow({ at, drawn, tools, active, isFlat }: Props) {
  const { pivot, totals, head, lead } = tools
  const isHead = drawn.kind === 'head'
  const line = isHead ? drawn.line : pivot.rows[drawn.row]!
  const depth = line.length - 1
  const isInner = !isHead && !isFlat && depth > 0
  return (
    <tr className={isHead ? 'group' : undefined} aria-rowindex={lead + at + 1}>
      <th className="pin pin-edge names" scope={isHead ? 'rowgroup' : 'row'} aria-colindex={1} data-depth={isHead || isInner ? depth : undefined} data-row={at} data-column={-1} tabIndex={active === -1 ? 0 : -1}>
        <span className="clamp" title={head.row(line)}>{isInner ? <><span className="visually-hidden">{head.row(line.slice(0, -1))} · </span>{head.last(line)}</> : isHead ? head.last(line) : head.row(line)}{head.differs(isInner || isHead ? line.slice(-1) : line, 'rows') ? <Differs /> : null}</span>
      </th>
      <Figures at={at} line={line} tools={tools} active={active} read={(column) => (isHead ? totals?.of(line, pivot.columns[column] ?? []) : cellAt(pivot, totals, drawn.row, column))} isBlank={isHead && !totals} />
    </tr>
  )
})

/** What all rows are together. */
export function PivotFoot({ at, tools, active }: { readonly at: number; readonly tools: RowTools; readonly active: number | undefined }) {
  const { t } = useWords()
  const { pivot, totals, lead } = tools
  return (
    <tfoot>
      <tr className="total" aria-rowindex={lead + at + 1}>
        <th className="pin pin-edge names" scope="row" aria-colindex={1} data-row={at} data-column={-1} tabIndex={active === -1 ? 0 : -1}>{t('explore.all')}</th>
        <Figures at={at} line={[]} tools={tools} active={active} read={(column) => totals?.of([], pivot.columns[column] ?? [])} isBlank={false} />
      </tr>
    </tfoot>
  )
}

type FiguresProps = { readonly at: number; readonly line: Line; readonly tools: RowTools; readonly active: number | undefined; readonly read: (column: number) => PivotCell | undefined; readonly isBlank: boolean }

function Figures({ at, line, tools: { pivot, figure, slots, addressOf }, active, read, isBlank }: FiguresProps) {
  return slots.map((slot) => {
    // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- it is hidden from those who listen
    if (!('at' in slot)) return <td key={`room ${slot.after}`} className="room" aria-hidden="true" />
    const column = pivot.columns[slot.at] ?? []
    return <Figure key={slot.at} row={at} column={slot.at} cell={isBlank ? 'blank' : read(slot.at)} isTotal={slot.at >= pivot.columns.length} isActive={active === slot.at} figure={figure} address={() => addressOf(line, column)} />
  })
}

type FigureProps = { readonly row: number; readonly column: number; readonly cell: PivotCell | 'blank' | undefined; readonly isTotal: boolean; readonly isActive: boolean; readonly figure: (value: number) => string; readonly address: () => string }

/** A figure leads to the rows beneath it. What was not reported, is not whole or cannot be answered is said as what it is. */
function Figure({ row, column, cell, isTotal, isActive, figure, address }: FigureProps) {
  const { t } = useWords()
  const place = { 'data-row': row, 'data-column': column, tabIndex: isActive ? 0 : -1 }
  const own = { 'aria-colindex': column + 2, className: `num${isTotal ? ' is-total' : ''}` }
  if (cell === 'blank') return <td {...own} {...place} />
  if (cell?.value === undefined) return <td {...own} {...place} data-state="missing"><span aria-hidden="true">–</span><span className="visually-hidden">{t('explore.not_reported')}</span></td>
  if (typeof cell.value === 'number') return <td {...own}><a className="figure" href={address()} {...place}>{figure(cell.value)}</a></td>
  const { periods } = cell
  if (periods && periods.there < periods.of) return <td {...own} {...place} className="num quiet">{t('explore.part_of', periods)}</td>
  return <td {...own} {...place} className="num quiet">{t('explore.not_available')}</td>
}

export function Differs() {
  const { t } = useWords()
  return <> <span className="neq" aria-hidden="true" /><span className="visually-hidden">{t('explore.counts_differently')}</span></>
}
