/** Who sees figures, from the state itself to anyone. A group may leave out the secretariat, so it is no ladder. */
export const LEVELS = ['NATIONAL', 'SECRETARIAT', 'GROUP', 'CONTRIBUTORS', 'PUBLIC'] as const
export type Level = (typeof LEVELS)[number]

/** The disc is the audience inside the ring of everyone. Words always stand beside it. */
export function Reach({ level, big }: { readonly level: Level; readonly big?: boolean }) {
  return <span className={big ? 'reach is-big' : 'reach'} data-level={level.toLowerCase()} aria-hidden="true" />
}
