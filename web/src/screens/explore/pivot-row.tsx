import { memo } from 'react'
import { useWords, type Words } from '../../i18n/use.ts'
import type { Head } from './pivot-grid.tsx'
import type { Slot } from './pivot-size.ts'
import { cellAt, type Drawn, type Line, type Pivot, type PivotCell } from './pivot.ts'
import type { Cell } from './shape.ts'
import type { Totals } from './totals.ts'

/** What all rows are drawn with; the same object until the answer or the columns in sight change. */
export type RowTools = {
  readonly pivot: Pivot; readonly totals: Totals | undefined; readonly head: Head; readonly figure: (value: number) => string; readonly slots: readonly Slot[]
  readonly addressOf: (row: Line, column: Line) => string
  /** How many rows the head has. */
  readonly lead: number
  readonly t: Words['t']
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
        <span className="clamp" title={head.row(line)}>{isInner ? <><span className="visually-hidden">{head.row(line.slice(0, -1))} · </span>{head.last(line)}</> : isHead ? head.last(line) : head.row(line)}{head.differs(line, 'rows', isInner || isHead ? depth : 0) ? <Differs /> : null}</span>
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

const NONE: Line = []

function Figures({ at, line, tools: { pivot, figure, slots, addressOf, t }, active, read, isBlank }: FiguresProps) {
  return slots.map((slot) => {
    // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- it is hidden from those who listen
    if (!('at' in slot)) return <td key={`room ${slot.after}`} className="room" aria-hidden="true" />
    const cell = isBlank ? undefined : read(slot.at)
    return (
      <Figure
        key={slot.at} row={at} column={slot.at} line={line} across={pivot.columns[slot.at] ?? NONE} value={isBlank ? 'blank' : cell?.value} there={cell?.periods?.there} of={cell?.periods?.of}
        isTotal={slot.at >= pivot.columns.length} isActive={active === slot.at} figure={figure} addressOf={addressOf} t={t}
      />
    )
  })
}

type FigureProps = Pick<RowTools, 'figure' | 'addressOf' | 't'> & {
  readonly row: number; readonly column: number; readonly line: Line; readonly across: Line; readonly value: Cell | 'blank'; readonly there: number | undefined; readonly of: number | undefined; readonly isTotal: boolean; readonly isActive: boolean
}

/** A figure leads to the rows beneath it. What was not reported, is not whole or cannot be answered is said as what it is. */
const Figure = memo(function Figure({ row, column, line, across, value, there, of, isTotal, isActive, figure, addressOf, t }: FigureProps) {
  const place = { 'data-row': row, 'data-column': column, tabIndex: isActive ? 0 : -1 }
  const own = { 'aria-colindex': column + 2, className: isTotal ? 'num is-total' : 'num' }
  if (typeof value === 'number') return <td {...own}><a className="figure" href={addressOf(line, across)} {...place}>{figure(value)}</a></td>
  if (value === 'blank') return <td {...own} {...place} />
  if (value === undefined) return <td {...own} {...place} data-state="missing"><span aria-hidden="true">–</span><span className="visually-hidden">{t('explore.not_reported')}</span></td>
  return <td {...own} {...place} className="num quiet">{there !== undefined && of !== undefined && there < of ? t('explore.part_of', { there, of }) : t('explore.not_available')}</td>
})

export function Differs() {
  const { t } = useWords()
  return <> <span className="neq" aria-hidden="true" /><span className="visually-hidden">{t('explore.counts_differently')}</span></>
}
