import type { Dataflow } from '../metadata/model.ts'
import { emptyTable } from './fold-tables.ts'
import { columnsOf } from './keys.ts'
import { compareBytes, csvField } from './payload-order.ts'
import type { Column, FigureTable } from './table.ts'

/**
 * Cuts several payloads at the same keys, so that payloads of any size are merged and compared piece by piece: what the
 * functions of fold.ts say of the pieces, put one after the other, is what they would say of the whole.
 * @param sources each gives the pieces of one payload in canonical order; a piece may have any number of rows
 * Yields one table per source (often empty) for each next range of keys. A piece of each source is held at a time.
 */
export async function* alignRanges(sources: readonly AsyncIterable<FigureTable>[], flow: Dataflow): AsyncGenerator<FigureTable[]> {
  const readers = sources.map((source) => source[Symbol.asyncIterator]())
  const none = emptyTable(flow)
  const pending: FigureTable[] = sources.map(() => none)
  for (;;) {
    for (let s = 0; s < readers.length; s++) {
      while (pending[s]!.rows === 0) {
        const next = await readers[s]!.next()
        if (next.done) break
        pending[s] = next.value
      }
    }
    const live = pending.filter((table) => table.rows > 0)
    if (live.length === 0) return
    const last = live.map((table) => keyFields(table, flow, table.rows - 1)).reduce((a, b) => (compareFields(a, b) <= 0 ? a : b))
    const cuts = pending.map((table) => rowsUpTo(table, flow, last))
    yield pending.map((table, s) => sliceRows(table, 0, cuts[s]!))
    for (let s = 0; s < pending.length; s++) pending[s] = sliceRows(pending[s]!, cuts[s]!, pending[s]!.rows)
  }
}

/** A field with the comma after it is never the start of another such field: keys compare field by field, as their lines do by bytes. */
const keyFields = (table: FigureTable, flow: Dataflow, row: number): string[] => columnsOf(table, flow).map((c) => `${csvField(c.codes[c.at[row]!]!)},`)

function compareFields(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = compareBytes(a[i]!, b[i]!)
    if (difference !== 0) return difference
  }
  return 0
}

/** How many rows of a table in canonical order are not behind a key. */
function rowsUpTo(table: FigureTable, flow: Dataflow, key: readonly string[]): number {
  let [low, high] = [0, table.rows]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareFields(keyFields(table, flow, middle), key) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** A view of some rows; nothing is copied. */
export function sliceRows(table: FigureTable, from: number, to: number): FigureTable {
  const view = <Id extends string>(columns: ReadonlyMap<Id, Column>): Map<Id, Column> =>
    new Map([...columns].map(([id, { codes, at }]) => [id, { codes, at: at.subarray(from, to) }]))
  return {
    dataflow: table.dataflow,
    rows: to - from,
    dimensions: view(table.dimensions),
    value: table.value.subarray(from, to),
    attributes: view(table.attributes),
    nObs: table.nObs.subarray(from, to),
    ...(table.sourceRow && { sourceRow: table.sourceRow.subarray(from, to) }),
  }
}
