import { optionalDimensions, type Dimension } from '../metadata/model.ts'
import { isSeries } from './additivity.ts'
import type { Cell } from './cell.ts'
import type { Choice } from './explain.ts'
import type { Plan } from './plan.ts'

/**
 * The rows that a scoped query answered, with what is known of the figures behind them, so that they can be counted on: rolled up,
 * gathered, compared. Everything here is arithmetic over what the viewer sees; nothing is looked up again.
 */
export type Table = {
  readonly plan: Plan
  readonly rows: readonly Row[]
  readonly standings: readonly Standing[]
}

export type Row = Cell & {
  /** Where the value speaks of a stretch of time: how many of its periods are there, of how many. */
  readonly periods?: Periods
}
export type Periods = { readonly there: number; readonly of: number }

/** That a member has figures for a period behind the rows with these codes in their key columns; not `answered`: none that fit the question. */
export type Standing = {
  /** As long as a row's; empty texts stand in the columns of breakdowns. */
  readonly codes: readonly string[]
  readonly member: string
  /** As it was reported, whatever its column says. */
  readonly period: string
  readonly answered: boolean
}

const TOLD: { readonly [dimension: string]: (choice: Choice) => string } = {
  REF_AREA: (c) => c.member, FREQ: (c) => c.freq, INDICATOR: (c) => c.indicator, UNIT_MEASURE: (c) => c.unit, TIME_PERIOD: (c) => c.period,
}

/** `choices` are those of the same question. */
export function tableOf(plan: Plan, rows: readonly Cell[], choices: readonly Choice[]): Table {
  const standings = choices.map((choice) => ({
    codes: plan.columns.map((d) => TOLD[d.id]?.(choice) ?? choice.keys[d.id] ?? ''), member: choice.member, period: choice.period, answered: choice.breakdown !== null,
  }))
  return { plan, rows, standings }
}

export const keyOf = (codes: readonly string[]): string => codes.join('|')

export const columnOf = (plan: Plan, dimension: string): number => plan.columns.findIndex((d) => d.id === dimension)

/** What tells apart whose figures stand behind a row: its codes in the key columns, but for the columns `without`. */
export const placeOf = (plan: Plan, codes: readonly string[], without: readonly number[] = []): string =>
  keyOf(codes.filter((_, at) => plan.columns[at]!.role === 'key' && !without.includes(at)))

/** Whether figures of a row's indicator and unit may be added up over a dimension. */
export function isSummable(plan: Plan, codes: readonly string[], d: Dimension): boolean {
  const [indicator, unit] = [codes[columnOf(plan, 'INDICATOR')], codes[columnOf(plan, 'UNIT_MEASURE')]]
  const declared = plan.additive.find((a) => a.indicator === indicator && a.unit === unit)
  if (!declared) return false
  const [bits, at] = d.role === 'key' ? [declared.key, plan.slice.indexOf(d)] : [declared.optional, optionalDimensions(plan.flow).indexOf(d)]
  return at >= 0 && (bits & (1 << at)) !== 0
}

/**
 * Whether rows may be added as far as it hangs on what is no column: that they do not come from several periods, where persons are
 * counted once within each. Of the dataflow's own keys the standings do not tell, so that they are taken to differ.
 */
export function isAlikeBehind(plan: Plan, codes: readonly string[], standings: readonly Standing[]): boolean {
  const differs = (d: Dimension) => (d.id === 'REF_AREA' ? isSeveral(standings, (s) => s.member) : d.id === 'TIME_PERIOD' ? isSeveral(standings, (s) => s.period) : true)
  return plan.slice.every((d) => isSeries(d.id) || plan.columns.includes(d) || isSummable(plan, codes, d) || !differs(d))
}

const isSeveral = <T>(items: readonly T[], read: (item: T) => string): boolean => items.some((item) => read(item) !== read(items[0]!))

/** The standings of each place, but for what the columns `without` tell apart. */
export const standingsAt = ({ plan, standings }: Table, without: readonly number[] = []): ReadonlyMap<string, readonly Standing[]> =>
  Map.groupBy(standings, ({ codes }) => placeOf(plan, codes, without))
