import { printValue } from '@openvrs/core/query/cell.ts'
import type { Explanation } from '@openvrs/core/query/explain.ts'
import { eachOnce } from '@openvrs/core/query/each-once.ts'
import { csvCell } from '@openvrs/core/query/plain-cell.ts'
import type { Derivation } from '@openvrs/core/query/derivation.ts'
import type { Measure } from '@openvrs/core/query/measure.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import type { Row } from '@openvrs/core/query/table.ts'
import type { NarrowTerms } from '../sharing/index.ts'
import type { Origin, OriginOf } from './terms.ts'

/** Where the values speak of stretches of time, it is told how much of each is there. */
export const columnsOf = (plan: Plan, derivation?: Derivation): string[] => [...plan.columns.map((dimension) => dimension.id.toLowerCase()), ...(hasPeriods(derivation) ? ['periods', 'periods_of'] : []), 'value']

const hasPeriods = (derivation: Derivation | undefined): boolean => derivation !== undefined && (derivation.rollUp !== undefined || derivation.measure === 'rolling_year')

export const periodsOf = ({ periods }: Row): number[] => (periods ? [periods.there, periods.of] : [])

export const presentRows = (rows: readonly Row[]): (string | number | null)[][] => rows.map((row) => [...row.codes, ...periodsOf(row), row.value === null ? null : Number(printValue(row))])

const textsOf = (row: Row): readonly string[] => [...row.codes, ...periodsOf(row).map(String), printValue(row)]

/** A header, then rows. Codes are letters, digits, `_` and `-`, which need no quoting and start no formula; a value is a number or empty. */
export const presentCsv = (plan: Plan, rows: readonly Row[], derivation?: Derivation): string => lines([columnsOf(plan, derivation), ...rows.map(textsOf)])

/** What a row of a file says besides its figure, so that it keeps its terms wherever it is copied to. Several codes stand with a space between. */
export const TERMS = ['originators', 'level', 'groups', 'definition_differs', 'as_known_on'] as const

/** The terms of a row, in their order. `differing` are the members whose definition is not that of the collection. */
export const termsOf = ({ members, terms }: Origin, differing: ReadonlySet<string>, asOf: Date): readonly string[] =>
  [members.join(' '), terms.level, terms.group ?? '', members.filter((member) => differing.has(member)).join(' '), asOf.toISOString()]

export type Told = { readonly originOf: OriginOf; readonly differing: ReadonlySet<string>; readonly asOf: Date }

/** As `presentCsv`, with the terms of each row: its header, then any rows. */
export const fileHead = (plan: Plan, derivation: Derivation | undefined): string => lines([[...columnsOf(plan, derivation), ...TERMS]])
export function fileLines(rows: readonly Row[], { originOf, differing, asOf }: Told): string {
  const cell = eachOnce(csvCell)
  const terms = eachOnce((origin: Origin) => termsOf(origin, differing, asOf).map(csvCell).join(','))
  return rows.map((row) => `${textsOf(row).map(cell).join(',')},${terms(originOf(row))}\n`).join('')
}

const lines = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('')

export const presentExplanation = (lines: readonly Explanation[]) =>
  lines.map(({ member, freq, indicator, unit, from, to, breakdown, exact }) => ({ ref_area: member, freq, indicator, unit_measure: unit, from, to, breakdown: breakdown === null ? null : [...breakdown], exact }))

export const presentTerms = (terms: readonly ({ readonly member: string } & NarrowTerms)[]) => terms.map(({ member, level, group }) => ({ ref_area: member, level, group }))

export const presentDerivation = ({ measure, over, rollUp, top, regions }: Derivation) => ({
  measure, unit: UNITS[measure], over: [...over], roll_up: rollUp ?? null, top: top ?? null,
  regions: regions.map((gathered) => ({ dimension: gathered.dimension, regions: gathered.regions.map(({ id, areas }) => ({ id, areas: [...areas] })) })), whole: 'seen' as const,
})

const UNITS: { readonly [M in Measure]: 'figure' | 'percent' | 'place' } = {
  sum: 'figure', share: 'percent', rank: 'place', change: 'figure', change_percent: 'percent', year_change: 'figure', year_change_percent: 'percent', rolling_year: 'figure',
}
