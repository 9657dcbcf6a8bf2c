import type { Frequency } from '../metadata/model.ts'
import { frequencyOf, periodEnd, periodOf, periodsBetween, periodStart, periodWithin } from '../report/period.ts'
import { raise } from './raise.ts'
import { regroup, relabelColumn } from './regroup.ts'
import { columnOf, placeOf, standingsAt, type Periods, type Row, type Standing, type Table } from './table.ts'

export const MONTHS: { readonly [F in Frequency]: number } = { M: 1, Q: 3, A: 12 }

/** The quarter or year that a period lies in; a longer one stays itself. */
export function unitOf(period: string, to: 'Q' | 'A'): string {
  const freq = frequencyOf(period)
  return freq !== undefined && MONTHS[freq] < MONTHS[to] ? periodWithin(period, to) : period
}

/** The periods of a frequency that make up a unit. */
export const partsOf = (unit: string, freq: Frequency): readonly string[] => periodsBetween(periodOf(periodStart(unit), freq), periodOf(new Date(periodEnd(unit).getTime() - 1), freq))

/**
 * Months as quarters, months and quarters as years. FREQ goes on saying how the figures were reported, so that a state's own quarters
 * stand beside the sum of its months. A value only where every period is there; else how many are.
 */
export function rollUp(table: Table, to: 'Q' | 'A'): Table {
  const rolled = raise(regroup(table, relabelColumn(columnOf(table.plan, 'TIME_PERIOD'), (period) => [unitOf(period, to)])))
  const standings = standingsAt(rolled)
  return {
    ...rolled,
    rows: rolled.rows.map((row): Row => {
      const unit = row.codes[columnOf(table.plan, 'TIME_PERIOD')]!
      const periods = countPeriods(standings.get(placeOf(table.plan, row.codes)) ?? [], [unit])
      return { ...row, periods, value: periods.there === periods.of ? row.value : null }
    }),
  }
}

/** Of the periods that make up the units: those for which every member has figures that has any of them. */
export function countPeriods(standings: readonly Standing[], units: readonly string[]): Periods {
  const freq = frequencyOf(standings[0]?.period ?? units[0]!)!
  const periods = units.flatMap((unit) => partsOf(unit, freq))
  const members = new Set(standings.map(({ member }) => member))
  const there = Map.groupBy(standings, ({ period }) => period)
  return { there: periods.filter((period) => new Set(there.get(period)?.map(({ member }) => member)).size === members.size && members.size > 0).length, of: periods.length }
}
