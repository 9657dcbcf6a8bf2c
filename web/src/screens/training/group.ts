import type { AnswerOf } from '../../api/call.ts'

export type CastPerson = AnswerOf<'training', 'cast'>['cast'][number]
export type CastMember = { readonly code: string; readonly name: string; readonly people: readonly CastPerson[] }

/** The order in which people meet a report: who writes, who approves, who reads. */
const ORDER: readonly CastPerson['role'][] = ['reporter', 'focal_point', 'analyst', 'liaison', 'cau_analyst', 'administrator']

/** The cast by member, the members by name with the secretariat last, and in each the people in the order of their work. */
export function byMember(cast: readonly CastPerson[], language: string): readonly CastMember[] {
  const groups = Map.groupBy(cast, (person) => person.member)
  return [...groups].map(([code, people]) => ({ code, name: people[0]!.member_name, people: people.toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || a.email.localeCompare(b.email)) }))
    .toSorted((a, b) => Number(a.code === 'CAU') - Number(b.code === 'CAU') || a.name.localeCompare(b.name, language))
}
