import { LRUCache } from 'lru-cache'
import type { Plan } from '@openvrs/core/query/plan.ts'
import { compileList } from '@openvrs/core/query/sql.ts'
import type { Scope } from '@openvrs/core/query/sql-scope.ts'
import type { Statement } from '@openvrs/core/query/statement.ts'
import type { Versions } from './mirror.ts'

type List = { readonly list: string; readonly until: number | null }
type Kept = List & { readonly releases: Versions; readonly since: number }
export type ReadRows = (statement: Statement) => Promise<readonly object[]>

/** Which releases an answer comes from, as a hash. */
export const listOf = async (rows: ReadRows, plan: Plan, scope: Scope): Promise<List> => (await rows(compileList(plan, scope)))[0] as List

/** The list of releases that count for an asker, kept for who sees the same until the releases are copied anew or one begins or ends to count. */
export type Lists = { get(plan: Plan, scope: Scope, releases: Versions | undefined, rows: ReadRows): Promise<string> }

export function makeLists(capacity: number): Lists {
  const lists = new LRUCache<string, Kept>({ max: capacity })
  return {
    get: async (plan, scope, releases, rows) => {
      const { now } = scope.sight
      const key = timeless(plan, scope)
      const kept = lists.get(key)
      if (kept && kept.releases === releases && kept.since <= now && (kept.until === null || now < kept.until)) return kept.list
      const found = await listOf(rows, plan, scope)
      if (releases) lists.set(key, { ...found, releases, since: now })
      return found.list
    },
  }
}

/** The question for a list but for the moment at which it is asked; an earlier instant that is asked of is part of it. */
const timeless = (plan: Plan, { sight, asOf, limit }: Scope): string =>
  JSON.stringify(compileList(plan, { sight: { ...sight, now: 0 }, asOf: asOf.getTime() === sight.now ? new Date(0) : asOf, limit }))
