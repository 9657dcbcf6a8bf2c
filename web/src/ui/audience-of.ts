import type { AnswerOf } from '../api/call.ts'
import type { Level } from './reach.tsx'

/** Terms as they are chosen: a group exactly where the level is GROUP; until when others wait, as an instant. */
export type Terms = { readonly level: Level; readonly group?: string | undefined; readonly embargo?: string | undefined }
export type Group = AnswerOf<'sharing', 'listGroups'>['groups'][number]
export type Access = AnswerOf<'sharing', 'access'>

export type Seen = {
  readonly members: readonly string[]
  readonly secretariat: boolean
  /** What the list leaves open: members of a group see once they contribute to it; a state that does not contribute is told no names. */
  readonly note?: 'group' | 'group_missing' | 'locked' | 'public'
  /** How many states contribute, as it is said to everybody. */
  readonly contributors: string
}

/** Who sees figures of the own member under some terms, as far as the own member may know. */
export function seenUnder({ level, group }: Pick<Terms, 'level' | 'group'>, own: string, access: Access | undefined, groups: readonly Group[]): Seen {
  const contributors = access?.contributors ?? ''
  switch (level) {
    case 'NATIONAL':
      return { members: [own], secretariat: false, contributors }
    case 'SECRETARIAT':
      return { members: [own], secretariat: true, contributors }
    case 'GROUP': {
      const chosen = groups.find((one) => one.group === group)
      if (!chosen) return { members: [own], secretariat: false, note: 'group_missing', contributors }
      return { members: chosen.members, secretariat: chosen.with_cau, note: 'group', contributors }
    }
    case 'CONTRIBUTORS':
    case 'PUBLIC': {
      const members = [...new Set([own, ...(access?.states ?? [])])]
      if (access && !access.unlocked) return { members, secretariat: true, note: 'locked', contributors }
      return { members, secretariat: true, ...(level === 'PUBLIC' ? { note: 'public' as const } : {}), contributors }
    }
  }
}

/** Who would not see them any more, and who would come to see them. */
export function compareSeen(before: Seen, after: Seen): { readonly lose: readonly string[]; readonly gain: readonly string[]; readonly secretariat: 'loses' | 'gains' | 'same' } {
  return {
    lose: before.members.filter((member) => !after.members.includes(member)),
    gain: after.members.filter((member) => !before.members.includes(member)),
    secretariat: before.secretariat === after.secretariat ? 'same' : before.secretariat ? 'loses' : 'gains',
  }
}
