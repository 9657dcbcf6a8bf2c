/** Where a result stands: the best first, of equally good ones the newest, then by kind and name, so that the order is always the same. */
export type Placed = { readonly score: number; /** The last period that it is of; empty where it is of none. */ readonly period: string; readonly key: string }

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
export const inOrder = (a: Placed, b: Placed): number => b.score - a.score || compare(b.period, a.period) || compare(a.key, b.key)

/** Where a page ended. It holds nothing that its reader did not see. */
export const writeCursor = ({ score, period, key }: Placed): string => `${score}~${period}~${key}`

export function readCursor(text: string): Placed | undefined {
  const [, score, period, key] = /^([0-9.]+)~([^~]*)~(.+)$/.exec(text) ?? []
  return Number.isFinite(Number(score)) ? { score: Number(score), period: period!, key: key! } : undefined
}

/** Results by their place in a list that has no order. */
export type Unordered = { readonly count: number; readonly score: (at: number) => number; readonly period: (at: number) => string; readonly key: (at: number) => string }

/** The places of the first so many in order, behind one. One pass, since a common word is in very many: most are told to be behind by score and period, and few are asked for their key. */
export function firstInOrder({ count, score, period, key }: Unordered, most: number, after?: Placed): number[] {
  const first: (Placed & { readonly at: number })[] = []
  for (let at = 0; at < count; at++) {
    const last = first.length === most ? first.at(-1) : undefined
    const own = score(at)
    if ((last && (own < last.score || (own === last.score && period(at) < last.period))) || (after && (own > after.score || (own === after.score && period(at) > after.period)))) continue
    const placed = { at, score: own, period: period(at), key: key(at) }
    if ((last && inOrder(last, placed) <= 0) || (after && inOrder(placed, after) <= 0)) continue
    const behind = first.findIndex((other) => inOrder(placed, other) < 0)
    first.splice(behind < 0 ? first.length : behind, 0, placed)
    if (first.length > most) first.pop()
  }
  return first.map(({ at }) => at)
}
