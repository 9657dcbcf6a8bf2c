/* oxlint-disable jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose cells are walked through by keys is a grid, and its rows and cells are read as a table's */
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useId, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent } from 'react'
import { useWords } from '../../i18n/use.ts'
import { goTo } from '../../router/go.ts'
import { isPlain } from '../../router/link.tsx'
import { useRowHeight } from '../../ui/row-height.ts'
import { Spacer } from '../../ui/rows-in-sight.tsx'
import { PivotHead } from './pivot-head.tsx'
import { PivotFoot, PivotRow, type RowTools } from './pivot-row.tsx'
import { pivotSize, slotsOf } from './pivot-size.ts'
import { columnCount, type Drawn, type Line, type Pivot } from './pivot.ts'
import type { Totals } from './totals.ts'

/** What stands at the heads of rows and columns. */
export type Head = {
  readonly corner: string
  /** All codes of a row, and the innermost alone. */
  readonly row: (line: Line) => string
  readonly last: (line: Line) => string
  readonly column: (line: Line, depth: number) => string
  /** Whether one of its codes is a state that counts differently; `from`: the first that is named here, those before it stand above. */
  readonly differs: (line: Line, of: 'rows' | 'columns', from?: number) => boolean
}
export type Sorting = { readonly by: number; readonly descending: boolean }

type Props = {
  readonly pivot: Pivot; readonly drawn: readonly Drawn[]; readonly totals: Totals | undefined; readonly head: Head; readonly figure: (value: number) => string; readonly label: string
  readonly addressOf: (row: Line, column: Line) => string
  /** Over time a table opens at its newest column. */
  readonly opensAtEnd: boolean
  readonly sort: Sorting; readonly onSort: (column: number) => void
}
/** Row -1 is the head, column -1 the names. */
type Place = { readonly row: number; readonly column: number }

/** Rows and columns of which only those in sight are drawn; one stop of the tab key, and the arrows from there. */
export function PivotGrid({ pivot, drawn, totals, head, figure, label, addressOf, opensAtEnd, sort, onSort }: Props) {
  const { t } = useWords()
  const box = useRef<HTMLElement>(null)
  const keys = useId()
  const [at, setAt] = useState<Place>({ row: 0, column: opensAtEnd ? pivot.columns.length - 1 : 0 })
  const wantsFocus = useRef(false)
  const line = useRowHeight(box)
  const width = useWidth(box)
  const count = columnCount(pivot, totals)
  const last: Place = { row: drawn.length - 1 + (totals ? 1 : 0), column: count - 1 }
  const active: Place = { row: Math.min(at.row, last.row), column: Math.min(at.column, last.column) }
  const size = useMemo(() => pivotSize(longestOf(pivot, figure), headsOf(pivot, head), pivot.layout.rows.length, width), [pivot, figure, head, width])
  const isMany = drawn.length * count > MANY
  const inSight = (range: Range, kept: number) => (isMany ? [...new Set([...defaultRangeExtractor(range), Math.max(0, Math.min(kept, range.count - 1))])].toSorted((a, b) => a - b) : Array.from({ length: range.count }, (_, place) => place))
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is given to what is kept from drawing
  const down = useVirtualizer({ count: drawn.length, getScrollElement: () => box.current, estimateSize: () => line, overscan: 3, rangeExtractor: (range) => inSight(range, active.row) })
  const across = useVirtualizer({
    horizontal: true, isRtl: isRightToLeft(), count, getScrollElement: () => box.current, estimateSize: () => size.column, paddingStart: size.names, overscan: 2, rangeExtractor: (range) => inSight(range, active.column),
  })
  useLayoutEffect(() => { down.measure(); across.measure() }, [line, size, down, across])
  useLayoutEffect(() => { if (opensAtEnd) toEnd(box.current) }, [opensAtEnd, size])
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    const cell = box.current?.querySelector<HTMLElement>(`[data-row="${active.row}"][data-column="${active.column}"]`)
    cell?.focus({ preventScroll: true })
    cell?.closest('td, th')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })

  const places = across.getVirtualItems().map(({ index }) => index).join()
  const slots = useMemo(() => slotsOf(places === '' ? [] : places.split(',').map(Number), count, size.column), [places, count, size])
  const tools = useMemo((): RowTools => ({ pivot, totals, head, figure, addressOf, slots, lead: pivot.layout.columns.length || 1, t }), [pivot, totals, head, figure, addressOf, slots, t])
  const rows = slotsOf(down.getVirtualItems().map(({ index }) => index), drawn.length, line)
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / line) - 3)
    const next = placeAfter(event, active, last, page)
    if (!next) return
    event.preventDefault()
    wantsFocus.current = true
    setAt(next)
  }
  const onFocus = (event: { readonly target: EventTarget }) => {
    const { row, column } = (event.target as HTMLElement).dataset
    if (row !== undefined && (Number(row) !== active.row || Number(column) !== active.column)) setAt({ row: Number(row), column: Number(column) })
  }
  return (
    <section className="grid-wrap is-tall pivot-box" aria-label={label} ref={box} style={{ scrollPaddingInlineStart: size.names, scrollPaddingBlockStart: tools.lead * HEAD + line }}>
      <p id={keys} className="visually-hidden">{t('explore.keys')}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of what is inside it */}
      <table className="grid pivot" role="grid" aria-rowcount={tools.lead + last.row + 1} aria-colcount={count + 1} aria-describedby={keys} onKeyDown={onKeyDown} onFocus={onFocus} onClick={followPlainly} aria-label={label} style={{ inlineSize: size.names + count * size.column, '--names': `${size.names}px` } as CSSProperties}>
        <colgroup><col style={{ inlineSize: size.names }} />{slots.map((slot) => <col key={keyOfSlot(slot)} style={{ inlineSize: 'at' in slot ? size.column : slot.room }} />)}</colgroup>
        <PivotHead tools={tools} sort={sort} active={active.row === -1 ? active.column : undefined} onSort={onSort} />
        <tbody>
          {rows.map((slot) => ('at' in slot
            ? <PivotRow key={slot.at} at={slot.at} drawn={drawn[slot.at]!} tools={tools} active={active.row === slot.at ? active.column : undefined} isFlat={sort.by >= 0} />
            : <Spacer key={keyOfSlot(slot)} height={slot.room} />))}
        </tbody>
        {totals ? <PivotFoot at={drawn.length} tools={tools} active={active.row === drawn.length ? active.column : undefined} /> : null}
      </table>
    </section>
  )
}

/** From so many cells on only those in sight are drawn. */
const MANY = 2500

/** The height of a line of outer heads of columns. */
const HEAD = 28

const keyOfSlot = (slot: ReturnType<typeof slotsOf>[number]): string => ('at' in slot ? String(slot.at) : `room ${slot.after}`)

const isRightToLeft = (): boolean => document.documentElement.dir === 'rtl'

function placeAfter(event: KeyboardEvent, { row, column }: Place, last: Place, page: number): Place | undefined {
  const within = (to: Place): Place => ({ row: Math.max(-1, Math.min(last.row, to.row)), column: Math.max(-1, Math.min(last.column, to.column)) })
  const forward = isRightToLeft() ? -1 : 1
  const whole = event.ctrlKey || event.metaKey
  switch (event.key) {
    case 'ArrowDown': return within({ row: row + 1, column })
    case 'ArrowUp': return within({ row: row - 1, column })
    case 'ArrowRight': return within({ row, column: column + forward })
    case 'ArrowLeft': return within({ row, column: column - forward })
    case 'PageDown': return within({ row: row + page, column })
    case 'PageUp': return within({ row: Math.max(0, row - page), column })
    case 'Home': return whole ? { row: 0, column: 0 } : { row, column: -1 }
    case 'End': return whole ? last : { row, column: last.column }
    default: return undefined
  }
}

/** A figure leads to the rows beneath it; another tab or window is the browser's. */
function followPlainly(event: MouseEvent): void {
  const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('a[href]')
  if (!link || !isPlain(event)) return
  event.preventDefault()
  void goTo(link.getAttribute('href')!)
}

/** The widest figure that is likely; totals are larger. */
const longestOf = ({ range: [least, most] }: Pivot, figure: (value: number) => string): number => Math.max(figure(least).length, figure(most * 10).length)

const headsOf = (pivot: Pivot, head: Head): readonly string[] => [...new Set(pivot.columns.map((line) => head.column(line, line.length - 1)))]

function useWidth(box: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(() => Math.min(innerWidth, 1200))
  useLayoutEffect(() => {
    const read = () => setWidth(box.current!.clientWidth)
    const watch = new ResizeObserver(read)
    watch.observe(box.current!)
    read()
    return () => watch.disconnect()
  }, [box])
  return width
}

function toEnd(box: HTMLElement | null): void {
  if (box) box.scrollLeft = (isRightToLeft() ? -1 : 1) * box.scrollWidth
}
