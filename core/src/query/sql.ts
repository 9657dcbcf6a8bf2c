import { optionalDimensions, TOTAL, type Dataflow, type Dimension } from '../metadata/model.ts'
import { isSeries } from './additivity.ts'
import { isOwnKey } from './explain.ts'
import { choice, counted, isPlain, otherSlices } from './sql-choice.ts'
import { covered } from './sql-hierarchy.ts'
import { identity, labelled } from './sql-labels.ts'
import type { Scope } from './sql-scope.ts'
import type { Breakdown, Plan } from './plan.ts'
import { addedRows, DECLARED, declared, part, rowsOfParts, type Source } from './sql-source.ts'
import { column, columns, isAmong, Parameters, type Statement } from './statement.ts'

/**
 * A plan as one SQL text that PostgreSQL (15 and later) and DuckDB read alike. It joins the releases that the viewer may
 * see, of these the one that counts for a period: for its owner, or for others. PostgreSQL's policies hold all the same.
 *
 * The steps, one common table each:
 * `counted` releases → `slice` (which breakdowns there are) → `candidate` (those that may answer) → `part` (by release)
 * → `figure` (their rows) → `chosen` (the one that answers) → `labelled` (rows under the codes that the query names) → `cell` → the answer.
 *
 * Rows: the plan's columns, `value` (null: not available) and `figures` (how many were added up).
 */
export function compileQuery(plan: Plan, scope: Scope, source: Source): Statement {
  const parameters = new Parameters()
  const steps = [...choice(plan, scope, source, parameters), ...weighing(plan, source, parameters), ...labelled(plan, source, parameters), ...answer(plan, source, parameters)]
  const order = plan.columns.map((d) => `${column(d)} COLLATE "C" NULLS LAST`).join(', ')
  return { text: `WITH ${steps.join(',\n')}\nSELECT * FROM answer ORDER BY ${order} LIMIT ${parameters.bind(scope.limit, 'integer')}`, values: parameters.values }
}

/** Rows: member, series, period, the own keys that are columns, `signature` of the breakdown that answers (null: none can) and whether it is `exact`ly the asked one. */
export function compileExplanation(plan: Plan, scope: Scope, source: Source): Statement {
  const parameters = new Parameters()
  const told = plan.slice.filter((d) => !isOwnKey(d) || plan.columns.includes(d))
  const explained = `explained AS (
  SELECT DISTINCT ${columns(told, 's')}, c.signature, c._exact AS exact
    FROM (SELECT DISTINCT ${columns(plan.slice)} FROM slice) s
    LEFT JOIN ${source === 'plain' ? 'candidate' : '(SELECT k.* FROM candidate k JOIN chosen USING (_slice, signature))'} c USING (${columns(plan.slice)}))`
  const order = told.map((d) => `${column(d)} COLLATE "C"`).join(', ')
  const steps = [...choice(plan, scope, source, parameters), ...(source === 'plain' ? [] : weighing(plan, source, parameters)), explained]
  return { text: `WITH ${steps.join(',\n')}\nSELECT * FROM explained ORDER BY ${order}, signature NULLS LAST LIMIT ${parameters.bind(scope.limit, 'integer')}`, values: parameters.values }
}

/** Rows: what members declare about the releases that count, with the first and the last period of each. */
export function compileDefinitions(plan: Plan, scope: Scope, source: Source): Statement {
  const parameters = new Parameters()
  const fields = DECLARED.map((name) => declared(source, name))
  return {
    text: `WITH ${counted(plan, scope, parameters.bind)}
SELECT c.ref_area, ${fields.map((field, at) => `${field} AS ${DECLARED[at]}`).join(', ')}, min(c.time_period) AS first, max(c.time_period) AS last
  FROM counted c JOIN release r ON r.ref_area = c.ref_area AND r.release_id = c.release_id GROUP BY c.ref_area, ${fields.join(', ')} ORDER BY c.ref_area COLLATE "C", first`,
    values: parameters.values,
  }
}

/** Of the copy: `others`, how many slices are not plain. */
export function compilePeek(plan: Plan, scope: Scope): Statement {
  const parameters = new Parameters()
  return { text: `WITH ${otherSlices(plan, scope, parameters)}\nSELECT count(*) AS others FROM other`, values: parameters.values }
}

/**
 * Of the copy: `list`, a hash of the releases that count for each period. What a viewer is and when they ask decide over an answer
 * through these releases alone, so who has the same list gets the same answer to the same question. `until` (milliseconds; null: for
 * ever): the next instant at which a release of the dataflow begins or ends to count or to be seen, before which the list stays as it is.
 */
export function compileList(plan: Plan, scope: Scope): Statement {
  const parameters = new Parameters()
  const line = `concat_ws(' ', ref_area, release_id, freq, time_period)`
  const now = parameters.bind(new Date(scope.sight.now).toISOString(), 'timestamptz')
  const next = ['embargo_until', 'valid_from', 'valid_to', 'shown_from', 'shown_to'].map((instant) => `min(${instant}) FILTER (WHERE ${instant} > ${now})`).join(', ')
  return {
    text: `WITH ${counted(plan, scope, parameters.bind)}
SELECT sha256(coalesce(string_agg(${line}, ',' ORDER BY ${line}), '')) AS list, (SELECT epoch_ms(least(${next})) FROM release_period WHERE dataflow = ${parameters.bind(plan.flow.id, 'text')}) AS until FROM counted`,
    values: parameters.values,
  }
}

/** From the breakdowns that may answer to their figures, and to the one that does. */
function weighing(plan: Plan, source: Source, { bind }: Parameters): readonly string[] {
  const figure = (rows: string) => `figure AS MATERIALIZED (SELECT row_number() OVER () AS _id, f.* FROM (${rows}) f)`
  const parts = part(plan, source, `${source === 'plain' ? 'true' : isPlain(plan)} AS _plain, dense_rank() OVER (ORDER BY ${columns(plan.slice.filter((d) => plan.columns.includes(d)), 'c')}) AS _row`)
  const plain = plainFigures(plan, source, bind)
  if (source === 'plain') return [parts, figure(plain)]
  return [
    parts,
    figure(`${plain}\n   UNION ALL ${otherFigures(plan, source, bind)}`),
    covered({ name: 'rival_covered', table: 'figure', where: 'NOT r._sole AND r._tangled', identity: ['_id'], alike: ['_slice', 'signature', ...optionalDimensions(plan.flow).map(column)] }, plan.nested, bind),
    `whole AS (
  SELECT f._slice, f.signature, sum(f.obs_value) AS _whole FROM figure f LEFT JOIN rival_covered d USING (_id) WHERE NOT f._sole AND d._id IS NULL GROUP BY f._slice, f.signature)`,
    `chosen AS MATERIALIZED (
  SELECT DISTINCT ON (c._slice) c._slice, c.signature FROM candidate c LEFT JOIN whole w USING (_slice, signature)
   ORDER BY c._slice, w._whole DESC NULLS LAST, ${weight(plan.flow, 'c.signature')})`,
  ]
}

const isAsked = (plan: Plan, d: Dimension): boolean => plan.breakdowns.some((b) => b.dimension === d)

/** Rows are added up under the number of the answer's row that they belong to, which is looked at faster than its codes. */
function plainFigures(plan: Plan, source: Source, bind: Parameters['bind']): string {
  const asked = optionalDimensions(plan.flow).filter((d) => isAsked(plan, d))
  const keys = plan.slice.filter((d) => plan.columns.includes(d))
  const { rows, where, codeOf, count } = addedRows(plan, source, asked, bind)
  const codes = asked.map((d) => `, ${codeOf(d)}`).join('')
  const shown = [
    ...plan.slice.map((d) => `${keys.includes(d) ? `k.${column(d)}` : 'NULL::text'} AS ${column(d)}`),
    ...optionalDimensions(plan.flow).map((d) => `${asked.includes(d) ? `g.${column(d)}` : `''`} AS ${column(d)}`),
  ]
  return `
  SELECT NULL::bigint AS _slice, true AS _sole, false AS _tangled, NULL::integer AS signature, ${shown.join(', ')}, g.obs_value, g._count
    FROM (SELECT p._row${asked.map((d) => `, ${codeOf(d)} AS ${column(d)}`).join('')}, sum(o.obs_value) AS obs_value, ${count} AS _count
            FROM ${rows}
           WHERE p._plain AND ${where} AND ${wanted(plan, codeOf, bind)}
           GROUP BY p._row${codes}) g
    JOIN (SELECT DISTINCT _row, ${columns(keys)} FROM part) k USING (_row)`
}

/** The figures of the other candidates, added up as far as nothing is asked of them: over a breakdown that is not asked and not tangled. */
function otherFigures(plan: Plan, source: Source, bind: Parameters['bind']): string {
  const optional = optionalDimensions(plan.flow).map((d) => ({ name: column(d), as: isAsked(plan, d) ? `o.${column(d)}` : `CASE WHEN p._tangled THEN o.${column(d)} ELSE '' END` }))
  const group = ['p._slice', 'p._sole', 'p._tangled', 'p.signature', ...plan.slice.map((d) => `p.${column(d)}`)]
  return `
  SELECT ${[...group, ...optional.map((o) => `${o.as} AS ${o.name}`)].join(', ')}, sum(o.obs_value) AS obs_value, count(*) AS _count
    FROM ${rowsOfParts(plan, source, bind)}
   WHERE NOT p._plain AND o.obs_value IS NOT NULL AND (NOT p._sole OR (${wanted(plan, (d) => `o.${column(d)}`, bind)}))
   GROUP BY ${[...group, ...optional.map((o) => o.as)].join(', ')}`
}

/** Asked codes, pushed down to the rows where one breakdown alone can answer; rivals are weighed whole. */
const wanted = (plan: Plan, codeOf: (d: Dimension) => string, bind: Parameters['bind']): string =>
  ['true', ...plan.breakdowns.flatMap((b) => {
    const codes = codesOf(b)
    return codes ? [isAmong(codeOf(b.dimension), codes, bind)] : []
  })].join(' AND ')

const codesOf = ({ codes: choice }: Breakdown): readonly string[] | undefined => {
  switch (choice.kind) {
    case 'each':
      return undefined
    case 'named':
      return [...new Set(choice.covers.map((c) => c.code))]
    case 'any':
      return choice.codes
  }
}

/** Ascending: the fewest dimensions first, then the order of the structure. */
function weight(flow: Dataflow, signature: string): string {
  const count = optionalDimensions(flow).length
  const bits = Array.from({ length: count }, (_, at) => `((${signature} >> ${at}) & 1)::bigint * ${2 ** count - 2 ** (count - 1 - at)}`)
  return bits.length > 0 ? bits.join(' + ') : 'c.signature'
}

/** From the labelled rows to the answer. A cell that some figures belong to, but not at this breakdown, is not available. */
function answer(plan: Plan, source: Source, { bind }: Parameters): readonly string[] {
  const known = plan.columns.filter((d) => d.role === 'key')
  const split = plan.breakdowns.filter((b) => b.isColumn)
  const shown = plan.columns.filter((d) => !plan.totals.includes(d))
  const joined = plan.columns.map((d) => (plan.totals.includes(d) ? `${bind(TOTAL, 'text')} AS ${column(d)}` : column(d))).join(', ')
  return [
    `gap AS MATERIALIZED (
  SELECT DISTINCT ${columns(known, 's')}, true AS _gap FROM slice s LEFT JOIN candidate c USING (${columns(plan.slice)}) WHERE c.signature IS NULL)`,
    `cell AS MATERIALIZED (
  SELECT ${shown.map((d) => `${labelOf(plan, d)} AS ${column(d)}`).join(', ')}, sum(l.obs_value) AS _sum, sum(l._count)::bigint AS _figures, ${mixed(plan, bind)} AS _mixed
    FROM labelled l ${source === 'plain' ? '' : `LEFT JOIN labelled_covered d USING (${identity(plan).join(', ')})`} LEFT JOIN additive a ON a.indicator = l.indicator AND a.unit_measure = l.unit_measure
   ${source === 'plain' ? '' : 'WHERE d._id IS NULL'} GROUP BY ${shown.map((d) => labelOf(plan, d)).join(', ')})`,
    // Where the answer is split by codes, a gap has no code to stand under by itself.
    `answer AS (
  SELECT ${joined}, CASE WHEN coalesce(_gap, false) OR _mixed THEN NULL ELSE _sum END AS value, coalesce(_figures, 0) AS figures
    FROM cell ${split.length > 0 ? 'LEFT' : 'FULL'} JOIN gap USING (${columns(known)}))`,
  ]
}

const labelOf = (plan: Plan, d: Dimension): string => {
  const at = plan.breakdowns.findIndex((b) => b.dimension === d)
  return at < 0 ? `l.${column(d)}` : `l._label${at}`
}

/** True where figures would be added, or parts taken for a whole, in a dimension over which this indicator is not summed. */
function mixed(plan: Plan, bind: Parameters['bind']): string {
  const unsummable = (mask: string, at: number) => `(coalesce(min(a.${mask}), 0) & ${2 ** at}) = 0`
  const differs = (d: Dimension) => `min(l.${column(d)}) <> max(l.${column(d)})`
  const key = plan.slice.flatMap((d, at) => (isSeries(d.id) || plan.columns.includes(d) ? [] : [`(${differs(d)} AND ${unsummable('_key', at)})`]))
  const asked = plan.breakdowns.map(({ dimension: d, codes }, at) => {
    const isPart = codes.kind === 'any' ? `${differs(d)} OR bool_or(l.${column(d)} <> ALL(${bind(codes.named, 'text[]')}))` : `bool_or(l.${column(d)} <> l._label${at})`
    return `((${isPart}) AND ${unsummable('_optional', optionalDimensions(plan.flow).indexOf(d))})`
  })
  return [...key, ...asked, 'false'].join(' OR ')
}
