import { optionalDimensions } from '../metadata/model.ts'
import type { Nesting } from './hierarchy.ts'
import type { Plan } from './plan.ts'
import { column, type Parameters } from './statement.ts'

type Bind = Parameters['bind']

/** Each code that is part of another, beside itself (height 0) and all that it is part of. */
export function outers(nesting: Nesting, bind: Bind): string {
  const pairs = [...nesting].flatMap(([code, above]) => [code, ...above].map((outer, height) => ({ code, outer, height })))
  const [code, outer] = [bind(pairs.map((p) => p.code), 'text[]'), bind(pairs.map((p) => p.outer), 'text[]')]
  return `(SELECT unnest(${code}) AS _code, unnest(${outer}) AS _outer, unnest(${bind(pairs.map((p) => p.height), 'integer[]')}) AS _height)`
}

/**
 * The rows of a table that another of its rows, alike in `apart`, takes in: in every dimension the same code or one that
 * the row's is part of. A reported parent is used and its children left out, whatever dimensions it is a parent in.
 * Makes the table `<table>_covered (_id)`. Only rows with a code that is part of another are looked up.
 */
export function dominated(table: string, plan: Plan, apart: readonly string[], bind: Bind): readonly string[] {
  if (plan.nested.length === 0) return [`${table}_covered AS (SELECT _id FROM ${table} WHERE false)`]
  const joins = plan.nested.map(({ dimension, nesting }, at) => `LEFT JOIN ${outers(nesting, bind)} u${at} ON u${at}._code = r.${column(dimension)}`)
  const raised = optionalDimensions(plan.flow).map((d) => {
    const at = plan.nested.findIndex((n) => n.dimension === d)
    return at < 0 ? `r.${column(d)}` : `coalesce(u${at}._outer, r.${column(d)}) AS ${column(d)}`
  })
  const own = [...apart, ...optionalDimensions(plan.flow).map(column)]
  return [
    `${table}_raised AS (
  SELECT r._id, ${[...apart.map((name) => `r.${name}`), ...raised].join(', ')} FROM ${table} r ${joins.join(' ')}
   WHERE ${plan.nested.map((_, at) => `u${at}._height > 0`).join(' OR ')})`,
    `${table}_covered AS MATERIALIZED (SELECT DISTINCT a._id FROM ${table}_raised a JOIN ${table} b USING (${own.join(', ')}) WHERE b._id <> a._id)`,
  ]
}
