import '../look/grid.css'
/* oxlint-disable jsx-a11y/no-noninteractive-element-to-interactive-role -- a table that is typed in is a grid, and its rows and cells are read as a table's */
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { Fragment, useCallback, useId, useImperativeHandle, useLayoutEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type MouseEvent, type ReactNode, type Ref } from 'react'
import type { Move } from './code-picker.tsx'
import { afterWriting, blockOf, placeAt, step, type Block, type Cursor, type Place } from './grid-model.ts'
import { useRowHeight } from './row-height.ts'
import { GridRow, type GridCell, type GridColumn } from './grid-row.tsx'

export type { GridCell, GridColumn }
export type GridHandle = { readonly goTo: (row: number, col: number) => void; readonly block: () => Block }

export type EditorProps = { readonly place: Place; /** What was typed to open it; undefined: it opens with what is there. */ readonly typed?: string; readonly commit: (text: string, move: Move) => void; readonly cancel: () => void }

export type GridProps = {
  readonly label: string
  readonly help: string
  /** How the column of row numbers is called. */
  readonly rowWord: string
  /** What a row is of, for those who do not see the row. */
  readonly rowName?: (row: number) => string
  readonly columns: readonly GridColumn[]
  readonly rows: number
  readonly first?: number
  /** The last row is empty and takes a new one. */
  readonly hasNew?: boolean
  readonly isReadOnly: boolean
  readonly cellsOf: (row: number) => readonly GridCell[]
  readonly editor: (props: EditorProps) => ReactNode
  readonly onCommit: (place: Place, text: string) => void
  readonly onClear: (block: Block) => void
  readonly onCopy: (block: Block) => string
  readonly onPaste: (text: string, block: Block) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onRemove: (block: Block) => void
  readonly onFillDown: (block: Block) => void
  /** Where the cursor goes after a cell was written; undefined: as in any spreadsheet. */
  readonly after?: (move: Move, at: Place) => Place | undefined
  /** The row of the cursor while the grid has the focus; null when it has not. */
  readonly onRow?: (row: number | null) => void
  readonly handle?: Ref<GridHandle>
}

/** The width of the column of row numbers, in rem. */
const ROW_NUMBERS = 2.75

type Editing = { readonly typed?: string }

/**
 * A table to type in, with the keys of a spreadsheet. Only the rows in sight are drawn. Tab leads from cell to cell;
 * Escape and then Tab leaves it. Where nothing can be typed, Tab leaves it at once.
 */
export function Grid(props: GridProps) {
  const { label, help, columns, rows, first = 0, hasNew = false, isReadOnly, cellsOf } = props
  const wrap = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<Cursor>(() => placeAt(0, 0))
  const [editing, setEditing] = useState<Editing | null>(null)
  const helpId = useId()
  const wantsFocus = useRef(false)
  const mayLeave = useRef(false)
  const size = { rows, cols: columns.length }
  const at: Place = { row: Math.min(cursor.at.row, rows - 1), col: Math.min(cursor.at.col, columns.length - 1) }
  const block = blockOf({ at, anchor: cursor.anchor })
  const isBlock = block.top !== block.bottom || block.left !== block.right
  const height = useRowHeight(wrap)

  // oxlint-disable-next-line react/incompatible-library -- nothing of it is given to what is kept from drawing
  const virtual = useVirtualizer({
    count: rows, getScrollElement: () => wrap.current, estimateSize: () => height, overscan: 8,
    rangeExtractor: useCallback((range: Range) => [...new Set([...defaultRangeExtractor(range), Math.max(0, at.row)])].sort((a, b) => a - b), [at.row]),
  })
  useLayoutEffect(() => virtual.measure(), [height, virtual])

  const goTo = (next: Cursor) => {
    wantsFocus.current = true
    setEditing(null)
    setCursor(next)
    props.onRow?.(next.at.row)
  }
  useLayoutEffect(() => {
    if (!wantsFocus.current || editing) return
    wantsFocus.current = false
    const cell = wrap.current?.querySelector<HTMLElement>(`[data-row="${at.row}"][data-col="${at.col}"]`)
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  useImperativeHandle(props.handle, () => ({ goTo: (row, col) => goTo(placeAt(row, col)), block: () => block }))

  const edit = (typed?: string) => { if (!isReadOnly && !columns[at.col]?.isFixed) setEditing({ typed }) }
  const commit = (text: string, move: Move) => {
    props.onCommit(at, text)
    const next = props.after?.(move, at) ?? afterWriting(move, at, { ...size, rows: hasNew && at.row === rows - 1 ? rows + 1 : rows })
    if (move === 'stay') { setEditing(null); wantsFocus.current = document.activeElement?.closest('.grid-wrap') === wrap.current || document.activeElement === document.body }
    else goTo({ at: next, anchor: next })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (editing || event.nativeEvent.isComposing || event.altKey) return
    const ctrl = event.ctrlKey || event.metaKey
    if (event.key === 'Tab' && (isReadOnly || mayLeave.current)) { mayLeave.current = false; return }
    mayLeave.current = event.key === 'Escape'
    const work = workOf(event.key, ctrl, event.shiftKey)
    if (work && (!isReadOnly)) { event.preventDefault(); return work() }
    const way = { ctrl, shift: event.shiftKey, page: Math.max(1, Math.floor((wrap.current?.clientHeight ?? 0) / height) - 2), isRtl: getComputedStyle(event.currentTarget).direction === 'rtl' }
    let next = step(event.key, at, size, way)
    while (event.key === 'Tab' && next && columns[next.col]?.isFixed) next = step('Tab', next, size, way)
    if (next) {
      event.preventDefault()
      return goTo({ at: next, anchor: event.shiftKey && event.key !== 'Tab' ? cursor.anchor : next })
    }
    if (!isReadOnly && !ctrl && [...event.key].length === 1) { event.preventDefault(); edit(event.key === ' ' ? '' : event.key) }
  }
  const workOf = (key: string, ctrl: boolean, shift: boolean): (() => void) | undefined => {
    if (ctrl && key.toLowerCase() === 'z') return shift ? props.onRedo : props.onUndo
    if (ctrl && key.toLowerCase() === 'y') return props.onRedo
    if (ctrl && key.toLowerCase() === 'd') return () => props.onFillDown(block)
    if (key === 'Delete' && shift) return () => props.onRemove(block)
    if (key === 'Delete' || key === 'Backspace') return () => props.onClear(block)
    if (key === 'Enter' || key === 'F2') return () => edit()
    return undefined
  }
  const onCopy = (event: ClipboardEvent, isCut: boolean) => {
    if (editing) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', props.onCopy(block))
    if (isCut && !isReadOnly) props.onClear(block)
  }
  const onPaste = (event: ClipboardEvent) => {
    if (editing || isReadOnly) return
    event.preventDefault()
    props.onPaste(event.clipboardData.getData('text/plain'), block)
  }
  const placeOf = (event: MouseEvent): Place | undefined => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    return cell ? { row: Number(cell.dataset['row']), col: Number(cell.dataset['col']) } : undefined
  }
  const onMouseDown = (event: MouseEvent) => {
    const place = placeOf(event)
    if (!place || (event.target as HTMLElement).closest('.cell-editor')) return
    event.preventDefault()
    const isHere = place.row === at.row && place.col === at.col && !event.shiftKey && wrap.current?.contains(document.activeElement) === true
    if (editing) (document.activeElement as HTMLElement | null)?.blur()
    if (isHere && !editing) return edit()
    goTo({ at: place, anchor: event.shiftKey ? cursor.anchor : place })
  }

  const items = virtual.getVirtualItems()
  const total = virtual.getTotalSize()
  return (
    <div className="grid-wrap is-tall is-sheet" ref={wrap}>
      <p className="visually-hidden" id={helpId}>{help}</p>
      <table
        className="grid is-sheet" style={{ inlineSize: `${columns.reduce((sum, column) => sum + column.width, ROW_NUMBERS)}rem` }} role="grid" aria-label={label} aria-describedby={helpId} aria-rowcount={rows + 1} aria-colcount={columns.length + 1} aria-readonly={isReadOnly || undefined} aria-multiselectable="true"
        onKeyDown={onKeyDown} onMouseDown={onMouseDown} onCopy={(event) => onCopy(event, false)} onCut={(event) => onCopy(event, true)} onPaste={onPaste}
        onFocus={() => props.onRow?.(at.row)} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) props.onRow?.(null) }}
      >
        <colgroup><col className="rowno-width" />{columns.map((column, col) => <col key={column.id} style={col === columns.length - 1 ? undefined : { width: `${column.width}rem` }} />)}</colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th className="pin rowno" scope="col"><span className="visually-hidden">{props.rowWord}</span></th>
            {columns.map((column, col) => <th key={column.id} scope="col" className={[column.isNumber && 'num', col === 0 && 'pin pin-edge', column.stays && 'stays'].filter(Boolean).join(' ') || undefined} title={column.hint} aria-colindex={col + 2}>{column.name}</th>)}
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <Fragment key={item.key}>
              <Gap size={item.start - (items[index - 1]?.end ?? 0)} />
              <GridRow
                row={item.index} name={props.rowName?.(item.index)} columns={columns} cellsOf={cellsOf} first={first} isNew={hasNew && item.index === rows - 1} at={item.index === at.row ? at.col : -1}
                left={isBlock && item.index >= block.top && item.index <= block.bottom ? block.left : -1} right={isBlock && item.index >= block.top && item.index <= block.bottom ? block.right : -1}
                editor={editing && item.index === at.row ? props.editor({ place: at, typed: editing.typed, commit, cancel: () => goTo(placeAt(at.row, at.col)) }) : null}
              />
            </Fragment>
          ))}
          <Gap size={total - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  )
}

/** The room of rows that are not drawn. */
// oxlint-disable-next-line jsx-a11y/control-has-associated-label -- it is hidden from those who listen
const Gap = ({ size }: { readonly size: number }) => (size > 0.5 ? <tr className="gap" aria-hidden="true"><td style={{ height: `${size}px` }} /></tr> : null)
