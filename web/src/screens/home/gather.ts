import type { AnswerOf } from '../../api/call.ts'

export type News = AnswerOf<'news', 'list'>
export type Change = News['figures'][number]
/** What is new of one dataflow: by member the change that says most. */
export type NewOfFlow = { readonly dataflow: string; readonly fresh: readonly Change[]; readonly newer: readonly Change[] }
/** What happened to releases of one report at once. */
export type OwnTogether = { readonly key: string; readonly what: News['own'][number]['what']; readonly releases: readonly News['own'][number][] }
export type UsesOfFlow = { readonly member: string; readonly took: boolean; readonly dataflows: readonly string[] }

/** News as they are read: by dataflow, of the own figures by report, and uses by member. */
export function gather({ figures, own, uses }: News): { readonly flows: readonly NewOfFlow[]; readonly own: readonly OwnTogether[]; readonly uses: readonly UsesOfFlow[] } {
  const flows = [...Map.groupBy(figures, ({ dataflow }) => dataflow)].map(([dataflow, changes]) => {
    const fresh = changes.filter(({ kind }) => kind !== 'newer')
    const named = new Set(fresh.map(({ member }) => member))
    return { dataflow, fresh: once(fresh), newer: once(changes.filter(({ member }) => !named.has(member))) }
  })
  const byMember = [...Map.groupBy(uses, ({ member }) => member)].map(([member, all]) => ({ member, took: all.some(({ action }) => action === 'export'), dataflows: [...new Set(all.map(({ dataflow }) => dataflow))] }))
  const together = [...Map.groupBy(own, ({ what, report }) => `${what} ${report}`)].map(([key, releases]) => ({ key, what: releases[0]!.what, releases }))
  return { flows, own: together, uses: byMember }
}

/** A member that shows a dataflow at several frequencies is named once, with its latest. */
const once = (changes: readonly Change[]): readonly Change[] =>
  [...Map.groupBy(changes, ({ member }) => member).values()].map((all) => all.toSorted((a, b) => (a.last < b.last ? 1 : -1))[0]!)
