import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { concatTables, filterRows, pickRows } from '@openvrs/core/report/fold-tables.ts'
import { columnsOf, keyAt } from '@openvrs/core/report/keys.ts'
import { canonicalOrder } from '@openvrs/core/report/payload-order.ts'
import { sliceRows } from '@openvrs/core/report/ranges.ts'
import { rowAt, type FigureTable } from '@openvrs/core/report/table.ts'
import type { ReadDb } from '../db/connect.ts'
import { readTables, type Layer } from './chunks.ts'
import { editsOf, foldSection } from './fold.ts'
import { keyOfSection, type SectionRow } from './report.ts'

export type Page = { readonly table: FigureTable; readonly total: number }

/**
 * Some figures of a section as they are now, in canonical order. Without edits only the chunks that hold them are read;
 * a section with edits is folded whole.
 */
export async function readPage(db: ReadDb, section: SectionRow, flow: Dataflow, after: number, limit: number, where: Where = []): Promise<Page> {
  if (where.length > 0) return searchPage(db, section, flow, after, limit, where)
  if (section.sha256 !== null) return readSlice(db, section, 'folded', flow, after, limit, section.rows!)
  const edits = await editsOf(db, section)
  if (edits.length === 0) return readSlice(db, section, 'base', flow, after, limit, section.base_rows)
  const { table } = await foldSection(db, section, flow)
  return { table: pickRows(table, canonicalOrder(table, flow).subarray(after, after + limit)), total: table.rows }
}

/** Codes that a row must have, by dimension. A dimension that the dataflow lacks fits no row. */
export type Where = readonly (readonly [dimension: string, code: string])[]

export const readWhere = (texts: string | readonly string[] | undefined): Where =>
  [texts ?? []].flat().map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)] as const)

/** Reads the whole section, a piece at a time where nothing of it was edited, and keeps the rows that fit. */
async function searchPage(db: ReadDb, section: SectionRow, flow: Dataflow, after: number, limit: number, where: Where): Promise<Page> {
  const edited = section.sha256 === null && (await editsOf(db, section)).length > 0
  if (edited) {
    const table = fitting((await foldSection(db, section, flow)).table, where)
    return { table: pickRows(table, canonicalOrder(table, flow).subarray(after, after + limit)), total: table.rows }
  }
  const parts: FigureTable[] = []
  let total = 0
  for await (const piece of readTables(db, keyOfSection(section), section.sha256 === null ? 'base' : 'folded', flow)) {
    const table = fitting(piece, where)
    const [from, to] = [Math.max(0, after - total), Math.min(table.rows, after + limit - total)]
    if (from < to) parts.push(sliceRows(table, from, to))
    total += table.rows
  }
  return { table: concatTables(flow, parts), total }
}

function fitting(table: FigureTable, where: Where): FigureTable {
  const wanted = where.map(([id, code]) => ({ at: table.dimensions.get(id)?.at, number: table.dimensions.get(id)?.codes.indexOf(code) ?? -1 }))
  return filterRows(table, (row) => wanted.every(({ at, number }) => number >= 0 && at?.[row] === number))
}

async function readSlice(db: ReadDb, section: SectionRow, layer: Layer, flow: Dataflow, after: number, limit: number, total: number): Promise<Page> {
  const parts: FigureTable[] = []
  let first = 0
  for await (const piece of readTables(db, keyOfSection(section), layer, flow)) {
    const [from, to] = [Math.max(0, after - first), Math.min(piece.rows, after + limit - first)]
    if (from < to) parts.push(sliceRows(piece, from, to))
    first += piece.rows
    if (first >= after + limit) break
  }
  return { table: concatTables(flow, parts), total }
}

export function presentRows(table: FigureTable, flow: Dataflow) {
  const columns = columnsOf(table, flow)
  return Array.from({ length: table.rows }, (_, row) => {
    const { key: _codes, ...cells } = rowAt(table, row)
    return { key: keyAt(columns, row), ...cells }
  })
}
