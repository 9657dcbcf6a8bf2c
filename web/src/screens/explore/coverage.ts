import { comparePeriods, periodsBetween } from '@openvrs/core/report/period.ts'
import type { Answer, Series } from './shape.ts'

export type Source = {
  readonly states: readonly string[]
  readonly from: string | undefined
  readonly to: string | undefined
  readonly periods: number
  /** How many of the periods each state reported; as many as there are where that cannot be compared. */
  readonly covered: ReadonlyMap<string, number>
  /** States that have no figures for some period within the whole. */
  readonly incomplete: readonly string[]
  /** The reported breakdowns that answered, and for whom; null where none could. */
  readonly breakdowns: readonly { readonly dimensions: readonly string[] | null; readonly exact: boolean; readonly members: readonly string[] }[]
}

/** What the explanation of an answer says about one series. */
export function sourceOf(answer: Answer, series: Series): Source {
  const fits = (asked: string, own: string) => asked === '*' || asked === own
  const lines = (answer.explanation ?? []).filter((line) => fits(series.freq, line.freq) && fits(series.indicator, line.indicator) && fits(series.unit, line.unit_measure))
  const from = lines.map((line) => line.from).toSorted(comparePeriods)[0]
  const to = lines.map((line) => line.to).toSorted(comparePeriods).at(-1)
  const isOneFrequency = new Set(lines.map((line) => line.freq)).size === 1
  const whole = from && to && isOneFrequency ? periodsBetween(from, to) : []
  const states = [...new Set(lines.map((line) => line.ref_area))].toSorted()
  const covered = new Map(states.map((state) => [state, isOneFrequency ? new Set(lines.filter((line) => line.ref_area === state).flatMap((line) => periodsBetween(line.from, line.to))).size : 0]))
  const groups = Map.groupBy(lines, (line) => (line.breakdown === null ? '-' : line.breakdown.join()))
  return {
    states, from, to, periods: whole.length, covered, incomplete: isOneFrequency ? states.filter((state) => covered.get(state)! < whole.length) : [],
    breakdowns: [...groups.values()].map((same) => ({ dimensions: same[0]!.breakdown, exact: same[0]!.exact, members: [...new Set(same.map((line) => line.ref_area))].toSorted() })),
  }
}
