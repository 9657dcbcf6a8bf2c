import type { Cell } from '@openvrs/core/query/cell.ts'
import { printValue } from '@openvrs/core/query/cell.ts'
import type { Explanation } from '@openvrs/core/query/explain.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'

export const columnsOf = (plan: Plan): string[] => [...plan.columns.map((dimension) => dimension.id.toLowerCase()), 'value']

export const presentRows = (cells: readonly Cell[]): (string | number | null)[][] => cells.map((cell) => [...cell.codes, cell.value === null ? null : Number(printValue(cell))])

/** A header, then rows. Codes are letters, digits, `_` and `-`, which need no quoting and start no formula; a value is a number or empty. */
export const presentCsv = (plan: Plan, cells: readonly Cell[]): string =>
  [columnsOf(plan).join(','), ...cells.map((cell) => [...cell.codes, printValue(cell)].join(','))].map((line) => `${line}\n`).join('')

export const presentExplanation = (lines: readonly Explanation[]) =>
  lines.map(({ member, freq, indicator, unit, from, to, breakdown, exact }) => ({ ref_area: member, freq, indicator, unit_measure: unit, from, to, breakdown: breakdown === null ? null : [...breakdown], exact }))
