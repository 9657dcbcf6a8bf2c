import { comparePeriods } from '@openvrs/core/report/period.ts'
import type { Grid, Row } from '../shape.ts'
import type { Mark } from './mark.ts'

const STATS = { low: 'MIN', quarter: 'P25', median: 'MEDIAN', threeQuarters: 'P75', high: 'MAX', mean: 'MEAN' } as const
type Stats = { readonly [S in keyof typeof STATS]: number | undefined }
export type Price = Stats & {
  /** The codes of the corridor, in the order of the question. */
  readonly codes: readonly string[]
  readonly period: string
  readonly held: Mark
  /** A median and nothing else: so few observations that no range may be told. */
  readonly isAlone: boolean
}
/** Prices in one currency. Two currencies never share an axis. */
export type Currency = { readonly unit: string; readonly prices: readonly Price[]; readonly others: number; readonly highest: number }
export type Prices = { readonly currencies: readonly Currency[]; readonly earlier: number; readonly dimensions: readonly string[] }

export const MOST_PRICES = 20

/** The newest statistics of each corridor in each currency, the dearest first. Earlier periods are in the table. */
export function pricesOf({ dimensions, columns, rows }: Grid): Prices {
  const unitAt = dimensions.indexOf('UNIT_MEASURE')
  const timeAt = dimensions.indexOf('TIME_PERIOD')
  const corridor = dimensions.flatMap((_, at) => (at === unitAt || at === timeAt ? [] : [at]))
  const told = rows.filter(({ cells }) => cells.some((cell) => typeof cell === 'number'))
  const byCorridor = [...Map.groupBy(told, ({ codes }) => [codes[unitAt], ...corridor.map((at) => codes[at])].join('|')).values()]
  const newest = byCorridor.map((same) => same.toSorted((a, b) => comparePeriods(b.codes[timeAt]!, a.codes[timeAt]!))[0]!)
  const priced = Map.groupBy(newest, ({ codes }) => codes[unitAt]!)
  return {
    dimensions: corridor.map((at) => dimensions[at]!), earlier: told.length - newest.length,
    currencies: [...priced].map(([unit, own]): Currency => {
      const prices = own.map((row) => priceOf(row, columns, dimensions, corridor, row.codes[timeAt]!)).toSorted((a, b) => typical(b) - typical(a))
      const shown = prices.slice(0, MOST_PRICES)
      return { unit, prices: shown, others: prices.length - shown.length, highest: Math.max(...shown.flatMap(({ low, quarter, median, threeQuarters, high, mean }) => [low, quarter, median, threeQuarters, high, mean].map((one) => one ?? 0))) }
    }).toSorted((a, b) => b.prices.length - a.prices.length),
  }
}

const typical = ({ median, mean, high }: Stats): number => median ?? mean ?? high ?? 0

function priceOf(row: Row, columns: readonly string[], dimensions: readonly string[], corridor: readonly number[], period: string): Price {
  const stat = (code: string): number | undefined => row.cells[columns.indexOf(code)] ?? undefined
  const stats = Object.fromEntries(Object.entries(STATS).map(([name, code]) => [name, stat(code)])) as Stats
  const { median, ...others } = stats
  return { ...stats, codes: corridor.map((at) => row.codes[at]!), period, held: Object.fromEntries(row.codes.map((code, at) => [dimensions[at]!, code])), isAlone: median !== undefined && Object.values(others).every((one) => one === undefined) }
}
