import type { AnswerOf } from '../../api/call.ts'

export type Use = AnswerOf<'sharing', 'ledger'>['uses'][number]
export type User = { readonly member: string; readonly queries: number; readonly exports: number; readonly last: string }

/** Who used figures, a line a state, the most exports first: what was exported cannot be called back. */
export function usersOf(uses: readonly Use[]): readonly User[] {
  const users = new Map<string, User>()
  for (const { member, action, count, last } of uses) {
    if (action === 'refused') continue
    const there = users.get(member) ?? { member, queries: 0, exports: 0, last }
    users.set(member, { member, queries: there.queries + (action === 'query' ? count : 0), exports: there.exports + (action === 'export' ? count : 0), last: last > there.last ? last : there.last })
  }
  return [...users.values()].toSorted((a, b) => b.exports - a.exports || b.queries - a.queries || (a.member < b.member ? -1 : 1))
}
