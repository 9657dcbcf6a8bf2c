/** The terms of a release: who sees its figures. In the order of their numbers in the database; wider is not always later (audience.ts). */
export const LEVELS = ['NATIONAL', 'SECRETARIAT', 'GROUP', 'CONTRIBUTORS', 'PUBLIC'] as const
export type Level = (typeof LEVELS)[number]

export type Terms = {
  readonly level: Level
  /** The id of a sharing group, with GROUP alone. */
  readonly group?: string
  /** From when on others see it; they see the version before it until then. */
  readonly embargo?: Date
}

export const numberOfLevel = (level: Level): number => LEVELS.indexOf(level)

/** Throws RangeError where there is no such level. */
export function levelOfNumber(number: number): Level {
  const level = LEVELS[number]
  if (!level) throw new RangeError(`no level: ${number}`)
  return level
}

/** What helps smugglers more than the public is not made public, whoever wishes it. */
export const mayTake = ({ neverPublic }: { readonly neverPublic: boolean }, level: Level): boolean => !neverPublic || level !== 'PUBLIC'

/** An embargo that is over is none. */
export const withoutPast = (terms: Terms, now: Date): Terms => (terms.embargo && terms.embargo.getTime() <= now.getTime() ? { ...terms, embargo: undefined } : terms)

/** A group is made by a member, and its name is taken only among the groups which that member made. */
export const groupIdOf = (owner: string, name: string): string => `${owner}/${name}`
