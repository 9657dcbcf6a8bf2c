import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { conform } from '@openvrs/core/report/conform.ts'
import { addTables, diffTables, mergeInto, overlaps } from '@openvrs/core/report/fold.ts'
import { concatTables, filterRows } from '@openvrs/core/report/fold-tables.ts'
import { columnsOf, keyAt } from '@openvrs/core/report/keys.ts'
import { alignRanges, sliceRows } from '@openvrs/core/report/ranges.ts'
import type { FigureTable } from '@openvrs/core/report/table.ts'

/** What becomes of a figure that several units report: refused, added up, or that of one unit. */
export type OverlapRule = ({ readonly kind: 'refuse' } | { readonly kind: 'sum' } | { readonly kind: 'prefer'; readonly unit: string }) & { readonly choices?: Choices }

/** What goes before the rule: by dataflow and key the unit that counts, or `sum`. */
export type Choices = { readonly [dataflow: string]: { readonly [key: string]: string } }

export type UnitFigures = { readonly unit: string; readonly pieces: AsyncIterable<FigureTable> }

const EXAMPLES = 3

/** Counts what the merging of pieces comes upon. */
export class MergeTally {
  /** Figures that count now and will not any more, because their value differs. */
  replaced = 0
  overlapping = 0
  notAdditive = 0
  readonly examples: string[] = []

  /** Throws `report.overlap` or `report.overlap_not_additive`. */
  refuse(): void {
    if (this.overlapping > 0) throw new Problem('report.overlap', { count: this.overlapping, examples: this.examples.join(', ') })
    if (this.notAdditive > 0) throw new Problem('report.overlap_not_additive', { count: this.notAdditive })
  }
}

/**
 * The figures of several units, merged by key onto those that count now. Yields them piece by piece in the order of keys; the
 * tally is complete at the end, and is to be asked then.
 */
export async function* mergeFigures(units: readonly UnitFigures[], current: readonly AsyncIterable<FigureTable>[], flow: Dataflow, rule: OverlapRule, tally: MergeTally): AsyncGenerator<FigureTable> {
  const sources = [...units.map((unit) => unit.pieces), ...current]
  for await (const pieces of alignRanges(sources.map((source) => conforming(source, flow)), flow)) {
    const united = unite(units.map(({ unit }, at) => ({ unit, table: pieces[at]! })), flow, rule, tally)
    if (current.length === 0) {
      yield united
      continue
    }
    const base = concatTables(flow, pieces.slice(units.length))
    const merged = mergeInto(base, united, flow)
    tally.replaced += diffTables(base, merged, flow, 0).replaced
    yield merged
  }
}

async function* conforming(pieces: AsyncIterable<FigureTable>, flow: Dataflow): AsyncGenerator<FigureTable> {
  for await (const piece of pieces) yield conform(piece, flow)
}

type UnitPiece = { readonly unit: string; readonly table: FigureTable }

function unite(pieces: readonly UnitPiece[], flow: Dataflow, rule: OverlapRule, tally: MergeTally): FigureTable {
  const choices = new Map(Object.entries(rule.choices?.[flow.id] ?? {}))
  if (choices.size === 0) return uniteByRule(pieces, flow, rule, tally)
  const rest: UnitPiece[] = []
  const settled: FigureTable[] = []
  const summed: FigureTable[] = []
  for (const { unit, table } of pieces) {
    const columns = columnsOf(table, flow)
    const chosen = Array.from({ length: table.rows }, (_, row) => choices.get(keyAt(columns, row)))
    rest.push({ unit, table: filterRows(table, (row) => chosen[row] === undefined) })
    settled.push(filterRows(table, (row) => chosen[row] === unit))
    summed.push(filterRows(table, (row) => chosen[row] === SUM))
  }
  const sums = addTables(summed, flow)
  tally.notAdditive += sums.refused
  return concatTables(flow, [uniteByRule(rest, flow, rule, tally), ...settled, sums.table])
}

export const SUM = 'sum'

function uniteByRule(pieces: readonly UnitPiece[], flow: Dataflow, rule: OverlapRule, tally: MergeTally): FigureTable {
  const tables = pieces.map((piece) => piece.table)
  if (pieces.length === 1) return tables[0]!
  switch (rule.kind) {
    case 'refuse':
      noteOverlaps(tables, flow, tally)
      return concatTables(flow, tables)
    case 'sum': {
      const { table, refused } = addTables(tables, flow)
      tally.notAdditive += refused
      return table
    }
    case 'prefer': {
      const preferred = concatTables(flow, pieces.filter((piece) => piece.unit === rule.unit).map((piece) => piece.table))
      const others = pieces.filter((piece) => piece.unit !== rule.unit).map(({ table }) => without(table, preferred, flow))
      noteOverlaps(others, flow, tally)
      return concatTables(flow, [...others, preferred])
    }
  }
}

/** The rows of a table whose keys another does not hold. */
function without(table: FigureTable, other: FigureTable, flow: Dataflow): FigureTable {
  const merged = mergeInto(table, other, flow)
  return sliceRows(merged, 0, merged.rows - other.rows)
}

function noteOverlaps(tables: readonly FigureTable[], flow: Dataflow, tally: MergeTally): void {
  const { count, keys } = overlaps(tables, flow, Math.max(0, EXAMPLES - tally.examples.length))
  tally.overlapping += count
  tally.examples.push(...keys.map(({ key }) => key))
}

/** How many figures of `before` do not stand in `after` as they were. Both in pieces, in canonical order. */
export async function countReplaced(before: readonly AsyncIterable<FigureTable>[], after: AsyncIterable<FigureTable>, flow: Dataflow): Promise<number> {
  let replaced = 0
  const sources = [after, ...before].map((source) => conforming(source, flow))
  for await (const [now, ...was] of alignRanges(sources, flow)) replaced += diffTables(concatTables(flow, was), now!, flow, 0).replaced
  return replaced
}
