import { columnsOf, intersect, type Audience } from '@openvrs/core/sharing/audience.ts'
import { levelOfNumber, type Level } from '@openvrs/core/sharing/terms.ts'
import { groupNameOf } from './groups.ts'

export type NarrowTerms = { readonly level: Level; /** The groups by name, all of which one must belong to. */ readonly group: string | null }

/** The narrowest of several terms. Whether the secretariat is in a group is not asked: of two readings the narrower is written down. */
export function narrowest(audiences: readonly Audience[]): NarrowTerms {
  const { level, shareGroup } = columnsOf(audiences.length === 0 ? { kind: 'owner' } : audiences.reduce((a, b) => intersect(a, b, () => false)))
  return { level: levelOfNumber(level), group: shareGroup === null ? null : groupNameOf(shareGroup) }
}
