import type { Dataflow } from '../metadata/model.ts'
import { concatTables } from './fold-tables.ts'
import { columnsOf, groupRows, keyAt } from './keys.ts'
import { canonicalOrder } from './payload-order.ts'
import { rowAt, type FigureRow, type FigureTable } from './table.ts'

export type Cells = Omit<FigureRow, 'key'>

/** A key whose row is new (`before` is absent), gone (`after` is absent) or says something else. */
export type Change = { readonly key: string; readonly before?: Cells; readonly after?: Cells }

export type Difference = {
  readonly added: number
  readonly removed: number
  /** Keys of both whose value or any attribute differs. */
  readonly changed: number
  readonly same: number
  /** What "replaces N figures" says: figures of `before` that `after` no longer holds as they were, because the key is gone or its OBS_VALUE differs. */
  readonly replaced: number
  /** The first changes in canonical order. */
  readonly changes: readonly Change[]
}

const SHOWN = 1000

/** What changes from one table to another. Each is to hold a key once (rule 2); of a key held twice the last row counts. */
export function diffTables(before: FigureTable, after: FigureTable, flow: Dataflow, limit: number = SHOWN): Difference {
  const both = concatTables(flow, [before, after])
  const columns = columnsOf(both, flow)
  const { of, count } = groupRows(columns, both.rows)
  const old = new Int32Array(count).fill(-1)
  const young = new Int32Array(count).fill(-1)
  for (let row = 0; row < both.rows; row++) (row < before.rows ? old : young)[of[row]!] = row
  const differs = compareCells(both)
  const total = { added: 0, removed: 0, changed: 0, same: 0, replaced: 0 }
  const isChange = new Uint8Array(count)
  for (let group = 0; group < count; group++) {
    const [a, b] = [old[group]!, young[group]!]
    const kind = a < 0 ? 'added' : b < 0 ? 'removed' : differs(a, b) ? 'changed' : 'same'
    total[kind]++
    if (kind === 'removed' || (kind === 'changed' && !Object.is(both.value[a], both.value[b]))) total.replaced++
    if (kind !== 'same') isChange[group] = 1
  }
  if (total.same === count) return { ...total, changes: [] }
  const groups = firstGroups(canonicalOrder(both, flow), of, isChange, limit)
  const changes = groups.map((group): Change => {
    const [a, b] = [old[group]!, young[group]!]
    return { key: keyAt(columns, a < 0 ? b : a), ...(a >= 0 && { before: cellsAt(both, a) }), ...(b >= 0 && { after: cellsAt(both, b) }) }
  })
  return { ...total, changes }
}

function firstGroups(order: Uint32Array, of: Uint32Array, wanted: Uint8Array, limit: number): number[] {
  const groups = new Set<number>()
  for (const row of order) {
    if (groups.size >= limit) break
    if (wanted[of[row]!] === 1) groups.add(of[row]!)
  }
  return [...groups]
}

const compareCells = (table: FigureTable) => {
  const columns = [...table.attributes.values()]
  return (a: number, b: number): boolean =>
    !Object.is(table.value[a], table.value[b]) || !Object.is(table.nObs[a], table.nObs[b]) || columns.some(({ at }) => at[a] !== at[b])
}

function cellsAt(table: FigureTable, row: number): Cells {
  const { key: _, ...cells } = rowAt(table, row)
  return cells
}
