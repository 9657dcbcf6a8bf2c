import type { Cell } from '@openvrs/core/query/cell.ts'
import { printValue } from '@openvrs/core/query/cell.ts'
import type { Explanation } from '@openvrs/core/query/explain.ts'
import { csvCell } from '@openvrs/core/query/plain-cell.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import type { Origin, Terms } from './terms.ts'

export const columnsOf = (plan: Plan): string[] => [...plan.columns.map((dimension) => dimension.id.toLowerCase()), 'value']

export const presentRows = (cells: readonly Cell[]): (string | number | null)[][] => cells.map((cell) => [...cell.codes, cell.value === null ? null : Number(printValue(cell))])

/** A header, then rows. Codes are letters, digits, `_` and `-`, which need no quoting and start no formula; a value is a number or empty. */
export const presentCsv = (plan: Plan, cells: readonly Cell[]): string => lines([columnsOf(plan), ...cells.map((cell) => [...cell.codes, printValue(cell)])])

/** What a row of a file says besides its figure, so that it keeps its terms wherever it is copied to. Several codes stand with a space between. */
const TERMS = ['originators', 'level', 'groups', 'definition_differs', 'as_known_on'] as const

/** As `presentCsv`, with the terms of each row. `differing` are the members whose definition is not that of the collection. */
export function presentFile(plan: Plan, cells: readonly Cell[], origins: readonly Origin[], differing: ReadonlySet<string>, asOf: Date): string {
  const rows = cells.map((cell, at) => {
    const { members, terms } = origins[at]!
    return [...cell.codes, printValue(cell), members.join(' '), terms.level, terms.group ?? '', members.filter((member) => differing.has(member)).join(' '), asOf.toISOString()]
  })
  return lines([[...columnsOf(plan), ...TERMS], ...rows])
}

const lines = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('')

export const presentExplanation = (lines: readonly Explanation[]) =>
  lines.map(({ member, freq, indicator, unit, from, to, breakdown, exact }) => ({ ref_area: member, freq, indicator, unit_measure: unit, from, to, breakdown: breakdown === null ? null : [...breakdown], exact }))

export const presentTerms = (terms: readonly ({ readonly member: string } & Terms)[]) => terms.map(({ member, level, group }) => ({ ref_area: member, level, group }))
