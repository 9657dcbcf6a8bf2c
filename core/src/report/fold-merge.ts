import { additivityOf } from '../metadata/additivity.ts'
import type { Dataflow } from '../metadata/model.ts'
import { concatTables, filterRows } from './fold-tables.ts'
import { Dictionary } from './growing.ts'
import { columnsOf, groupRows, keyAt } from './keys.ts'
import { canonicalOrder } from './payload-order.ts'
import { codeAt, type FigureTable } from './table.ts'

/** How units' reports become the national one. All of it is linear in the rows. */

/** The base with the input's rows in place of the base's of the same keys. */
export function mergeInto(base: FigureTable, input: FigureTable, flow: Dataflow): FigureTable {
  const both = concatTables(flow, [base, input])
  const { of, count } = groupRows(columnsOf(both, flow), both.rows)
  const replaced = new Uint8Array(count)
  for (let row = base.rows; row < both.rows; row++) replaced[of[row]!] = 1
  return filterRows(both, (row) => row >= base.rows || replaced[of[row]!] === 0)
}

export type Overlap = {
  /** How many keys stand in more than one table. */
  readonly count: number
  /** The first of them in canonical order, with the numbers of the tables that hold each. */
  readonly keys: readonly { readonly key: string; readonly tables: readonly number[] }[]
}

const SHOWN = 1000

/** Keys that more than one unit reports. */
export function overlaps(tables: readonly FigureTable[], flow: Dataflow, limit: number = SHOWN): Overlap {
  const all = concatTables(flow, tables)
  const columns = columnsOf(all, flow)
  const { of, count } = groupRows(columns, all.rows)
  const owner = new Int32Array(count).fill(-1)
  const shared = new Uint8Array(count)
  forEachTableRow(tables, (table, row) => {
    const group = of[row]!
    if (owner[group] === -1) owner[group] = table
    else if (owner[group] !== table) shared[group] = 1
  })
  const sharedCount = shared.reduce((sum, s) => sum + s, 0)
  if (sharedCount === 0) return { count: 0, keys: [] }
  const shown = new Map<number, number>()
  for (const row of canonicalOrder(all, flow)) {
    if (shown.size === limit) break
    if (shared[of[row]!] === 1 && !shown.has(of[row]!)) shown.set(of[row]!, row)
  }
  const holders = new Map<number, Set<number>>()
  forEachTableRow(tables, (table, row) => {
    if (shown.has(of[row]!)) holders.set(of[row]!, (holders.get(of[row]!) ?? new Set()).add(table))
  })
  return { count: sharedCount, keys: [...shown].map(([group, row]) => ({ key: keyAt(columns, row), tables: [...(holders.get(group) ?? [])] })) }
}

function forEachTableRow(tables: readonly FigureTable[], visit: (table: number, row: number) => void): void {
  let row = 0
  tables.forEach((table, number) => {
    for (let i = 0; i < table.rows; i++) visit(number, row++)
  })
}

export type Addition = {
  readonly table: FigureTable
  /** How many shared keys cannot be added: medians, shares, ranks. Where it is not 0, the table is no answer. */
  readonly refused: number
}

/**
 * Figures of one key added up. A sum has a value where any of its figures has one, and the number of observations
 * likewise; status and confidentiality are the first that is said, comments are joined by `; `.
 */
export function addTables(tables: readonly FigureTable[], flow: Dataflow): Addition {
  const all = concatTables(flow, tables)
  const { of, count } = groupRows(columnsOf(all, flow), all.rows)
  const firstRow = new Int32Array(count).fill(-1)
  const extra: number[] = []
  for (let row = 0; row < all.rows; row++) {
    if (firstRow[of[row]!] === -1) firstRow[of[row]!] = row
    else extra.push(row)
  }
  const value = all.value.slice()
  const nObs = all.nObs.slice()
  const texts = ['OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS'] as const
  const attributes = texts.map((id) => ({ id, joins: id === 'COMMENT_OBS', ...openColumn(all, id) }))
  const isAdditive = additiveRows(all, flow)
  let refused = 0
  for (const row of extra) {
    const first = firstRow[of[row]!]!
    if (!isAdditive(row)) refused++
    value[first] = plus(value[first]!, value[row]!)
    nObs[first] = plus(nObs[first]!, nObs[row]!)
    for (const attribute of attributes) attribute.at[first] = attribute.dictionary.numberOf(joined(attribute, first, row))
  }
  const sum = { ...all, value, nObs, attributes: new Map(attributes.map(({ id, dictionary, at }) => [id, { codes: dictionary.codes, at }])) }
  return { table: filterRows(sum, (row) => firstRow[of[row]!] === row), refused }
}

const plus = (a: number, b: number): number => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : a + b)

type OpenColumn = { readonly dictionary: Dictionary; readonly at: Uint32Array }

/** A column that may take new codes. */
function openColumn(table: FigureTable, id: 'OBS_STATUS' | 'CONF_STATUS' | 'COMMENT_OBS'): OpenColumn {
  const { codes, at } = table.attributes.get(id)!
  const dictionary = new Dictionary()
  for (const code of codes) dictionary.numberOf(code)
  return { dictionary, at: at.slice() }
}

function joined({ dictionary: { codes }, at, joins }: OpenColumn & { readonly joins: boolean }, first: number, row: number): string {
  const [a, b] = [codes[at[first]!]!, codes[at[row]!]!]
  if (a === '' || b === '' || a === b) return a || b
  return joins ? `${a}; ${b}` : a
}

function additiveRows(table: FigureTable, flow: Dataflow): (row: number) => boolean {
  const indicators = new Map(flow.indicators.map((i) => [i.id, i]))
  const [indicator, unit] = [table.dimensions.get('INDICATOR')!, table.dimensions.get('UNIT_MEASURE')!]
  return (row) => {
    const found = indicators.get(codeAt(indicator, row))
    return found !== undefined && additivityOf(found, codeAt(unit, row)).over !== 'none'
  }
}
