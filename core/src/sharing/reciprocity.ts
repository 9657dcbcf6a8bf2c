import type { Frequency } from '../metadata/model.ts'
import { getPeriod } from '../report/period.ts'
import { levelOfNumber } from './terms.ts'

/** What a collection asks of contributors: so many of the last `within` months; of a dataflow by year, one of the last `years`. */
export type ReciprocityRule = { readonly months: number; readonly within: number; readonly years: number }

export type MemberKind = 'state' | 'territory' | 'organisation' | 'secretariat'

/** A period that the member released, and when others are shown it. */
export type Contribution = {
  readonly freq: Frequency
  readonly timePeriod: string
  readonly nonzero: boolean
  readonly level: number
  readonly shareGroup: string | null
  /** When it was approved. A month counts only where that was at its end or later: what is released before is no figure of it yet. */
  readonly released: Date
  readonly shownFrom: Date
  readonly shownTo: Date | null
}

export type Contributions = {
  readonly kind: MemberKind
  readonly rule: ReciprocityRule
  /** Whether the dataflow takes figures by year alone. */
  readonly yearly: boolean
  readonly plausibleZero: boolean
  /** Those that count, as `toContributors` and `toGroup` choose them. */
  readonly contributions: readonly Contribution[]
  /** When the member first showed figures to the contributors: the start of its grace, which holds while something that counts is shown. Absent for groups, which know no grace. */
  readonly firstShown?: Date
}

export type Interval = { readonly since: Date; readonly until: Date }

/** A day: where a state's month ends before that of UTC, it may release it at once. */
const EARLY_MS = 86_400_000

export const GRACE_DAYS = 60
const GRACE_MS = GRACE_DAYS * 86_400_000

const isWide = (c: Contribution): boolean => ['CONTRIBUTORS', 'PUBLIC'].includes(levelOfNumber(c.level))

export const toContributors = (all: readonly Contribution[]): Contribution[] => all.filter(isWide)
export const toGroup = (all: readonly Contribution[], group: string): Contribution[] => all.filter((c) => isWide(c) || c.shareGroup === group)

/** An observer organisation unlocks nothing; the secretariat needs nothing unlocked. */
const mayUnlock = (kind: MemberKind): boolean => kind === 'state' || kind === 'territory'

/** A slot is what is counted: a month since the year 0, or a year. */
const slotsAYear = ({ yearly }: Pick<Contributions, 'yearly'>): number => (yearly ? 1 : 12)
const startOf = (slot: number, perYear: number): number => new Date(0).setUTCFullYear(Math.floor(slot / perYear), (slot % perYear) * (12 / perYear), 1)
const windowOf = ({ rule, yearly }: Contributions): number => (yearly ? rule.years : rule.within)
const neededOf = ({ rule, yearly }: Contributions): number => (yearly ? 1 : rule.months)

/** The slots that a period covers: a quarter its three months, a year its twelve. */
function slotsOf(timePeriod: string, perYear: number): number[] {
  const { freq, year, part } = getPeriod(timePeriod)
  const parts = { M: 12, Q: 4, A: 1 }[freq]
  const length = Math.max(1, perYear / parts)
  const first = Math.floor((year * parts + part - 1) * (perYear / parts))
  return Array.from({ length }, (_, i) => first + i)
}

/** The slots of a period that had ended when it was released. */
const endedSlotsOf = ({ timePeriod, released }: Contribution, perYear: number): number[] => slotsOf(timePeriod, perYear).filter((slot) => released.getTime() >= startOf(slot + 1, perYear) - EARLY_MS)

/** How far the rule is met at an instant: of the slots that have ended by then, the last so many. */
export type Coverage = { readonly covered: number; readonly needed: number; readonly within: number; readonly nonzero: boolean; readonly from: string; readonly to: string; readonly grace?: Date }

export function coverageAt(all: Contributions, at: Date): Coverage {
  const perYear = slotsAYear(all)
  const last = (all.yearly ? at.getUTCFullYear() : at.getUTCFullYear() * 12 + at.getUTCMonth()) - 1
  const first = last - windowOf(all) + 1
  const shown = all.contributions.filter((c) => c.shownFrom.getTime() <= at.getTime() && (c.shownTo === null || at.getTime() < c.shownTo.getTime()))
  const inside = shown.flatMap((c) => endedSlotsOf(c, perYear).filter((slot) => slot >= first && slot <= last).map((slot) => ({ slot, nonzero: c.nonzero })))
  const covered = new Set(inside.map(({ slot }) => slot)).size
  const nonzero = all.plausibleZero || inside.some(({ nonzero }) => nonzero)
  return { covered, needed: neededOf(all), within: windowOf(all), nonzero, from: nameOf(first, perYear), to: nameOf(last, perYear), grace: covered > 0 && nonzero ? graceAt(all, at) : undefined }
}

const nameOf = (slot: number, perYear: number): string => new Date(startOf(slot, perYear)).toISOString().slice(0, perYear === 1 ? 4 : 7)

function graceAt({ firstShown }: Contributions, at: Date): Date | undefined {
  if (!firstShown || at.getTime() < firstShown.getTime() || at.getTime() >= firstShown.getTime() + GRACE_MS) return undefined
  return new Date(firstShown.getTime() + GRACE_MS)
}

export const meetsRule = ({ covered, needed, nonzero }: Coverage): boolean => covered >= needed && nonzero

/** The rule as it is said. `unlockedIntervals` gives the same for all instants at once. */
export function unlockedAt(all: Contributions, at: Date): boolean {
  if (!mayUnlock(all.kind)) return false
  const coverage = coverageAt(all, at)
  return meetsRule(coverage) || coverage.grace !== undefined
}

/** What changes at an instant: a slot begins or ceases to count, grace begins or ends. */
type Change = { readonly at: number; readonly by: 1 | -1 } & ({ readonly what: 'slot'; readonly slot: number; readonly nonzero: boolean } | { readonly what: 'grace' })

/** When the dataflow (or group) is unlocked, as intervals in the order of time that do not touch. Passing time needs no further work. */
export function unlockedIntervals(all: Contributions): Interval[] {
  if (!mayUnlock(all.kind)) return []
  const changes = changesOf(all).sort((a, b) => a.at - b.at)
  const state = { slots: new Map<number, number>(), nonzero: 0, grace: 0 }
  const intervals: Interval[] = []
  let since: number | undefined
  for (const [i, change] of changes.entries()) {
    apply(state, change)
    if (changes[i + 1]?.at === change.at) continue
    const open = state.slots.size >= (state.grace > 0 ? 1 : neededOf(all)) && (all.plausibleZero || state.nonzero > 0)
    if (open && since === undefined) since = change.at
    if (!open && since !== undefined) {
      intervals.push({ since: new Date(since), until: new Date(change.at) })
      since = undefined
    }
  }
  return intervals
}

function changesOf(all: Contributions): Change[] {
  const perYear = slotsAYear(all)
  const changes: Change[] = []
  const between = (from: number, to: number, what: { what: 'slot'; slot: number; nonzero: boolean } | { what: 'grace' }) => {
    if (from >= to) return
    changes.push({ at: from, by: 1, ...what })
    if (to !== Number.POSITIVE_INFINITY) changes.push({ at: to, by: -1, ...what })
  }
  for (const contribution of all.contributions) {
    const { nonzero, shownFrom, shownTo } = contribution
    const [from, to] = [shownFrom.getTime(), shownTo?.getTime() ?? Number.POSITIVE_INFINITY]
    for (const slot of endedSlotsOf(contribution, perYear)) {
      between(Math.max(from, startOf(slot + 1, perYear)), Math.min(to, startOf(slot + 1 + windowOf(all), perYear)), { what: 'slot', slot, nonzero })
    }
  }
  if (all.firstShown) between(all.firstShown.getTime(), all.firstShown.getTime() + GRACE_MS, { what: 'grace' })
  return changes
}

function apply(state: { slots: Map<number, number>; nonzero: number; grace: number }, change: Change): void {
  switch (change.what) {
    case 'slot': {
      const count = (state.slots.get(change.slot) ?? 0) + change.by
      if (count === 0) state.slots.delete(change.slot)
      else state.slots.set(change.slot, count)
      if (change.nonzero) state.nonzero += change.by
      return
    }
    case 'grace':
      state.grace += change.by
  }
}
