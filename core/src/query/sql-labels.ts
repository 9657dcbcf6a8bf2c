import { optionalDimensions } from '../metadata/model.ts'
import type { Plan } from './plan.ts'
import { covered, outers } from './sql-hierarchy.ts'
import type { Source } from './sql-source.ts'
import { column, isAmong, type Parameters } from './statement.ts'

type Bind = Parameters['bind']

/**
 * The rows of the breakdowns that answer, each under the codes that the answer will show (`_label0`, by place among the
 * asked dimensions), and `labelled_covered`, those that a reported parent under the same codes takes in.
 */
export function labelled(plan: Plan, source: Source, { bind }: Parameters): readonly string[] {
  const steps: string[] = [named(plan, source, bind)]
  const done = plan.breakdowns.flatMap((b, at) => (b.isColumn && !isRaised(plan, at) ? [at] : []))
  plan.breakdowns.forEach((_, at) => {
    if (!isRaised(plan, at)) return
    steps.push(...raise(plan, at, done, steps.length === 1 ? 'taken' : `raised${done.at(-1)}`, bind))
    done.push(at)
  })
  const last = plan.breakdowns.some((_, at) => isRaised(plan, at)) ? `raised${done.at(-1)}` : 'taken'
  const alike = ['_slice', ...labelsOf(plan), ...optionalDimensions(plan.flow).map(column)]
  const all = [...steps, `labelled AS MATERIALIZED (SELECT * FROM ${last})`]
  return source === 'plain' ? all : [...all, covered({ name: 'labelled_covered', table: 'labelled', where: 'r._tangled', identity: identity(plan), alike }, plan.nested, bind)]
}

const labelsOf = (plan: Plan): readonly string[] => plan.breakdowns.flatMap((b, at) => (b.isColumn ? [`_label${at}`] : []))

/** What tells the rows of `labelled` apart: one figure may stand under several codes. */
export const identity = (plan: Plan): readonly string[] => ['_id', ...labelsOf(plan)]

/** Whether the codes of a column are to be shown under the outermost reported one. */
const isRaised = (plan: Plan, at: number): boolean => {
  const { codes } = plan.breakdowns[at]!
  return codes.kind === 'each' && codes.nesting.size > 0
}

function named(plan: Plan, source: Source, bind: Bind): string {
  const labels: string[] = []
  const joins: string[] = []
  const conditions: string[] = []
  plan.breakdowns.forEach(({ dimension, codes }, at) => {
    switch (codes.kind) {
      case 'each':
        if (codes.nesting.size === 0) labels.push(`f.${column(dimension)} AS _label${at}`)
        break
      case 'named':
        labels.push(`k${at}._label AS _label${at}`)
        joins.push(`JOIN (SELECT unnest(${bind(codes.covers.map((c) => c.code), 'text[]')}) AS _code, unnest(${bind(codes.covers.map((c) => c.label), 'text[]')}) AS _label) k${at} ON k${at}._code = f.${column(dimension)}`)
        break
      case 'any':
        conditions.push(isAmong(`f.${column(dimension)}`, codes.codes, bind))
        break
    }
  })
  const rival = source === 'plain' ? { join: '', condition: 'true' } : { join: 'LEFT JOIN chosen c ON c._slice = f._slice AND c.signature = f.signature', condition: '(f._sole OR c._slice IS NOT NULL)' }
  return `taken AS (
  SELECT ${['f.*', ...labels].join(', ')} FROM figure f ${rival.join} ${joins.join(' ')} WHERE ${[rival.condition, ...conditions].join(' AND ')})`
}

/** Puts one column's codes under the outermost one that is reported in the same row of the answer. */
function raise(plan: Plan, at: number, done: readonly number[], from: string, bind: Bind): readonly string[] {
  const { dimension, codes } = plan.breakdowns[at]!
  const code = column(dimension)
  const group = [...plan.columns.filter((d) => d.role === 'key').map(column), ...done.map((label) => `_label${label}`)].join(', ')
  const nesting = codes.kind === 'each' ? codes.nesting : new Map<string, readonly string[]>()
  return [
    `reported${at} AS MATERIALIZED (SELECT DISTINCT ${group}, ${code} FROM ${from})`,
    `outermost${at} AS MATERIALIZED (
  SELECT DISTINCT ON (${group}, ${code}) ${group}, r.${code}, u._outer
    FROM reported${at} r JOIN ${outers(nesting, bind)} u ON u._code = r.${code} JOIN (SELECT ${group}, ${code} AS _outer FROM reported${at}) o USING (${group}, _outer)
   ORDER BY ${group}, ${code}, u._height DESC)`,
    `raised${at} AS (SELECT t.*, coalesce(o._outer, t.${code}) AS _label${at} FROM ${from} t LEFT JOIN outermost${at} o USING (${group}, ${code}))`,
  ]
}
