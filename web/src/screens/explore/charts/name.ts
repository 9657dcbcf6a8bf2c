import type { Drawn } from './drawn.ts'

/** An area by name, whichever end of a flow it stands at: as a member it may count differently, and its mark says so. */
export function areaName({ grid: { dimensions, rows }, words }: Drawn, code: string): string {
  const as = dimensions.filter((_, at) => rows.some(({ codes }) => codes[at] === code))
  return words.mark(as.find((id) => id === 'REF_AREA') ?? as[0] ?? dimensions[0]!, code)
}
