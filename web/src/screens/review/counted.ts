/** What becomes of a figure that several units report, as the API calls it. */
export type Rule = 'refuse' | 'sum' | `prefer=${string}`
export type Given = { readonly unit: string; readonly value: number | null }

/** The unit that counts for a single figure, or the sum of all. */
export type Choice = string

/** What the national report will say of a figure: by its own choice, else under the rule for all. `open`: it has to be decided first. */
export function countedUnder(all: Rule, given: readonly Given[], choice?: Choice): number | null | 'open' {
  const [only] = given
  if (given.length === 1) return only!.value
  const rule: Rule = choice === undefined ? all : choice === 'sum' ? 'sum' : `prefer=${choice}`
  if (rule === 'refuse') return 'open'
  if (rule === 'sum') return given.reduce<number | null>((sum, { value }) => (value === null ? sum : (sum ?? 0) + value), null)
  const preferred = given.find(({ unit }) => rule === `prefer=${unit}`)
  return preferred ? preferred.value : 'open'
}
