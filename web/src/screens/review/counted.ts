/** What becomes of a figure that several units report, as the API calls it. */
export type Rule = 'refuse' | 'sum' | `prefer=${string}`
export type Given = { readonly unit: string; readonly value: number | null }

/** What the national report will say of a figure under a rule. `open`: it has to be decided first. */
export function countedUnder(rule: Rule, given: readonly Given[]): number | null | 'open' {
  const [only] = given
  if (given.length === 1) return only!.value
  if (rule === 'refuse') return 'open'
  if (rule === 'sum') return given.reduce<number | null>((sum, { value }) => (value === null ? sum : (sum ?? 0) + value), null)
  const preferred = given.find(({ unit }) => rule === `prefer=${unit}`)
  return preferred ? preferred.value : 'open'
}
