import { optionalDimensions } from '../metadata/model.ts'
import { isSeries } from './additivity.ts'
import type { Plan } from './plan.ts'
import { seen, type Scope } from './sql-scope.ts'
import { isOfPeriod, slices, type Source } from './sql-source.ts'
import { column, columns, isAmong, type Parameters } from './statement.ts'

type Bind = Parameters['bind']

/** From the releases to the breakdowns that may answer for each slice. */
export function choice(plan: Plan, scope: Scope, source: Source, { bind }: Parameters): readonly string[] {
  return [additive(plan, bind), counted(plan, scope, bind), ...slices(plan, source, bind), source === 'plain' ? plainCandidate(plan, bind) : candidate(plan, bind)]
}

/** `other`: the slices of the copy that are not plain. */
export function otherSlices(plan: Plan, scope: Scope, { bind }: Parameters): string {
  const asked = `s.signature = ${bind(plan.asked, 'integer')}`
  const other = `other AS (
  SELECT ${columns(plan.slice, 's')} FROM slice s LEFT JOIN additive a USING (indicator, unit_measure) WHERE ${mayAnswer(plan, bind)} GROUP BY ${columns(plan.slice, 's')}
  HAVING CASE WHEN bool_or(${asked}) THEN bool_or(s._tangled AND ${asked}) ELSE count(*) > 1 OR bool_or(s._tangled) END OR (min(coalesce(a._key, 0)) & ${summedKeys(plan)}) <> ${summedKeys(plan)})`
  return [additive(plan, bind), counted(plan, scope, bind), ...slices(plan, 'plain', bind), other].join(',\n')
}

/**
 * A part without a rival and without a code beside what it is part of, whose figures may be added over every key dimension that is no
 * column: nothing is left to weigh, so that its rows are added up in one go.
 */
export const isPlain = (plan: Plan): string => `(c._sole AND NOT c._tangled AND (c._key & ${summedKeys(plan)}) = ${summedKeys(plan)})`

/** The key dimensions that the answer adds up over. */
const summedKeys = (plan: Plan): number => plan.slice.reduce((bits, d, at) => (isSeries(d.id) || plan.columns.includes(d) ? bits : bits | (1 << at)), 0)

/** The asked breakdown, and those that hold it and that additivity lets be summed to it; where the asked one is there, it alone may. */
function mayAnswer(plan: Plan, bind: Bind): string {
  const asked = bind(plan.asked, 'integer')
  const every = 2 ** optionalDimensions(plan.flow).length - 1
  return `(s.signature & ${asked}) = ${asked} AND (s.signature & (${every} - ${asked}) & (${every} - coalesce(a._optional, 0))) = 0`
}

/** The breakdowns that may answer: exactly the asked one, else those that hold it and that additivity lets be summed to it. */
function candidate(plan: Plan, bind: Bind): string {
  const slice = columns(plan.slice)
  return `candidate AS MATERIALIZED (
  SELECT s.*, dense_rank() OVER (ORDER BY ${slice}) AS _slice, count(*) OVER (PARTITION BY ${slice}) = 1 AS _sole
    FROM (SELECT ${columns(plan.slice, 's')}, s.signature, t.signature IS NOT NULL AS _tangled, coalesce(a._key, 0) AS _key,
                 s.signature = ${bind(plan.asked, 'integer')} AS _exact, bool_or(s.signature = ${bind(plan.asked, 'integer')}) OVER (PARTITION BY ${columns(plan.slice, 's')}) AS _exactly
            FROM slice s LEFT JOIN additive a USING (indicator, unit_measure) LEFT JOIN tangled t USING (${slice}, signature) WHERE ${mayAnswer(plan, bind)}) s
   WHERE _exact OR NOT _exactly)`
}

/** The same where every slice is plain: one may answer, or the asked one is there. */
function plainCandidate(plan: Plan, bind: Bind): string {
  const chosen = (what: string) => `coalesce(max(s.${what}) FILTER (WHERE s.signature = ${bind(plan.asked, 'integer')}), max(s.${what})) AS ${what}`
  return `candidate AS MATERIALIZED (
  SELECT ${columns(plan.slice, 's')}, ${chosen('_part')}, ${chosen('signature')}, bool_or(s.signature = ${bind(plan.asked, 'integer')}) AS _exact
    FROM slice s LEFT JOIN additive a USING (indicator, unit_measure) WHERE ${mayAnswer(plan, bind)} GROUP BY ${columns(plan.slice, 's')})`
}

function additive(plan: Plan, bind: Bind): string {
  const [indicator, unit] = [bind(plan.additive.map((a) => a.indicator), 'text[]'), bind(plan.additive.map((a) => a.unit), 'text[]')]
  const [optional, key] = [bind(plan.additive.map((a) => a.optional), 'integer[]'), bind(plan.additive.map((a) => a.key), 'integer[]')]
  return `additive AS MATERIALIZED (
  SELECT unnest(${indicator}) AS indicator, unnest(${unit}) AS unit_measure, unnest(${optional}) AS _optional, unnest(${key}) AS _key)`
}

/** The release that counts for each period. */
export function counted(plan: Plan, { sight, asOf }: Scope, bind: Bind): string {
  const at = bind(asOf.toISOString(), 'timestamptz')
  const held = plan.held.filter(({ dimension }) => isOfPeriod(dimension)).map(({ dimension, codes }) => `\n     AND ${isAmong(`p.${column(dimension)}`, codes, bind)}`).join('')
  return `counted AS MATERIALIZED (
  SELECT p.ref_area, p.release_id, p.freq, p.time_period
    FROM release_period p
   WHERE p.dataflow = ${bind(plan.flow.id, 'text')}
     AND (${seen(sight, plan.flow.id, bind)})
     AND CASE WHEN p.ref_area = ${bind(sight.own, 'text')} THEN p.valid_from <= ${at} AND (p.valid_to IS NULL OR p.valid_to > ${at})
              ELSE p.shown_from <= ${at} AND (p.shown_to IS NULL OR p.shown_to > ${at}) END${held})`
}
