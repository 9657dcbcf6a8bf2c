/** How long work takes, in seconds. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  return (await timed(work)).seconds
}

/** The same, with what the work comes to. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly answer: T; readonly seconds: number }> {
  const start = performance.now()
  return { answer: await work(), seconds: (performance.now() - start) / 1000 }
}

export const ms = (s: number): string => `${(s * 1000).toFixed(0)} ms`
export const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!
export const p95 = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1]!
