import type { Dataflow } from '../metadata/model.ts'
import { Dictionary } from './growing.ts'
import { columnsOf, emptyColumn } from './keys.ts'
import type { Column, FigureTable } from './table.ts'

/** Tables of one dataflow put one below the other, and cut to some of their rows. Both keep the order of rows. */

/** The rows of all tables, in their order. Where rows came from (`sourceRow`) is not kept. */
export function concatTables(flow: Dataflow, tables: readonly FigureTable[]): FigureTable {
  const columns = tables.map((t) => columnsOf(t, flow))
  const attribute = (id: 'OBS_STATUS' | 'CONF_STATUS' | 'COMMENT_OBS') =>
    [id, concatColumns(tables.map((t) => t.attributes.get(id) ?? emptyColumn(t.rows)))] as const
  return {
    dataflow: flow.id,
    rows: tables.reduce((sum, t) => sum + t.rows, 0),
    dimensions: new Map(flow.dimensions.map((d, at) => [d.id, concatColumns(columns.map((c) => c[at]!))])),
    value: concatNumbers(tables.map((t) => t.value)),
    attributes: new Map([attribute('OBS_STATUS'), attribute('CONF_STATUS'), attribute('COMMENT_OBS')]),
    nObs: concatNumbers(tables.map((t) => t.nObs)),
  }
}

function concatNumbers(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, p) => sum + p.length, 0))
  let from = 0
  for (const part of parts) {
    all.set(part, from)
    from += part.length
  }
  return all
}

function concatColumns(parts: readonly Column[]): Column {
  const dictionary = new Dictionary()
  const at = new Uint32Array(parts.reduce((sum, p) => sum + p.at.length, 0))
  let from = 0
  for (const part of parts) {
    const renumbered = Uint32Array.from(part.codes, (code) => dictionary.numberOf(code))
    for (let row = 0; row < part.at.length; row++) at[from + row] = renumbered[part.at[row]!]!
    from += part.at.length
  }
  return { codes: dictionary.codes, at }
}

/** The given rows, in the given order. */
export function pickRows(table: FigureTable, rows: Uint32Array): FigureTable {
  const pick = <T extends Uint32Array | Float64Array>(from: T, to: T): T => {
    for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!
    return to
  }
  const column = ({ codes, at }: Column): Column => ({ codes, at: pick(at, new Uint32Array(rows.length)) })
  return {
    dataflow: table.dataflow,
    rows: rows.length,
    dimensions: new Map([...table.dimensions].map(([id, c]) => [id, column(c)])),
    value: pick(table.value, new Float64Array(rows.length)),
    attributes: new Map([...table.attributes].map(([id, c]) => [id, column(c)])),
    nObs: pick(table.nObs, new Float64Array(rows.length)),
    ...(table.sourceRow && { sourceRow: pick(table.sourceRow, new Uint32Array(rows.length)) }),
  }
}

/** The rows for which `keep` says yes; the table itself where that is all of them. */
export function filterRows(table: FigureTable, keep: (row: number) => boolean): FigureTable {
  const rows = new Uint32Array(table.rows)
  let count = 0
  for (let row = 0; row < table.rows; row++) if (keep(row)) rows[count++] = row
  return count === table.rows ? table : pickRows(table, rows.subarray(0, count))
}

/** A table without a figure. */
export const emptyTable = (flow: Dataflow): FigureTable => concatTables(flow, [])
