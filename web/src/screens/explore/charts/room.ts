/** Widths of words in the look's 12 px text, good enough to make room for them. */
const LETTER = 6.8
const BESIDE_LABEL = 16

/** Steps between the periods that an axis names, by how many make a year: whole parts of it, then whole years. */
const STEPS: { readonly [perYear: number]: readonly number[] } = { 12: [1, 2, 3, 6, 12, 24, 36, 60, 120], 4: [1, 2, 4, 8, 12, 20, 40], 1: [1, 2, 5, 10, 20, 50] }
const perYear = (code: string): number => (code.includes('Q') ? 4 : /^\d{4}-\d{2}$/.test(code) ? 12 : 1)

/** Which periods an axis of a width names: every so many, counted back from the last, so that they lie evenly apart. */
export function namedPeriods(codes: readonly string[], names: readonly string[], width: number): (at: number) => boolean {
  const last = codes.length - 1
  const longest = Math.max(0, ...names.map((name) => name.length)) * LETTER + BESIDE_LABEL
  const most = Math.max(1, Math.floor(width / longest))
  const step = STEPS[perYear(codes[last] ?? '')]!.find((one) => last / one <= most) ?? Math.max(1, last)
  return (at) => (last - at) % step === 0
}
