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
 * The rows of a table that another of its rows takes in: alike in the columns `alike`, but that of a nesting dimension
 * the other's code may be what this row's is part of. A reported parent is used and its children left out, whatever
 * dimensions it is a parent in. Makes a table with the columns `identity` of such rows.
 */
export function covered(step: { name: string; table: string; where?: string; identity: readonly string[]; alike: readonly string[] }, of: Plan['nested'], bind: Bind): string {
  const { name, table, where = 'true', identity, alike } = step
  if (of.length === 0) return `${name} AS (SELECT ${identity.join(', ')} FROM ${table} WHERE false)`
  const nested = of.map((n) => ({ code: column(n.dimension), parts: [...n.nesting.keys()], nesting: n.nesting }))
  const joins = nested.map(({ code, nesting }, at) => `LEFT JOIN ${outers(nesting, bind)} u${at} ON u${at}._code = r.${code}`)
  const raised = alike.filter((c) => !identity.includes(c)).map((c) => {
    const at = nested.findIndex((n) => n.code === c)
    return at < 0 ? `r.${c}` : `coalesce(u${at}._outer, r.${c}) AS ${c}`
  })
  const isPart = nested.map(({ code, parts }) => `r.${code} = ANY(${bind(parts, 'text[]')})`).join(' OR ')
  const isOuter = nested.map(({ code, nesting }) => `r.${code} = ANY(${bind([...new Set([...nesting.values()].flat())], 'text[]')})`).join(' OR ')
  return `${name} AS MATERIALIZED (
  SELECT DISTINCT ${identity.map((c) => `a.${c}`).join(', ')}
    FROM (SELECT ${[...identity.map((c) => `r.${c}`), ...raised].join(', ')}
            FROM (SELECT * FROM ${table} r WHERE ${where} AND (${isPart})) r ${joins.join(' ')}
           WHERE ${nested.map((_, at) => `u${at}._height > 0`).join(' OR ')}) a
    JOIN (SELECT * FROM ${table} r WHERE ${where} AND (${isOuter})) b ON ${alike.map((c) => `b.${c} = a.${c}`).join(' AND ')})`
}
