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
