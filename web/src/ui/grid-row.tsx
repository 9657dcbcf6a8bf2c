import { memo, type ReactNode } from 'react'

export type GridColumn = { readonly id: string; readonly name: string; readonly hint?: string; /** In rem. */ readonly width: number; readonly isNumber?: boolean; /** Shown and not written: Tab passes over it. */ readonly isFixed?: boolean; /** Stays in sight at the end while the columns before it are scrolled. */ readonly stays?: boolean }

/** What a cell shows. `about` is said to those who do not see colours and marks. */
export type GridCell = { readonly text: string; readonly state?: 'error' | 'warn' | 'edited' | 'missing' | 'ask'; readonly ref?: number; readonly about?: string; readonly isQuiet?: boolean; /** More or less than it is compared with. */ readonly turn?: 'up' | 'down' }

export type GridRowProps = {
  readonly row: number
  readonly columns: readonly GridColumn[]
  readonly cellsOf: (row: number) => readonly GridCell[]
  /** The column of the cursor; -1 where it is in another row. */
  readonly at: number
  /** Columns of the chosen block in this row; -1 where there is none. */
  readonly left: number
  readonly right: number
  readonly editor: ReactNode
  /** The number of the first row, where the grid shows a part of a longer list. */
  readonly first: number
  /** The last row, still empty: typing there adds a row. */
  readonly isNew: boolean
  /** What the row is of: read out with its number where the cursor comes to another row. */
  readonly name?: string
}

/** One row of a grid. It is drawn anew only where something of it changed. */
export const GridRow = memo(function GridRow({ row, columns, cellsOf, at, left, right, editor, first, isNew, name }: GridRowProps) {
  const cells = cellsOf(row)
  return (
    <tr aria-rowindex={row + 2} data-new={isNew || undefined}>
      <th className="pin rowno" scope="row">{isNew ? <span className="icon i-plus" aria-hidden="true" /> : first + row + 1}{name ? <span className="visually-hidden"> {name}</span> : null}</th>
      {columns.map((column, col) => {
        const { text = '', state, ref, about, isQuiet, turn } = cells[col] ?? { text: '' }
        const isHere = col === at
        const looks = [column.isNumber && 'num', col === 0 && 'pin pin-edge', column.stays && 'stays', (isQuiet || column.isFixed) && 'quiet'].filter(Boolean).join(' ')
        return (
          <td
            key={column.id} className={looks || undefined} data-row={row} data-col={col} data-state={state} data-ref={ref} tabIndex={isHere ? 0 : -1} aria-colindex={col + 2}
            aria-selected={isHere || (col >= left && col <= right)} aria-invalid={state === 'error' || undefined} data-cursor={isHere || undefined} data-chosen={col >= left && col <= right && right > -1 && !isHere ? true : undefined} title={text || undefined}
          >
            {isHere && editor ? editor : <span className="cell" dir={column.isNumber ? undefined : 'auto'}>{turn ? <span className={turn}>{text}</span> : text}</span>}
            {about ? <span className="visually-hidden">. {about}</span> : null}
          </td>
        )
      })}
    </tr>
  )
})
