import type { Flow, Flows } from './flows.ts'

/** More lines than this cover each other. */
export const MOST_LINES = 60

/** Known before the outlines of the world are there, so that their place is kept. */
export const mapHeight = (width: number): number => Math.round(Math.max(300, Math.min(600, width * 0.6)))

export type MapShape = {
  readonly lines: readonly Flow[]
  /** Within one area: there is no line to draw. */
  readonly within: readonly Flow[]
  /** One end at least is no place on this map: too small for it, or no area at all, such as what is not known. */
  readonly unplaced: readonly Flow[]
  /** Those below what is drawn. */
  readonly smaller: readonly Flow[]
}

/** What of the flows can be drawn between places, and all that cannot: together they are all flows. */
export function mapOf({ flows }: Flows, isPlaced: (code: string) => boolean): MapShape {
  const within = flows.filter(({ from, to }) => from === to)
  const between = flows.filter(({ from, to }) => from !== to)
  const unplaced = between.filter(({ from, to }) => !isPlaced(from) || !isPlaced(to))
  const placed = between.filter(({ from, to }) => isPlaced(from) && isPlaced(to))
  return { lines: placed.slice(0, MOST_LINES), smaller: placed.slice(MOST_LINES), within, unplaced }
}
