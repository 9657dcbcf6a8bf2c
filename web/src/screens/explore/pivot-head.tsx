import type { CSSProperties } from 'react'
import { useWords } from '../../i18n/use.ts'
import type { Sorting } from './pivot-grid.tsx'
import { Differs, type RowTools } from './pivot-row.tsx'
import type { Slot } from './pivot-size.ts'
import type { Line } from './pivot.ts'

type Props = { readonly tools: RowTools; readonly sort: Sorting; readonly active: number | undefined; readonly onSort: (column: number) => void }

/** The heads of the columns: outer codes over those that they hold, the innermost sort the rows. */
export function PivotHead({ tools, sort, active, onSort }: Props) {
  const { pivot, head, slots, lead } = tools
  const { t } = useWords()
  const wayOf = (column: number) => (sort.by === column ? (sort.descending ? 'descending' : 'ascending') : undefined)
  const sorter = (column: number, name: string) => <button type="button" className="sort" data-way={wayOf(column)} data-row={-1} data-column={column} tabIndex={active === column ? 0 : -1} onClick={() => onSort(column)}>{name}</button>
  return (
    <thead>
      {Array.from({ length: lead }, (_, depth) => (
        <tr key={depth} aria-rowindex={depth + 1} className={depth < lead - 1 ? 'outer' : undefined} style={{ '--above': depth } as CSSProperties}>
          {depth === 0 ? <th className="pin pin-edge names" scope="col" rowSpan={lead} aria-colindex={1} aria-sort={wayOf(-1)}>{sorter(-1, head.corner)}</th> : null}
          {depth < lead - 1 ? spansOf(slots, pivot.columns, depth).map(({ key, line, from, count }) => (
            line ? <th key={key} scope="colgroup" colSpan={count} aria-colindex={from + 2}><span className="held">{head.column(line, depth)}{head.differs(line.slice(0, depth + 1), 'columns', depth) ? <Differs /> : null}</span></th> : <Room key={key} />
          )) : slots.map((slot) => {
            if (!('at' in slot)) return <Room key={`room ${slot.after}`} />
            const line = pivot.columns[slot.at]
            return (
              <th key={slot.at} className={`num${line ? '' : ' is-total'}`} scope="col" aria-colindex={slot.at + 2} aria-sort={wayOf(slot.at)}>
                {sorter(slot.at, line ? head.column(line, lead - 1) : t('explore.all'))}{line && head.differs(line, 'columns', lead - 1) ? <Differs /> : null}
              </th>
            )
          })}
        </tr>
      ))}
    </thead>
  )
}

// oxlint-disable-next-line jsx-a11y/control-has-associated-label -- it is hidden from those who listen
const Room = () => <th className="room" aria-hidden="true" />

type Span = { readonly key: string; readonly line: Line | undefined; readonly from: number; readonly count: number }

/** Columns in sight that follow each other and share their codes down to a depth. */
function spansOf(slots: readonly Slot[], columns: readonly Line[], depth: number): readonly Span[] {
  const spans: Span[] = []
  for (const slot of slots) {
    const line = 'at' in slot ? columns[slot.at] : undefined
    const before = spans.at(-1)
    const isSame = line && before?.line && line.slice(0, depth + 1).every((code, at) => code === before.line![at])
    if (isSame) spans[spans.length - 1] = { ...before, count: before.count + 1 }
    else spans.push({ key: 'at' in slot ? String(slot.at) : `room ${slot.after}`, line, from: 'at' in slot ? slot.at : slot.after, count: 1 })
  }
  return spans
}
