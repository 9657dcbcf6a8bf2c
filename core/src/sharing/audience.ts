import { LEVELS, levelOfNumber, type Level } from './terms.ts'

/**
 * Who sees figures besides their owner: a set, written as the conditions that a viewer must all meet. Levels are no ladder
 * (a group may leave out the secretariat, and a member of a group need not contribute to all), so the narrowest of several
 * terms is their intersection: who meets the conditions of each.
 */
export type Audience =
  | { readonly kind: 'owner' }
  /** The secretariat on its quality screens. */
  | { readonly kind: 'secretariat' }
  /** Who contributes to each of the groups and, where `contributors`, to the dataflow. `open` is PUBLIC. The secretariat where each of the groups has it. */
  | { readonly kind: 'circle'; readonly groups: readonly string[]; readonly contributors: boolean; readonly open: boolean }

const OWNER: Audience = { kind: 'owner' }
const SECRETARIAT: Audience = { kind: 'secretariat' }

/** The columns that carry an audience: a level, and the name of a group or of several circles together. */
export type AudienceColumns = { readonly level: number; readonly shareGroup: string | null }

export function audienceOf(level: Level, group: string | null): Audience {
  switch (level) {
    case 'NATIONAL':
      return OWNER
    case 'SECRETARIAT':
      return SECRETARIAT
    case 'GROUP':
      return circleNamed(group)
    case 'CONTRIBUTORS':
      return { kind: 'circle', groups: [], contributors: true, open: false }
    case 'PUBLIC':
      return { kind: 'circle', groups: [], contributors: true, open: true }
  }
}

/** The names of groups hold neither `&` nor `+`. Throws RangeError where a group is missing. */
function circleNamed(name: string | null): Audience {
  if (!name) throw new RangeError('the level GROUP names a group')
  const contributors = name.endsWith('+')
  return { kind: 'circle', groups: (contributors ? name.slice(0, -1) : name).split('&'), contributors, open: false }
}

export const readAudience = ({ level, shareGroup }: AudienceColumns): Audience => audienceOf(levelOfNumber(level), shareGroup)

export function columnsOf(audience: Audience): AudienceColumns {
  const at = (level: Level, shareGroup: string | null = null) => ({ level: LEVELS.indexOf(level), shareGroup })
  switch (audience.kind) {
    case 'owner':
      return at('NATIONAL')
    case 'secretariat':
      return at('SECRETARIAT')
    case 'circle':
      if (audience.groups.length > 0) return at('GROUP', `${audience.groups.join('&')}${audience.contributors ? '+' : ''}`)
      return at(audience.open ? 'PUBLIC' : 'CONTRIBUTORS')
  }
}

/** Who belongs to both. `withSecretariat` says whether a group has the secretariat in it. */
export function intersect(a: Audience, b: Audience, withSecretariat: (group: string) => boolean): Audience {
  if (a.kind === 'owner' || b.kind === 'owner') return OWNER
  if (a.kind === 'circle' && b.kind === 'circle') {
    return { kind: 'circle', groups: [...new Set([...a.groups, ...b.groups])].sort(), contributors: a.contributors || b.contributors, open: a.open && b.open }
  }
  return [a, b].every((one) => one.kind === 'secretariat' || one.groups.every(withSecretariat)) ? SECRETARIAT : OWNER
}

/** What a joint audience asks for, or undefined where it is a level of its own or one plain group. */
export function jointOf(audience: Audience): { readonly name: string; readonly groups: readonly string[]; readonly contributors: boolean } | undefined {
  if (audience.kind !== 'circle' || audience.groups.length === 0 || (audience.groups.length === 1 && !audience.contributors)) return undefined
  return { name: columnsOf(audience).shareGroup!, groups: audience.groups, contributors: audience.contributors }
}

/** The groups that an audience names. */
export const groupsOf = (audience: Audience): readonly string[] => (audience.kind === 'circle' ? audience.groups : [])
