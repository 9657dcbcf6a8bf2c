/** A place in a grid, and a block of places. */
export type Place = { readonly row: number; readonly col: number }
export type Block = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }

export type Cursor = { readonly at: Place; readonly anchor: Place }

export const blockOf = ({ at, anchor }: Cursor): Block => ({
  top: Math.min(at.row, anchor.row), bottom: Math.max(at.row, anchor.row), left: Math.min(at.col, anchor.col), right: Math.max(at.col, anchor.col),
})

export const placeAt = (row: number, col: number): Cursor => ({ at: { row, col }, anchor: { row, col } })

export type Size = { readonly rows: number; readonly cols: number }

const within = ({ row, col }: Place, { rows, cols }: Size): Place => ({ row: Math.max(0, Math.min(row, rows - 1)), col: Math.max(0, Math.min(col, cols - 1)) })

/** Where a key leads; undefined where it leads out of the grid (Tab at an end) or nowhere. `page`: rows that are in sight. */
export function step(key: string, at: Place, size: Size, options: { readonly ctrl: boolean; readonly shift: boolean; readonly page: number; readonly isRtl: boolean }): Place | undefined {
  const { row, col } = at
  const { ctrl, shift, page, isRtl } = options
  const aside = (by: number) => within({ row, col: ctrl ? (by > 0 ? size.cols - 1 : 0) : col + by }, size)
  switch (key) {
    case 'ArrowUp': return within({ row: ctrl ? 0 : row - 1, col }, size)
    case 'ArrowDown': return within({ row: ctrl ? size.rows - 1 : row + 1, col }, size)
    case 'ArrowLeft': return aside(isRtl ? 1 : -1)
    case 'ArrowRight': return aside(isRtl ? -1 : 1)
    case 'Home': return within({ row: ctrl ? 0 : row, col: 0 }, size)
    case 'End': return within({ row: ctrl ? size.rows - 1 : row, col: size.cols - 1 }, size)
    case 'PageUp': return within({ row: row - page, col }, size)
    case 'PageDown': return within({ row: row + page, col }, size)
    case 'Tab': {
      const next = row * size.cols + col + (shift ? -1 : 1)
      return next < 0 || next >= size.rows * size.cols ? undefined : { row: Math.floor(next / size.cols), col: next % size.cols }
    }
    default: return undefined
  }
}

/** Where the cursor goes after a cell was written. */
export function afterWriting(move: 'down' | 'up' | 'right' | 'left' | 'stay', at: Place, size: Size): Place {
  switch (move) {
    case 'down': return within({ ...at, row: at.row + 1 }, size)
    case 'up': return within({ ...at, row: at.row - 1 }, size)
    case 'right': return step('Tab', at, size, { ctrl: false, shift: false, page: 1, isRtl: false }) ?? at
    case 'left': return step('Tab', at, size, { ctrl: false, shift: true, page: 1, isRtl: false }) ?? at
    case 'stay': return at
  }
}
