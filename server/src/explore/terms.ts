import type { Choice } from '@openvrs/core/query/explain.ts'
import type { Cell } from '@openvrs/core/query/cell.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import type { Audience } from '@openvrs/core/sharing/audience.ts'
import { narrowest, type NarrowTerms } from '../sharing/index.ts'

/** Who may see what a member released of a period. */
export type ReleasedTerms = { readonly member: string; readonly release: number; readonly freq: string; readonly period: string; readonly audience: Audience }
/** On whose figures something rests, and the narrowest terms among them. */
export type Origin = { readonly members: readonly string[]; readonly terms: NarrowTerms }

/** The members on whose figures an answer may rest, each with the narrowest of its terms. */
export function termsByMember(released: readonly ReleasedTerms[], members: ReadonlySet<string>): readonly ({ readonly member: string } & NarrowTerms)[] {
  const by = Map.groupBy(released.filter(({ member }) => members.has(member)), ({ member }) => member)
  return [...by].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([member, own]) => ({ member, ...narrowest(own.map(({ audience }) => audience)) }))
}

const TOLD: { readonly [dimension: string]: (choice: Choice) => string } = {
  REF_AREA: (c) => c.member, FREQ: (c) => c.freq, INDICATOR: (c) => c.indicator, UNIT_MEASURE: (c) => c.unit, TIME_PERIOD: (c) => c.period,
}

/** Says of a row of an answer whose figures it rests on, and under which terms. */
export type OriginOf = (row: Pick<Cell, 'codes'>) => Origin

export function originsOf(plan: Plan, choices: readonly Choice[], released: readonly ReleasedTerms[]): OriginOf {
  const told = plan.columns.flatMap((dimension, at) => (TOLD[dimension.id] ? [{ at, read: TOLD[dimension.id]! }] : []))
  const slices = Map.groupBy(choices, (choice) => told.map(({ read }) => read(choice)).join('|'))
  const audiences = new Map(released.map((one) => [`${one.member}|${one.freq}|${one.period}`, one.audience]))
  const origins = new Map<string, Origin>()
  const originOf = (key: string): Origin => {
    const own = slices.get(key) ?? []
    return { members: [...new Set(own.map(({ member }) => member))].toSorted(), terms: narrowest(own.flatMap((c) => audiences.get(`${c.member}|${c.freq}|${c.period}`) ?? [])) }
  }
  return ({ codes }) => {
    const key = told.map(({ at }) => codes[at]).join('|')
    return origins.get(key) ?? origins.set(key, originOf(key)).get(key)!
  }
}

/** The same of rows that rest on others besides their own, as a share or a change does: for each of them, all that the answer rests on. */
export function originOfAll(choices: readonly Choice[], released: readonly ReleasedTerms[]): OriginOf {
  const used = new Set(choices.map((c) => `${c.member}|${c.freq}|${c.period}`))
  const audiences = released.flatMap(({ member, freq, period, audience }) => (used.has(`${member}|${freq}|${period}`) ? [audience] : []))
  const origin = { members: [...new Set(choices.map(({ member }) => member))].toSorted(), terms: narrowest(audiences) }
  return () => origin
}
