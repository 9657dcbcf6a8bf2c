import type { Dataflow } from '../metadata/model.ts'
import { ColumnBuilder, NumberBuilder } from './growing.ts'

export { ColumnBuilder, NumberBuilder }

/**
 * The figures of one section of a report, column by column: what the mapping makes, the rules read and the payload
 * writes. Codes are kept once per column (`codes`, all distinct) and rows point at them, so that a million rows fit in some 60 MB and
 * comparing two codes is comparing two numbers.
 */
export type Column = { readonly codes: readonly string[]; readonly at: Uint32Array }

export type FigureTable = {
  readonly dataflow: string
  readonly rows: number
  /** One per dimension of the structure, REF_AREA included, by dimension id. */
  readonly dimensions: ReadonlyMap<string, Column>
  /** OBS_VALUE; NaN where the row carries no value (a status says why). */
  readonly value: Float64Array
  /** OBS_STATUS, CONF_STATUS, COMMENT_OBS; the empty string where absent. */
  readonly attributes: ReadonlyMap<'OBS_STATUS' | 'CONF_STATUS' | 'COMMENT_OBS', Column>
  /** N_OBS; NaN where absent. */
  readonly nObs: Float64Array
  /** The row of the source file that each row came from first, as a spreadsheet numbers it (the first row of the file is 1); absent for folded tables. */
  readonly sourceRow?: Uint32Array
}

export type FigureRow = {
  /** Dimension id to code. */
  readonly key: { readonly [dimension: string]: string }
  readonly value: number | null
  readonly OBS_STATUS?: string
  readonly CONF_STATUS?: string
  readonly COMMENT_OBS?: string
  readonly N_OBS?: number
}

export const codeAt = (column: Column, row: number): string => column.codes[column.at[row]!]!

/** Builds a table from rows; missing dimensions become the empty string, which rule 1 reports. */
export function tableOf(flow: Dataflow, rows: Iterable<FigureRow>): FigureTable {
  const dimensions = flow.dimensions.map((d) => [d.id, new ColumnBuilder()] as const)
  const attributes = (['OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS'] as const).map((a) => [a, new ColumnBuilder()] as const)
  const value = new NumberBuilder()
  const nObs = new NumberBuilder()
  for (const row of rows) {
    for (const [id, column] of dimensions) column.push(row.key[id] ?? '')
    for (const [id, column] of attributes) column.push(row[id] ?? '')
    value.push(row.value ?? Number.NaN)
    nObs.push(row.N_OBS ?? Number.NaN)
  }
  return {
    dataflow: flow.id,
    rows: value.length,
    dimensions: new Map(dimensions.map(([id, c]) => [id, c.done()])),
    value: value.done(),
    attributes: new Map(attributes.map(([id, c]) => [id, c.done()])),
    nObs: nObs.done(),
  }
}

export function* rowsOf(table: FigureTable): Generator<FigureRow> {
  for (let row = 0; row < table.rows; row++) yield rowAt(table, row)
}

export function rowAt(table: FigureTable, row: number): FigureRow {
  const key: Record<string, string> = {}
  for (const [id, column] of table.dimensions) key[id] = codeAt(column, row)
  const attribute = (id: 'OBS_STATUS' | 'CONF_STATUS' | 'COMMENT_OBS') => {
    const column = table.attributes.get(id)
    const text = column ? codeAt(column, row) : ''
    return text === '' ? {} : { [id]: text }
  }
  const n = table.nObs[row]!
  const value = table.value[row]!
  return {
    key,
    value: Number.isNaN(value) ? null : value,
    ...attribute('OBS_STATUS'),
    ...attribute('CONF_STATUS'),
    ...attribute('COMMENT_OBS'),
    ...(Number.isNaN(n) ? {} : { N_OBS: n }),
  }
}
