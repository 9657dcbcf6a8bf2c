import { columnsOf, type Audience, type AudienceColumns } from './audience.ts'
import { SECRETARIAT, type Role } from './people.ts'
import { scopeOf, visible, type Scope } from './scope.ts'

/** That a member is in a circle now: among the contributors of a dataflow, or those of a group where one is named. */
export type CircleMember = { readonly member: string; readonly group: string | null; readonly since: Date; readonly until: Date }

export type CircleFacts = {
  readonly dataflow: string
  /** Those that the owner is told of: who is in a circle is told to those who are in it themselves. */
  readonly members: readonly CircleMember[]
  readonly groupsWithSecretariat: readonly string[]
  readonly now: Date
}

/** What somebody of a member may see now, as far as the owner is told. */
const scopeIn = ({ dataflow, members, groupsWithSecretariat, now }: CircleFacts, member: string, role: Role): Scope => {
  const own = members.filter((one) => one.member === member)
  return scopeOf({
    member, role, purpose: role === 'cau_analyst' ? 'quality' : 'use', now, groupsWithSecretariat, hidden: [],
    unlocked: own.filter(({ group }) => group === null).map(({ since, until }) => ({ dataflow, since, until })),
    groupsUnlocked: own.flatMap(({ group, since, until }) => (group === null ? [] : [{ dataflow, group, since, until }])),
  })
}

/** A row of somebody else's, under given terms. */
const rowUnder = ({ dataflow }: CircleFacts, { level, shareGroup }: AudienceColumns) => ({ refArea: '', releaseId: 0, dataflow, level, shareGroup, embargoUntil: null })

/** Whether an owner is told which members belong to an audience: where it is a circle, the owner must be in it. */
export const isTold = (facts: CircleFacts, owner: string, audience: Audience): boolean =>
  audience.kind !== 'circle' || visible(scopeIn(facts, owner, 'analyst'), rowUnder(facts, columnsOf(audience)))

export type Seen = { readonly told: boolean; readonly members: readonly string[]; readonly secretariat: boolean }

/** Which members see figures of the owner under an audience, the owner first; the owner alone where it is not told. */
export function whoSees(facts: CircleFacts, owner: string, audience: Audience): Seen {
  const row = rowUnder(facts, columnsOf(audience))
  const others = [...new Set(facts.members.map(({ member }) => member))].filter((member) => member !== owner && visible(scopeIn(facts, member, 'analyst'), row))
  const told = isTold(facts, owner, audience)
  return { told, members: [owner, ...(told ? others.toSorted() : [])], secretariat: visible(scopeIn(facts, SECRETARIAT, 'cau_analyst'), row) }
}

