/** Steps that people count in, from 0 to at least the highest value, about so many. */
export function stepsTo(highest: number, about: number): readonly number[] {
  if (!(highest > 0)) return [0, 1]
  const rough = highest / about
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough * 0.999)!
  return Array.from({ length: Math.ceil(highest / step - 1e-9) + 1 }, (_, at) => Number((at * step).toPrecision(12)))
}

/** How far a value lies between 0 and the last of the steps. */
export const shareOf = (value: number, steps: readonly number[]): number => value / steps.at(-1)!

/** From 0, or from below it where figures are changes. */
export function scaleOf(cells: readonly (number | null | undefined)[], about = 4): readonly number[] {
  const figures = cells.map((cell) => cell ?? 0)
  const [low, high] = [Math.min(0, ...figures), Math.max(0, ...figures)]
  if (low === 0) return stepsTo(high, about)
  const step = stepsTo(Math.max(high, -low), about)[1]!
  const from = Math.floor(low / step)
  return Array.from({ length: Math.ceil(high / step) - from + 1 }, (_, place) => Number(((from + place) * step).toPrecision(12)))
}
