import { circlesOf, type Scope as Sight } from '../sharing/scope.ts'
import type { Parameters } from './statement.ts'

/** Within what a question is answered. */
export type Scope = {
  /** What the viewer may see. */
  readonly sight: Sight
  readonly asOf: Date
  /** The most rows to return. */
  readonly limit: number
}

/**
 * What a viewer may see, as a condition on `release_period p`. PostgreSQL's policies say the same of it and of the rows
 * beneath; in the columnar copy, whose rows carry no terms, it is what holds.
 */
export function seen(scope: Sight, dataflow: string, bind: Parameters['bind']): string {
  const own = scope.own === '' ? [] : [`p.ref_area = ${bind(scope.own, 'text')}`]
  const others = scope.others ? [`(${shared(scope, dataflow, bind)})`] : []
  return [...own, ...others].join(' OR ') || 'false'
}

function shared(scope: Sight, dataflow: string, bind: Parameters['bind']): string {
  const { contributors, groups } = circlesOf(scope, dataflow)
  const circles = [
    ...(contributors ? ['p.level >= 3'] : []),
    ...(groups.length > 0 ? [`(p.level = 2 AND p.share_group = ANY(${bind(groups, 'text[]')}))`] : []),
    ...(scope.quality ? ['p.level = 1'] : []),
  ]
  if (circles.length === 0) return 'false'
  const ended = `(p.embargo_until IS NULL OR p.embargo_until <= ${bind(new Date(scope.now).toISOString(), 'timestamptz')})`
  const pending = scope.hidden.size === 0 ? [] : [`(p.ref_area || ':' || p.release_id) <> ALL(${bind([...scope.hidden], 'text[]')})`]
  return [ended, ...pending, `(${circles.join(' OR ')})`].join(' AND ')
}
