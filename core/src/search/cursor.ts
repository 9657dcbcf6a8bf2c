/** Results in the order in which they are shown: the best first, then by kind and name, so that the order is always the same. */
export type Placed = { readonly score: number; readonly key: string }

export const inOrder = (a: Placed, b: Placed): number => b.score - a.score || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** Where a page ended. It holds nothing that its reader did not see. */
export const writeCursor = ({ score, key }: Placed): string => `${score}~${key}`

export function readCursor(text: string): Placed | undefined {
  const at = text.indexOf('~')
  const score = Number(text.slice(0, at))
  return at > 0 && Number.isFinite(score) ? { score, key: text.slice(at + 1) } : undefined
}

/** The first so many in order, behind a place. Of many only those are put in order that can be among them; `keyOf` is asked for few. */
export function firstInOrder<T extends { readonly score: number }>(all: readonly T[], keyOf: (one: T) => string, most: number, after?: Placed): T[] {
  const left = after ? all.filter((one) => one.score < after.score || (one.score === after.score && keyOf(one) > after.key)) : all
  const least = left.length <= most ? Number.NEGATIVE_INFINITY : Float64Array.from(left.map(({ score }) => score)).sort()[left.length - most]!
  return left.filter(({ score }) => score >= least).map((one) => ({ one, score: one.score, key: keyOf(one) })).toSorted(inOrder).slice(0, most).map(({ one }) => one)
}
