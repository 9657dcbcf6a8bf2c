/** Seeded chance: the same seed gives the same figures on every machine. */
export type Chance = { readonly uniform: () => number; readonly normal: () => number; readonly count: (mean: number, dispersion: number) => number }

export function chance(seed: string): Chance {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 16_777_619) >>> 0, 2_166_136_261)
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  /** A count with this mean and variance mean + dispersion x mean squared, as counts of detections have. */
  const count = (mean: number, dispersion: number): number => {
    const rate = mean * Math.exp(Math.sqrt(Math.log(1 + dispersion)) * normal() - Math.log(1 + dispersion) / 2)
    return rate > 50 ? Math.max(0, Math.round(rate + Math.sqrt(rate) * normal())) : poisson(rate, uniform)
  }
  return { uniform, normal, count }
}

function poisson(rate: number, uniform: () => number): number {
  const limit = Math.exp(-rate)
  let n = 0
  for (let product = uniform(); product > limit; product *= uniform()) n++
  return n
}
