import type { Dataflow } from '../metadata/model.ts'
import { columnsOf, emptyColumn } from './keys.ts'
import { formatDecimal } from './payload-decimal.ts'
import { canonicalOrder, csvField, textField } from './payload-order.ts'
import { payloadHeader, structureId, type Publisher } from './payload-structure.ts'
import type { Column, FigureTable } from './table.ts'

export { readPayload, PayloadReader } from './payload-read.ts'
export { payloadHeader, structureId } from './payload-structure.ts'
export { sumsOf, type IndicatorSum } from './payload-sums.ts'

/**
 * The canonical payload of a section: SDMX-CSV 2.0 in UTF-8 with LF, columns in the order of the structure, rows sorted by
 * their bytes, shortest decimals, quotes only where needed, no terms, an apostrophe before a text that a spreadsheet would run. The same figures are always the same bytes.
 */

export const LINES_A_CHUNK = 20_000

/** Yields the text in chunks of about 20,000 lines; joined and written as UTF-8 they are the payload. */
export function* writePayload(table: FigureTable, flow: Dataflow, collection: Publisher): Generator<string> {
  const order = canonicalOrder(table, flow)
  const start = `dataflow,${csvField(structureId(flow, collection))},I,`
  const dimensions = columnsOf(table, flow).map((column) => fieldsOf(column, csvField))
  const attributes = (['OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS'] as const).map((a) => fieldsOf(table.attributes.get(a) ?? emptyColumn(table.rows), textField))
  const key = keyWriter(start, dimensions)
  let chunk = `${payloadHeader(flow)}\n`
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    chunk += key(row) + formatDecimal(table.value[row]!) + ','
    for (const { fields, at } of attributes) chunk += fields[at[row]!]!
    chunk += formatDecimal(table.nObs[row]!) + '\n'
    if ((i + 1) % LINES_A_CHUNK === 0) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}

type Fields = { readonly fields: readonly string[]; readonly at: Uint32Array }

/** The text of each code with the comma after it. */
const fieldsOf = ({ codes, at }: Column, write: (text: string) => string): Fields => ({ fields: codes.map((code) => `${write(code)},`), at })

/** Writes the key of a row, keeping what it shares with the row before: sorted rows share most of it. */
function keyWriter(start: string, columns: readonly Fields[]): (row: number) => string {
  const texts: string[] = [start, ...columns.map(() => '')]
  const last = new Int32Array(columns.length).fill(-1)
  return (row) => {
    let first = 0
    while (first < columns.length && columns[first]!.at[row] === last[first]) first++
    for (let c = first; c < columns.length; c++) {
      const { fields, at } = columns[c]!
      last[c] = at[row]!
      texts[c + 1] = texts[c]! + fields[at[row]!]!
    }
    return texts[columns.length]!
  }
}
