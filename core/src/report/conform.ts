import { TOTAL, type Dataflow } from '../metadata/model.ts'
import type { IndicatorSum } from './payload-sums.ts'
import type { Column, FigureTable } from './table.ts'

/**
 * A table of an earlier version of its dataflow as one of the present version: a breakdown that came later is its total.
 * Dimensions are never taken away from a dataflow.
 */
export function conform(table: FigureTable, flow: Dataflow): FigureTable {
  if (flow.dimensions.every((d) => table.dimensions.has(d.id))) return table
  const total = (): Column => ({ codes: [TOTAL], at: new Uint32Array(table.rows) })
  return { ...table, dimensions: new Map(flow.dimensions.map((d) => [d.id, table.dimensions.get(d.id) ?? total()])) }
}

/** A period that a payload has rows for. `nonzero`: at least one of its figures is above zero. */
export type PeriodCover = { readonly period: string; readonly rows: number; readonly nonzero: boolean }

/** The periods of a table, in their order as texts. */
export function periodsOf(table: FigureTable): PeriodCover[] {
  const column = table.dimensions.get('TIME_PERIOD')
  if (!column) return []
  const rows = new Uint32Array(column.codes.length)
  const nonzero = new Uint8Array(column.codes.length)
  for (let row = 0; row < table.rows; row++) {
    const period = column.at[row]!
    rows[period]!++
    if (table.value[row]! > 0) nonzero[period] = 1
  }
  const covers = column.codes.map((period, at) => ({ period, rows: rows[at]!, nonzero: nonzero[at] === 1 }))
  return covers.filter((cover) => cover.rows > 0).toSorted((a, b) => (a.period < b.period ? -1 : 1))
}

/** What identifies the payload beside its hash: control totals and periods. */
export type PayloadFacts = { readonly rows: number; readonly sums: readonly IndicatorSum[]; readonly periods: readonly PeriodCover[] }
