import type { AnswerOf } from '../api/call.ts'
import type { Level } from './reach.tsx'

/** Terms as they are chosen: a group exactly where the level is GROUP; until when others wait, as an instant. */
export type Terms = { readonly level: Level; readonly group?: string | undefined; readonly embargo?: string | undefined }

/** Who sees figures of the own member under some terms, as far as it is told. */
export type Seen = AnswerOf<'sharing', 'audience'>

/** Several circles at once, of which somebody must be in each: what is left of a release that was narrowed twice. No choice of terms makes it. */
export const isJoint = ({ group }: Pick<Terms, 'group'>): boolean => group !== undefined && /[&+]/.test(group)

/** What the names leave open. */
export function noteOf({ level, told, waiting }: Pick<Seen, 'level' | 'told' | 'waiting'>): 'group' | 'locked' | 'public' | undefined {
  switch (level) {
    case 'NATIONAL': case 'SECRETARIAT':
      return undefined
    case 'GROUP':
      return told || waiting.length === 0 ? undefined : 'group'
    case 'CONTRIBUTORS': case 'PUBLIC':
      return told ? (level === 'PUBLIC' ? 'public' : undefined) : 'locked'
  }
}

/** Who would not see them any more, and who would come to see them. */
export function compareSeen(before: Pick<Seen, 'members' | 'secretariat'>, after: Pick<Seen, 'members' | 'secretariat'>): { readonly lose: readonly string[]; readonly gain: readonly string[]; readonly secretariat: 'loses' | 'gains' | 'same' } {
  return {
    lose: before.members.filter((member) => !after.members.includes(member)),
    gain: after.members.filter((member) => !before.members.includes(member)),
    secretariat: before.secretariat === after.secretariat ? 'same' : before.secretariat ? 'loses' : 'gains',
  }
}
