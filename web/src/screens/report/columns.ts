import { TOTAL, optionalDimensions, type Dataflow } from '@openvrs/core/metadata/model.ts'
import type { GridColumn } from '../../ui/grid-row.tsx'
import { codeColumns, type Fixed, type SheetRow } from './sheet.ts'
import type { Lexicon, Range } from './lexicon.ts'

/** What every row of this report has alike, and the breakdowns that are shown. */
export function fixedOf(flow: Dataflow, refArea: string, range: Range, shown: readonly string[]): Fixed {
  const onlyIndicator = flow.indicators.length === 1 ? flow.indicators[0]! : undefined
  const units = new Set(flow.indicators.flatMap((i) => i.units))
  const onlyUnit = units.size === 1 && !units.has('CURRENCY') ? [...units][0] : undefined
  return {
    shown: new Set(shown),
    codes: { FREQ: range.freq, REF_AREA: refArea, ...(range.from === range.to && { TIME_PERIOD: range.from }), ...(onlyIndicator && { INDICATOR: onlyIndicator.id }), ...(onlyUnit !== undefined && { UNIT_MEASURE: onlyUnit }) },
  }
}

/** The breakdowns that rows use, or that are in a row as words. */
export const usedDimensions = (flow: Dataflow, rows: readonly SheetRow[]): readonly string[] =>
  optionalDimensions(flow).map((d) => d.id).filter((id) => rows.some((row) => row.codes[id] !== TOTAL))

/** The figure of the period before, and how this one differs from it: shown and not written. */
export const LAST = 'LAST'
export const CHANGE = 'CHANGE'

/** The columns of the grid: the dimensions that differ, the figure, what it is compared with, its status and what is said of it. */
export function columnsOf(lexicon: Lexicon, fixed: Fixed, names: { readonly value: string; readonly status: string; readonly comment: string; readonly observations: string; readonly last?: string; readonly change: string }): readonly GridColumn[] {
  const { flow, nameOf } = lexicon
  const typed = codeColumns(flow, fixed)
  const dimensions = flow.dimensions.filter((d) => typed.includes(d.id))
  return [
    ...dimensions.map((d) => ({ id: d.id, name: nameOf(d.name), ...(d.description && { hint: nameOf(d.description) }), width: WIDTHS[d.id] ?? 9 })),
    { id: 'OBS_VALUE', name: names.value, width: 5.5, isNumber: true, stays: true },
    ...(flow.nObsMandatory ? [{ id: 'N_OBS', name: names.observations, width: 7, isNumber: true }] : []),
    ...(names.last === undefined ? [] : [{ id: LAST, name: names.last, width: 6, isNumber: true, isFixed: true }, { id: CHANGE, name: names.change, width: 5, isNumber: true, isFixed: true }]),
    { id: 'OBS_STATUS', name: names.status, width: 8.5 },
    { id: 'COMMENT_OBS', name: names.comment, width: 14 },
  ]
}

const WIDTHS: Readonly<Record<string, number>> = { INDICATOR: 10, CITIZENSHIP: 7.5, UNIT_MEASURE: 5.5, SEX: 5, AGE: 6.5, ROUTE_ID: 7.75, TIME_PERIOD: 8.5, METHOD: 10, TRANSPORT: 8.5 }
