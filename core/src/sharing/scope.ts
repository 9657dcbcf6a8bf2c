import { readAudience, type Audience } from './audience.ts'
import type { Role } from './people.ts'

/** What decides over what a viewer may see. Anonymous has no role; without a viewer there is no scope. */
export type ViewerFacts = {
  readonly member: string
  readonly role: Role | ''
  /** `quality` only from the quality screens of the secretariat. */
  readonly purpose: 'use' | 'quality'
  readonly now: Date
  readonly unlocked: readonly Unlocked[]
  readonly groupsUnlocked: readonly (Unlocked & { readonly group: string })[]
  readonly groupsWithSecretariat: readonly string[]
  /** Releases whose copied terms are being rewritten. */
  readonly hidden: readonly ReleaseKey[]
}

export type Unlocked = { readonly dataflow: string; readonly since: Date; readonly until: Date }
export type ReleaseKey = { readonly refArea: string; readonly releaseId: number }

/** What a row says about who may see it. */
export type RowTerms = ReleaseKey & { readonly dataflow: string; readonly level: number; readonly shareGroup: string | null; readonly embargoUntil: Date | null }

/** When a release counts for a period: for its owner, and for others. */
export type RowTimes = { readonly validFrom: Date; readonly validTo: Date | null; readonly shownFrom: Date; readonly shownTo: Date | null }

export type Scope = {
  /** Whose figures are the viewer's own; the empty string where the viewer reads no figures. */
  readonly own: string
  readonly secretariat: boolean
  readonly quality: boolean
  readonly others: boolean
  readonly now: number
  readonly dataflows: ReadonlySet<string>
  /** `dataflow:group` */
  readonly groups: ReadonlySet<string>
  readonly withSecretariat: ReadonlySet<string>
  readonly hidden: ReadonlySet<string>
}

/** Who sees nothing. */
export const NOBODY: Scope = { own: '', secretariat: false, quality: false, others: false, now: 0, dataflows: new Set(), groups: new Set(), withSecretariat: new Set(), hidden: new Set() }

const READERS: readonly string[] = ['reporter', 'focal_point', 'analyst']
const keyOf = ({ refArea, releaseId }: ReleaseKey): string => `${refArea}:${releaseId}`

/** The one place that turns a viewer into what the viewer may see. The policies of the database say the same (security requirement 12). */
export function scopeOf(facts: ViewerFacts): Scope {
  const now = facts.now.getTime()
  const holds = ({ since, until }: Unlocked): boolean => since.getTime() <= now && now < until.getTime()
  return {
    ...standingOf(facts),
    now,
    dataflows: new Set(facts.unlocked.filter(holds).map((u) => u.dataflow)),
    groups: new Set(facts.groupsUnlocked.filter(holds).map((u) => `${u.dataflow}:${u.group}`)),
    withSecretariat: new Set(facts.groupsWithSecretariat),
    hidden: new Set(facts.hidden.map(keyOf)),
  }
}

/** What entering a transaction found out about its viewer: the settings that the policies of the database compare rows with. Lists are written `|A|B|`. */
export type Entered = Pick<ViewerFacts, 'member' | 'role' | 'purpose' | 'now'> & { readonly unlocked: string; readonly groups: string; readonly hidden: string }

/** The same scope, from what the database computed when it let the viewer in. A joint audience stands among the groups under its name. */
export function scopeEntered(entered: Entered): Scope {
  const groups = itemsOf(entered.groups)
  return {
    ...standingOf(entered),
    now: entered.now.getTime(),
    dataflows: new Set(itemsOf(entered.unlocked)),
    groups: new Set(groups.filter((item) => !item.startsWith(ANY))),
    withSecretariat: new Set(groups.filter((item) => item.startsWith(ANY)).map((item) => item.slice(ANY.length))),
    hidden: new Set(itemsOf(entered.hidden)),
  }
}

/** The secretariat is in a group for every dataflow. */
const ANY = '*:'
const itemsOf = (list: string): readonly string[] => list.split('|').filter((item) => item !== '')

/** Of others' figures of a dataflow: whether the viewer sees what its contributors share, and the names of the groups of which it sees what they share. */
export const circlesOf = (scope: Scope, dataflow: string): { readonly contributors: boolean; readonly groups: readonly string[] } => ({
  contributors: scope.secretariat || scope.dataflows.has(dataflow),
  groups: [...[...scope.groups].filter((item) => item.startsWith(`${dataflow}:`)).map((item) => item.slice(dataflow.length + 1)), ...scope.withSecretariat],
})

function standingOf({ member, role, purpose }: Pick<ViewerFacts, 'member' | 'role' | 'purpose'>): Pick<Scope, 'own' | 'secretariat' | 'quality' | 'others'> {
  const reads = member !== '' && READERS.includes(role)
  const secretariat = member !== '' && role === 'cau_analyst'
  return { own: reads ? member : '', secretariat, quality: secretariat && purpose === 'quality', others: reads || secretariat }
}

export function visible(scope: Scope, row: RowTerms): boolean {
  if (scope.own !== '' && row.refArea === scope.own) return true
  if (!scope.others) return false
  if (row.embargoUntil !== null && row.embargoUntil.getTime() > scope.now) return false
  if (scope.hidden.has(keyOf(row))) return false
  return belongs(scope, row.dataflow, readAudience(row))
}

function belongs(scope: Scope, dataflow: string, audience: Audience): boolean {
  switch (audience.kind) {
    case 'owner':
      return false
    case 'secretariat':
      return scope.quality
    case 'circle':
      if (scope.secretariat) return audience.groups.every((group) => scope.withSecretariat.has(group))
      return (!audience.contributors || scope.dataflows.has(dataflow)) && audience.groups.every((group) => scope.groups.has(`${dataflow}:${group}`))
  }
}

/** Whether the release is the one that counted at `asOf`, as its owner or as the others know it. */
export function counted(scope: Scope, row: RowTerms & RowTimes, asOf: Date): boolean {
  const [from, to] = row.refArea === scope.own ? [row.validFrom, row.validTo] : [row.shownFrom, row.shownTo]
  return from.getTime() <= asOf.getTime() && (to === null || asOf.getTime() < to.getTime())
}
