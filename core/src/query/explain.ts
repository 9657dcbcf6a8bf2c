import type { Dimension } from '../metadata/model.ts'
import { comparePeriods, nextPeriod } from '../report/period.ts'

/** The breakdown that answered for one member, series and period. */
export type Choice = {
  readonly member: string
  readonly freq: string
  readonly indicator: string
  readonly unit: string
  readonly period: string
  /** Its codes in those key dimensions of the dataflow's own that are columns, such as STAGE. */
  readonly keys: { readonly [dimension: string]: string }
  /** The optional dimensions that its figures are broken down by; null where no reported breakdown can answer. */
  readonly breakdown: readonly string[] | null
  /** Whether that is the breakdown that was asked for. */
  readonly exact: boolean
}

/** The key dimensions that every dataflow has. */
const COMMON: readonly string[] = ['REF_AREA', 'FREQ', 'INDICATOR', 'UNIT_MEASURE', 'TIME_PERIOD']
export const isOwnKey = ({ id, role }: Dimension): boolean => role === 'key' && !COMMON.includes(id)

export type Explanation = Omit<Choice, 'period' | 'keys'> & { readonly from: string; readonly to: string }

/** Draws periods that follow each other and were answered alike together; sorted by member, series and time. */
export function explain(choices: readonly Choice[]): readonly Explanation[] {
  const told: Explanation[] = []
  for (const line of [...Map.groupBy(choices, lineOf).entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)) {
    const once = [...new Map(line.map((choice) => [choice.period, choice])).values()]
    for (const { period, keys: _keys, ...rest } of once.toSorted((a, b) => comparePeriods(a.period, b.period))) {
      const last = told.at(-1)
      if (last && nextPeriod(last.to) === period && isAlike(last, rest)) told[told.length - 1] = { ...last, to: period }
      else told.push({ ...rest, from: period, to: period })
    }
  }
  return told.toSorted((a, b) => Number(seriesOf(a) > seriesOf(b)) - Number(seriesOf(a) < seriesOf(b)) || comparePeriods(a.from, b.from))
}

type Series = Pick<Choice, 'member' | 'freq' | 'indicator' | 'unit' | 'breakdown'>
const seriesOf = (c: Series): string => [c.member, c.freq, c.indicator, c.unit].join('|')
/** A period may be answered in several ways where key dimensions differ: each way is a line of its own. */
const lineOf = (c: Series): string => `${seriesOf(c)}|${c.breakdown?.join(',') ?? '-'}`
const isAlike = (a: Series, b: Series): boolean => lineOf(a) === lineOf(b)
