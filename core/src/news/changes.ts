/** What a member shows a reader of one dataflow at one frequency. */
export type Shown = {
  readonly dataflow: string
  readonly freq: string
  readonly member: string
  readonly periods: number
  readonly first: string
  readonly last: string
  /** Differs where any of the periods is shown in another version. */
  readonly version: string
}

/** How often a member used figures of the reader's own. */
export type Used = { readonly member: string; readonly dataflow: string; readonly action: 'query' | 'export'; readonly count: number }

/** What a reader can see at one time. Nothing else goes into news, so they say no more than the reader may see. */
export type Sight = { readonly shown: readonly Shown[]; readonly uses: readonly Used[] }

/** `first`: of this member nothing was shown before. `more`: further periods. `newer`: a later version of periods that were shown. */
export type Change = { readonly dataflow: string; readonly freq: string; readonly member: string; readonly kind: 'first' | 'more' | 'newer'; readonly last: string; readonly periods: number }

/**
 * What is there now and was not, or in another version, when the reader last looked. What is no longer shown is not told: its
 * owner took it back, and it is as if it had never been there.
 */
export function changesSince(seen: Sight, now: Sight): readonly Change[] {
  const before = new Map(seen.shown.map((one) => [keyOf(one), one]))
  return now.shown.flatMap((one): readonly Change[] => {
    const old = before.get(keyOf(one))
    const { dataflow, freq, member, last } = one
    if (!old) return [{ dataflow, freq, member, last, kind: 'first', periods: one.periods }]
    if (old.version === one.version) return []
    const more = one.last > old.last || one.periods > old.periods
    // With fewer periods, and none later, something was taken back; that alone is no news.
    if (!more && one.periods < old.periods) return []
    return [{ dataflow, freq, member, last, kind: more ? 'more' : 'newer', periods: Math.max(0, one.periods - old.periods) }]
  })
}

/** Uses of the own figures that came since. */
export function usesSince(seen: Sight, now: Sight): readonly Used[] {
  const before = new Map(seen.uses.map((use) => [keyOfUse(use), use.count]))
  return now.uses.filter((use) => use.count > (before.get(keyOfUse(use)) ?? 0))
}

const keyOf = ({ dataflow, freq, member }: Shown): string => `${dataflow} ${freq} ${member}`
const keyOfUse = ({ member, dataflow, action }: Used): string => `${member} ${dataflow} ${action}`
