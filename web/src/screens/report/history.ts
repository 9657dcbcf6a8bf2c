import type { SheetRow } from './sheet.ts'

/** The rows of a section as they are, as they were, and as they were before something was undone. */
export type History = { readonly rows: readonly SheetRow[]; readonly past: readonly (readonly SheetRow[])[]; readonly future: readonly (readonly SheetRow[])[] }

export type HistoryAct =
  | { readonly act: 'change'; readonly make: (rows: readonly SheetRow[]) => readonly SheetRow[] }
  | { readonly act: 'undo' | 'redo' }
  /** The server took the rows: no step of its own. */
  | { readonly act: 'settle'; readonly make: (rows: readonly SheetRow[]) => readonly SheetRow[] }
  /** Others wrote meanwhile: what is undone must not take that back. */
  | { readonly act: 'absorb'; readonly make: (rows: readonly SheetRow[]) => readonly SheetRow[] }

const STEPS = 200

export const startHistory = (rows: readonly SheetRow[]): History => ({ rows, past: [], future: [] })

export function passOn(history: History, action: HistoryAct): History {
  const { rows, past, future } = history
  switch (action.act) {
    case 'change': {
      const next = action.make(rows)
      return next === rows ? history : { rows: next, past: [...past.slice(-STEPS), rows], future: [] }
    }
    case 'settle': {
      const next = action.make(rows)
      return next.every((row, at) => row === rows[at]) && next.length === rows.length ? history : { ...history, rows: next }
    }
    case 'absorb':
      return startHistory(action.make(rows))
    case 'undo':
      return past.length === 0 ? history : { rows: past.at(-1)!, past: past.slice(0, -1), future: [rows, ...future] }
    case 'redo':
      return future.length === 0 ? history : { rows: future[0]!, past: [...past, rows], future: future.slice(1) }
  }
}
