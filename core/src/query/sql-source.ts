import type { Dataflow, Dimension } from '../metadata/model.ts'
import type { Plan } from './plan.ts'
import { column, columns, quoted, type Parameters } from './statement.ts'

/**
 * Where the figures lie. `store`: a table of observations, as PostgreSQL has it. `copy`: the columnar copy, which numbers its parts
 * (the rows of one release, slice and breakdown), writes the number on each row instead of what it stands for, and keeps which
 * nesting codes stand in a part. Nothing else of a statement depends on it.
 */
export type Source = 'store' | 'copy'

/** The tables of a dataflow; the last two are the copy's. */
export const tableOf = (flow: Dataflow): string => quoted(`obs_${flow.id.toLowerCase()}`)
export const partsOf = (flow: Dataflow): string => quoted(`part_${flow.id.toLowerCase()}`)
export const shapesOf = (flow: Dataflow): string => quoted(`shape_${flow.id.toLowerCase()}`)

/** Which breakdowns there are in each slice of what counts, with the nesting codes that stand in them. A row whose value is missing is no figure: it is not reported, and no zero. */
export function shape(plan: Plan, source: Source, bind: Parameters['bind']): string {
  const of = (table: string) => [columns(plan.slice, 'o'), 'o.signature', ...plan.nested.map((n) => `${table}.${column(n.dimension)}`)].join(', ')
  const held = heldOf(plan, 'o', bind)
  const where = (conditions: readonly string[]) => (conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '')
  switch (source) {
    case 'store':
      return `shape AS MATERIALIZED (
  SELECT ${of('o')} FROM ${tableOf(plan.flow)} o JOIN counted USING (${COUNTED}) ${where(['o.obs_value IS NOT NULL', ...held])} GROUP BY ${of('o')})`
    case 'copy':
      return `shape AS MATERIALIZED (
  SELECT ${of('s')} FROM ${partsOf(plan.flow)} o JOIN counted USING (${COUNTED}) JOIN ${shapesOf(plan.flow)} s USING (_part) ${where(held)} GROUP BY ${of('s')})`
  }
}

/** The candidates by release, so that their rows are found. */
export function part(plan: Plan, source: Source, isPlain: string): string {
  switch (source) {
    case 'store':
      return `part AS MATERIALIZED (
  SELECT c.*, n.release_id, ${isPlain} AS _plain FROM candidate c JOIN counted n USING (ref_area, freq, time_period))`
    case 'copy':
      return `part AS MATERIALIZED (
  SELECT c.*, n._part, ${isPlain} AS _plain FROM candidate c JOIN ${partsOf(plan.flow)} n USING (${columns(plan.slice)}, signature) JOIN counted USING (${COUNTED}))`
  }
}

/** The rows `o` of the parts `p`. */
export function rowsOfParts(plan: Plan, source: Source, bind: Parameters['bind']): string {
  switch (source) {
    case 'store':
      return `(SELECT * FROM ${tableOf(plan.flow)} h WHERE ${[...heldOf(plan, 'h', bind), 'true'].join(' AND ')}) o JOIN part p USING (release_id, ${columns(plan.slice)}, signature)`
    case 'copy':
      return `${tableOf(plan.flow)} o JOIN part p USING (_part)`
  }
}

const heldOf = (plan: Plan, table: string, bind: Parameters['bind']): readonly string[] =>
  plan.held.map(({ dimension, codes }) => `${table}.${column(dimension)} = ANY(${bind(codes, 'text[]')})`)

const COUNTED = 'ref_area, release_id, freq, time_period'

/** The dimensions by which `release_period` tells its rows apart. */
export const isOfPeriod = (d: Dimension): boolean => COUNTED.split(', ').includes(d.id.toLowerCase())
