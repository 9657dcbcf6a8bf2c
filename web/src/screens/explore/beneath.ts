import { REST, TOTAL } from '@openvrs/core/metadata/model.ts'
import { lookOf } from '@openvrs/core/query/measure.ts'
import { frequencyOf, periodEnd, periodOf, periodStart, shiftPeriod } from '@openvrs/core/report/period.ts'
import type { Names } from './names.ts'
import { onceFor } from './once-for.ts'
import { column, type Answer, type Series } from './shape.ts'
import { layoutOf, makingOf, searchOf, SERIES, TIME, type Search, type View } from './view.ts'

/** What is looked at: the view, its answer, and which figures of it are drawn. */
export type Seen = { readonly view: View; readonly answer: Answer; readonly series: Series; readonly names: Names }
/** The codes of a cell, a bar, a point: of each dimension that it stands for. */
export type Mark = { readonly [dimension: string]: string }

/** What the address of the rows beneath a mark says: its codes and periods, by member and by the breakdown that answered. Made once for all marks of an answer. */
export function beneath(seen: Seen): (mark: Mark) => Search {
  const { view, series } = seen
  const { rows, columns } = layoutOf(view)
  const answered = answeredBy(seen)
  const months = onceFor((period: string) => monthsBehind(view, period))
  const under = onceFor((named: string) => codesUnder(seen, ...(named.split('|') as [string, string])))
  return ({ [TIME]: period, ...codes }) => {
    const only = { ...view.only, ...Object.fromEntries(Object.entries(codes).map(([id, code]) => [id, under(`${id}|${code}`)])) }
    const isOpen = (id: string) => id !== TIME && !SERIES.includes(id) && only[id]?.length !== 1
    const down = [...new Set(['REF_AREA', ...rows, ...columns, ...answered(only['REF_AREA'])])].filter(isOpen)
    const time = period === undefined ? { from: view.from, to: view.to } : months(period)
    const isOneMonth = period !== undefined && time.from === time.to
    return searchOf({
      ...view, ...time, show: 'table', asTable: false, down: down.length > 0 ? down : ['REF_AREA'], across: isOneMonth ? [] : [TIME], only,
      figures: series.id.includes('*') ? undefined : series.id, measure: 'sum', within: [], rollUp: undefined, top: undefined, regions: {}, totals: false,
    })
  }
}

/** A region stands for its areas, the rest for all that are not shown by themselves; within what the view is held to. */
function codesUnder({ view, answer, names }: Seen, dimension: string, code: string): readonly string[] {
  const held = view.only[dimension]
  const within = (ids: readonly string[]) => (held && held.length > 0 ? ids.filter((id) => held.includes(id)) : ids)
  const gathered = answer.derivation?.regions.find((one) => one.dimension === dimension)?.regions ?? []
  const areasOf = (id: string) => gathered.find((region) => region.id === id)?.areas
  if (code !== REST) return within(areasOf(code) ?? [code])
  const shown = new Set(answer.rows.map((row) => String(row[column(answer, dimension)])).flatMap((id) => areasOf(id) ?? [id]))
  return within(names.codes(dimension).map(({ id }) => id).filter((id) => id !== TOTAL && !shown.has(id)))
}

/** The dimensions of the breakdowns that answered, for these members or for all. */
function answeredBy({ answer }: Seen): (members: readonly string[] | undefined) => readonly string[] {
  const lines = Map.groupBy(answer.explanation ?? [], ({ ref_area }) => ref_area)
  const byMember = new Map([...lines].map(([member, own]) => [member, [...new Set(own.flatMap(({ breakdown }) => breakdown ?? []))]]))
  const all = [...new Set([...byMember.values()].flat())]
  return (members) => (members && members.length > 0 ? members.flatMap((member) => byMember.get(member) ?? []) : all)
}

/** The months of a period, and those that its figure was compared with or added up from. */
function monthsBehind(view: View, period: string): { readonly from: string; readonly to: string } {
  const freq = frequencyOf(period)!
  const perYear = { M: 12, Q: 4, A: 1 }[freq]
  const back = { none: 0, period: 1, year: perYear, along: perYear - 1 }[lookOf(makingOf(view).measure)]
  return { from: periodOf(periodStart(shiftPeriod(period, -back)), 'M'), to: periodOf(new Date(periodEnd(period).getTime() - 1), 'M') }
}
