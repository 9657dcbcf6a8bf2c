import { expect } from 'vitest'

/**
 * Whether two requests take the same time. 200 pairs, each asked in turn and in both orders, so that what slows the machine slows
 * both; they differ where the signed ranks of the differences do (Wilcoxon, |z| over 4: one in 15,000 by chance) and the medians
 * do by more than a tenth. Only what differs twice is a difference.
 */
export const PAIRS = 200

export type Ask = () => Promise<{ readonly statusCode: number }>

async function timeOf(ask: Ask): Promise<number> {
  const at = performance.now()
  await ask()
  return performance.now() - at
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** The z of the signed ranks: 0 where neither takes longer. */
export function signedRanks(differences: readonly number[]): number {
  const ranked = differences.filter((d) => d !== 0).toSorted((a, b) => Math.abs(a) - Math.abs(b))
  const sum = ranked.reduce((total, d, at) => total + Math.sign(d) * (at + 1), 0)
  const n = ranked.length
  return sum / Math.sqrt((n * (n + 1) * (2 * n + 1)) / 6)
}

/** `before` makes room for the next pair, untimed. */
async function measure(one: Ask, other: Ask, before?: () => Promise<unknown>): Promise<{ readonly differ: boolean; readonly z: number; readonly medians: readonly [number, number] }> {
  const [a, b]: [number[], number[]] = [[], []]
  for (let at = 0; at < PAIRS; at++) {
    await before?.()
    if (at % 2 === 0) a.push(await timeOf(one))
    b.push(await timeOf(other))
    if (at % 2 === 1) a.push(await timeOf(one))
  }
  const z = signedRanks(a.map((time, at) => time - b[at]!))
  const medians = [median(a), median(b)] as const
  return { differ: Math.abs(z) > 4 && Math.abs(medians[0] - medians[1]) > 0.1 * Math.min(...medians), z, medians }
}

export async function expectAlike(one: Ask, other: Ask, before?: () => Promise<unknown>): Promise<void> {
  const first = await measure(one, other, before)
  const last = first.differ ? await measure(one, other, before) : first
  expect(last, JSON.stringify(last)).toMatchObject({ differ: false })
}
