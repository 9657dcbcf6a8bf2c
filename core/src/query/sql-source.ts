import { optionalDimensions, type Dataflow, type Dimension } from '../metadata/model.ts'
import type { Plan } from './plan.ts'
import { covered } from './sql-hierarchy.ts'
import { column, columns, isAmong, quoted, type Parameters } from './statement.ts'

/**
 * Where the figures lie. `store`: a table of observations, as PostgreSQL has it. `copy`: the columnar copy, which numbers its parts
 * (the rows of one release, slice and breakdown), writes the number on each row instead of what it stands for, and knows how many
 * figures a part has and whether it is tangled. `plain`: the copy, where every part that may answer is plain (`compilePeek`), so that the
 * statement need not weigh them against each other. Nothing else of a statement depends on it.
 */
export type Source = 'store' | 'copy' | 'plain'

/** The tables of a dataflow; the parts, and what they come to, are the copy's. */
export const tableOf = (flow: Dataflow): string => quoted(`obs_${flow.id.toLowerCase()}`)
export const partsOf = (flow: Dataflow): string => quoted(`part_${flow.id.toLowerCase()}`)
export const sumsOf = (flow: Dataflow): string => quoted(`sum_${flow.id.toLowerCase()}`)

/**
 * `slice`: which breakdowns there are in each slice of what counts. `tangled`: those in which a code and one that it is part of
 * both stand, whose rows must be looked at one by one. A row whose value is missing is no figure: it is not reported, and no zero.
 */
export function slices(plan: Plan, source: Source, bind: Parameters['bind']): readonly string[] {
  const own = [...plan.slice.map(column), 'signature']
  const held = heldOf(plan, 'o', bind)
  switch (source) {
    case 'store': {
      const shape = [columns(plan.slice, 'o'), 'o.signature', ...plan.nested.map((n) => `o.${column(n.dimension)}`)].join(', ')
      return [
        `shape AS MATERIALIZED (
  SELECT ${shape} FROM ${tableOf(plan.flow)} o JOIN counted USING (${COUNTED}) WHERE ${['o.obs_value IS NOT NULL', ...held].join(' AND ')} GROUP BY ${shape})`,
        `slice AS MATERIALIZED (SELECT DISTINCT ${own.join(', ')} FROM shape)`,
        tangled('shape', own, plan.nested, bind),
      ]
    }
    case 'plain':
      return [`slice AS MATERIALIZED (
  SELECT ${own.map((c) => `o.${c}`).join(', ')}, o._part, o._tangled FROM ${partsOf(plan.flow)} o JOIN counted USING (${COUNTED}) WHERE ${['o._figures > 0', ...held].join(' AND ')})`]
    case 'copy':
      return [
        `slice AS MATERIALIZED (
  SELECT ${own.map((c) => `o.${c}`).join(', ')}, bool_or(o._tangled) AS _any FROM ${partsOf(plan.flow)} o JOIN counted USING (${COUNTED}) WHERE ${['o._figures > 0', ...held].join(' AND ')} GROUP BY ${own.map((c) => `o.${c}`).join(', ')})`,
        `tangled AS (SELECT ${own.join(', ')} FROM slice WHERE _any)`,
      ]
  }
}

/** Of a table with the nesting codes that stand in each of `own`: those in which a code and one that it is part of both stand. */
export const tangled = (table: string, own: readonly string[], nested: Plan['nested'], bind: Parameters['bind']): string =>
  covered({ name: 'tangled', table, identity: own, alike: [...own, ...nested.map((n) => column(n.dimension))] }, nested, bind)

/** The candidates by release, so that their rows are found. */
export function part(plan: Plan, source: Source, more: string): string {
  switch (source) {
    case 'store':
      return `part AS MATERIALIZED (
  SELECT c.*, n.release_id, ${more} FROM candidate c JOIN counted n USING (ref_area, freq, time_period))`
    case 'plain':
      return `part AS MATERIALIZED (SELECT c.*, ${more} FROM candidate c)`
    case 'copy':
      return `part AS MATERIALIZED (
  SELECT c.*, n._part, ${more} FROM candidate c JOIN ${partsOf(plan.flow)} n USING (${columns(plan.slice)}, signature) JOIN counted USING (${COUNTED}))`
  }
}

/** How rows are added up: which they are, what is the code of a dimension, and how many figures there are. */
export type Added = { readonly rows: string; readonly where: string; readonly codeOf: (d: Dimension) => string; readonly count: string }

/** The rows `o` of the parts `p` that are added up over all but the asked dimensions. The copy has added them up over all but one already. */
export function addedRows(plan: Plan, source: Source, asked: readonly Dimension[], bind: Parameters['bind']): Added {
  if (source === 'store' || asked.length > 1) return { rows: rowsOfParts(plan, source, bind), where: 'o.obs_value IS NOT NULL', codeOf: (d) => `o.${column(d)}`, count: 'count(*)' }
  return { rows: `${sumsOf(plan.flow)} o JOIN part p USING (_part)`, where: `o._at = ${asked[0] ? optionalDimensions(plan.flow).indexOf(asked[0]) : WHOLE}`, codeOf: () => 'o._code', count: 'sum(o._count)::bigint' }
}

/** The place of what a part comes to as a whole, before those of the optional dimensions. */
export const WHOLE = -1

/** The rows `o` of the parts `p`. */
export function rowsOfParts(plan: Plan, source: Source, bind: Parameters['bind']): string {
  switch (source) {
    case 'store':
      return `(SELECT * FROM ${tableOf(plan.flow)} h WHERE ${[...heldOf(plan, 'h', bind), 'true'].join(' AND ')}) o JOIN part p USING (release_id, ${columns(plan.slice)}, signature)`
    case 'copy':
    case 'plain':
      return `${tableOf(plan.flow)} o JOIN part p USING (_part)`
  }
}

const heldOf = (plan: Plan, table: string, bind: Parameters['bind']): readonly string[] =>
  plan.held.map(({ dimension, codes }) => isAmong(`${table}.${column(dimension)}`, codes, bind))

const COUNTED = 'ref_area, release_id, freq, time_period'

/** What is told of a release `r` beside its figures: the copy has a column for each. */
export const DECLARED = ['def_conform', 'def_note', 'source_type'] as const
export const declared = (source: Source, name: (typeof DECLARED)[number]): string => (source === 'store' ? `r.declarations->>'${name}'` : `r.${name}`)

/** The dimensions by which `release_period` tells its rows apart. */
export const isOfPeriod = (d: Dimension): boolean => COUNTED.split(', ').includes(d.id.toLowerCase())
