import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { concatTables, pickRows } from '@openvrs/core/report/fold-tables.ts'
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
export async function readPage(db: ReadDb, section: SectionRow, flow: Dataflow, after: number, limit: number): Promise<Page> {
  if (section.sha256 !== null) return readSlice(db, section, 'folded', flow, after, limit, section.rows!)
  const edits = await editsOf(db, section)
  if (edits.length === 0) return readSlice(db, section, 'base', flow, after, limit, section.base_rows)
  const { table } = await foldSection(db, section, flow)
  return { table: pickRows(table, canonicalOrder(table, flow).subarray(after, after + limit)), total: table.rows }
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
