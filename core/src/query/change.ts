import { frequencyOf, isPeriod, shiftPeriod } from '../report/period.ts'
import { percent } from './measure.ts'
import type { Plan } from './plan.ts'
import { sumOf } from './regroup.ts'
import { countPeriods, MONTHS } from './roll-up.ts'
import { columnOf, isAlikeBehind, isSummable, keyOf, placeOf, standingsAt, type Periods, type Row, type Table } from './table.ts'

/** How many periods of this length make a year. */
export const stepsOfYear = (period: string): number => 12 / MONTHS[frequencyOf(period)!]

/**
 * Each figure against the one a period or a year before. Unknown where one of the two is missing, and where a member has figures on one
 * side only: that would be its coming or going, and no change. In per cent of the earlier; unknown where that is zero.
 */
export function changeSince(table: Table, back: 'period' | 'year', inPercent: boolean): Table {
  const time = columnOf(table.plan, 'TIME_PERIOD')
  const earlier = new Map(table.rows.map((row) => [keyOf(row.codes), row]))
  const members = new Map([...standingsAt(table)].map(([place, own]) => [place, keyOf([...new Set(own.map(({ member }) => member))].toSorted())]))
  const membersOf = (codes: readonly string[]) => members.get(placeOf(table.plan, codes))
  const rows = table.rows.map((row): Row => {
    const { codes, value } = row
    const period = codes[time]!
    const then = codes.with(time, shiftPeriod(period, back === 'period' ? -1 : -stepsOfYear(period)))
    const before = membersOf(then) === membersOf(codes) ? (earlier.get(keyOf(then))?.value ?? null) : null
    const change = value === null || before === null ? null : Number((value - before).toPrecision(15))
    return { ...row, value: change === null || !inPercent ? change : percent(change, before!) }
  })
  return { ...table, rows }
}

/** The sum of a year up to and with each period; only where every member that has figures in it has all of them, else how many periods. */
export function rollYear(table: Table): Table {
  const time = columnOf(table.plan, 'TIME_PERIOD')
  const known = new Map(table.rows.map((row) => [keyOf(row.codes), row]))
  const behind = standingsAt(table)
  const years = new Map<string, Year>()
  const rows = table.rows.map(({ codes }): Row => {
    const place = placeOf(table.plan, codes)
    const { isWhole, periods, units } = years.get(place) ?? years.set(place, yearOf(table.plan, codes, behind)).get(place)!
    const own = units.flatMap((unit) => known.get(keyOf(codes.with(time, unit))) ?? [])
    return { codes, figures: own.reduce((n, row) => n + row.figures, 0), value: isWhole ? sumOf(own) : null, periods }
  })
  return { ...table, rows }
}

/** What is alike for all rows of a place: the periods of the year, and whether their figures are there and may be added. */
type Year = { readonly units: readonly string[]; readonly periods: Periods; readonly isWhole: boolean }

function yearOf(plan: Plan, codes: readonly string[], behind: ReturnType<typeof standingsAt>): Year {
  const time = columnOf(plan, 'TIME_PERIOD')
  const steps = stepsOfYear(codes[time]!)
  const units = Array.from({ length: steps }, (_, back) => shiftPeriod(codes[time]!, -back)).filter(isPeriod)
  const there = units.flatMap((unit) => behind.get(placeOf(plan, codes.with(time, unit))) ?? [])
  const periods = countPeriods(there, units)
  const isSound = there.every(({ answered }) => answered) && (steps === 1 || (isAlikeBehind(plan, codes, there) && isSummable(plan, codes, plan.columns[time]!)))
  return { units, periods, isWhole: isSound && units.length === steps && periods.there === periods.of }
}
