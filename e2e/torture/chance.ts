/** Numbers that look like chance and are the same for the same seed (mulberry32), so that a round that failed can be told and repeated. */
export type Chance = {
  /** From 0 to below 1. */
  readonly fraction: () => number
  readonly shuffle: <T>(items: readonly T[]) => T[]
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const shuffle = <T>(items: readonly T[]): T[] => {
    const left = [...items]
    return items.map(() => left.splice(Math.floor(fraction() * left.length), 1)[0]!)
  }
  return { fraction, shuffle }
}
