import type { Terms } from '@openvrs/core/sharing/terms.ts'
import { unlockedAt, type Contribution, type Interval, type MemberKind } from '@openvrs/core/sharing/reciprocity.ts'
import { openIntervals, trustAfter, type Trust } from '@openvrs/core/sharing/trust.ts'

/**
 * sharing.md as a plain model that tests hold the database against: releases in the order of their making, and for each of
 * their periods every condition that its owner ever put on it. Nothing is merged, copied or computed ahead. Times are days.
 */
export type PlainRelease = { readonly member: string; readonly id: number; readonly at: number; readonly periods: Map<string, PlainPeriod> }
export type PlainPeriod = { conditions: Terms[]; shownFrom: number; withdrawnAt?: number; readonly nonzero: boolean }
export type PlainGroup = { readonly id: string; readonly members: readonly string[]; readonly withCau: boolean }
export type PlainViewer = { readonly member: string; readonly role: string; readonly quality: boolean }
export type PlainRow = { readonly refArea: string; readonly releaseId: number; readonly timePeriod: string }

const RULE = { months: 3, within: 12, years: 2 }
const wide = (terms: Terms): boolean => terms.level === 'CONTRIBUTORS' || terms.level === 'PUBLIC'

export class PlainRegion {
  readonly releases: PlainRelease[] = []
  readonly zeros = new Set<string>()
  private readonly trust = new Map<string, Trust>()
  private readonly first = new Map<string, number>()
  private readonly changed = new Map<string, number>()
  private readonly kinds: { readonly [member: string]: MemberKind }
  private readonly groups: readonly PlainGroup[]
  private readonly date: (day: number) => Date

  constructor(kinds: { readonly [member: string]: MemberKind }, groups: readonly PlainGroup[], date: (day: number) => Date) {
    this.kinds = kinds
    this.groups = groups
    this.date = date
  }

  of(member: string): PlainRelease[] {
    return this.releases.filter((release) => release.member === member)
  }

  /** An act of a member on a day, and how it stands to every circle after it. */
  private act(member: string, day: number, change: () => void): void {
    this.pass(member, day)
    const circles = [undefined, ...this.groups.filter((group) => group.members.includes(member)).map(({ id }) => id)]
    const opened = circles.map((group) => this.heldSince(day, (d) => this.unlocks(member, d, group)))
    change()
    this.changed.set(member, day)
    this.pass(member, day)
    for (const [i, group] of circles.entries()) {
      const trust = trustAfter(this.trust.get(`${member} ${group}`), opened[i]!, this.heldSince(day, (d) => this.meets(member, d, group)), this.date(day))
      if (trust) this.trust.set(`${member} ${group}`, trust)
    }
  }

  /** Since when something has held without a break, looked up day by day. */
  private heldSince(day: number, holds: (day: number) => boolean): Interval[] {
    let since = day
    while (since >= 0 && holds(since)) since--
    return since === day ? [] : [{ since: this.date(since + 1), until: this.date(day + 1) }]
  }

  zero(member: string, day: number): void {
    this.act(member, day, () => this.zeros.add(member))
  }

  share(member: string, periods: readonly { timePeriod: string; nonzero: boolean }[], terms: Terms, embargo: number | undefined, day: number): void {
    this.act(member, day, () => {
      const id = this.of(member).length + 1
      for (const { timePeriod } of periods) this.narrow(member, id, timePeriod, terms)
      this.releases.push({ member, id, at: day, periods: new Map(periods.map(({ timePeriod, nonzero }) => [timePeriod, { conditions: [terms], shownFrom: embargo ?? day, nonzero }])) })
    })
  }

  change(release: PlainRelease, terms: Terms, embargo: number | undefined, day: number): void {
    this.act(release.member, day, () => {
      for (const [timePeriod, period] of live(release)) {
        const later = this.versions(release.member, timePeriod).filter((v) => v.id > release.id)
        period.conditions = [terms, ...later.flatMap((v) => v.period.conditions)]
        period.shownFrom = embargo ?? Math.min(period.shownFrom, day)
        this.narrow(release.member, release.id, timePeriod, terms)
      }
    })
  }

  withdraw(release: PlainRelease, day: number): void {
    this.act(release.member, day, () => {
      for (const [timePeriod] of live(release)) {
        for (const { id, period } of this.versions(release.member, timePeriod)) if (id <= release.id) period.withdrawnAt ??= day
      }
    })
  }

  private narrow(member: string, before: number, timePeriod: string, terms: Terms): void {
    for (const { id, period } of this.versions(member, timePeriod)) if (id < before) period.conditions.push(terms)
  }

  private versions(member: string, timePeriod: string): { id: number; at: number; period: PlainPeriod }[] {
    return this.of(member).flatMap(({ id, at, periods }) => (periods.has(timePeriod) ? [{ id, at, period: periods.get(timePeriod)! }] : []))
  }

  private shownTo(member: string, id: number, timePeriod: string): number {
    const versions = this.versions(member, timePeriod)
    const ends = versions.filter((v) => v.id > id).map((v) => v.period.shownFrom)
    return Math.min(...ends, versions.find((v) => v.id === id)!.period.withdrawnAt ?? Number.POSITIVE_INFINITY)
  }

  private validTo(member: string, id: number, timePeriod: string): number {
    const versions = this.versions(member, timePeriod)
    return Math.min(...versions.filter((v) => v.id > id).map((v) => v.at), versions.find((v) => v.id === id)!.period.withdrawnAt ?? Number.POSITIVE_INFINITY)
  }

  private contributions(member: string, counts: (conditions: readonly Terms[]) => boolean): (Contribution & { from: number; to: number })[] {
    return this.of(member).flatMap(({ id, at, periods }) => [...periods].flatMap(([timePeriod, period]) => {
      if (period.withdrawnAt !== undefined || !counts(period.conditions)) return []
      const [from, to] = [period.shownFrom, this.shownTo(member, id, timePeriod)]
      return [{ freq: 'M' as const, timePeriod, nonzero: period.nonzero, level: 3, shareGroup: null, released: this.date(at), shownFrom: this.date(from), shownTo: to === Number.POSITIVE_INFINITY ? null : this.date(to), from, to }]
    }))
  }

  /** Lets time pass to a day under the terms as they are: the first figures that contributors were shown stay the first. */
  private pass(member: string, day: number): void {
    if (this.first.has(member)) return
    const starts = this.contributions(member, (all) => all.every(wide)).map(({ from, to }) => ({ from: Math.max(from, this.changed.get(member) ?? 0), to })).filter(({ from, to }) => from < to)
    const earliest = Math.min(...starts.map(({ from }) => from))
    if (earliest <= day) this.first.set(member, earliest)
  }

  private unlocks(member: string, day: number, group?: string): boolean {
    this.pass(member, day)
    const trust = this.trust.get(`${member} ${group}`)
    if (!trust) return this.meets(member, day, group)
    return openIntervals(this.heldSince(day, (d) => this.meets(member, d, group)), trust).length > 0
  }

  /** Whether the rule is met on a day under the terms as they are. */
  private meets(member: string, day: number, group?: string): boolean {
    const first = this.first.get(member)
    const counts = (all: readonly Terms[]) => all.every(wide) || (group !== undefined && all.every((terms) => terms.group === group))
    return unlockedAt({
      kind: this.kinds[member]!, rule: RULE, yearly: false, plausibleZero: this.zeros.has(member), contributions: this.contributions(member, counts),
      firstShown: group === undefined && first !== undefined ? this.date(first) : undefined,
    }, this.date(day))
  }

  private admits(viewer: PlainViewer, terms: Terms, day: number): boolean {
    switch (terms.level) {
      case 'NATIONAL':
        return false
      case 'SECRETARIAT':
        return viewer.quality
      case 'GROUP': {
        const group = this.groups.find(({ id }) => id === terms.group)!
        return viewer.role === 'cau_analyst' ? group.withCau : group.members.includes(viewer.member) && this.unlocks(viewer.member, day, group.id)
      }
      case 'CONTRIBUTORS': case 'PUBLIC':
        return viewer.role === 'cau_analyst' || this.unlocks(viewer.member, day)
    }
  }

  /** Whether any period of a release is for the viewer: only then does the viewer learn that there is such a release. */
  concerns(viewer: PlainViewer, release: PlainRelease, day: number): boolean {
    return live(release).some(([, { conditions, shownFrom }]) => shownFrom <= day && conditions.every((terms) => this.admits(viewer, terms, day)))
  }

  /** What a viewer sees on a day as it was known on another, in the order of owner, release, period. */
  sees(viewer: PlainViewer, day: number, asOf: number): PlainRow[] {
    const reader = ['reporter', 'focal_point', 'analyst'].includes(viewer.role)
    return this.releases.flatMap(({ member, id, at, periods }) => [...periods].flatMap(([timePeriod, period]) => {
      const row = { refArea: member, releaseId: id, timePeriod }
      if (reader && member === viewer.member) return at <= asOf && asOf < this.validTo(member, id, timePeriod) ? [row] : []
      if (!reader && viewer.role !== 'cau_analyst') return []
      if (period.withdrawnAt !== undefined || period.shownFrom > asOf || asOf >= this.shownTo(member, id, timePeriod)) return []
      return period.conditions.every((terms) => this.admits(viewer, terms, day)) ? [row] : []
    })).sort(byRow)
  }
}

const live = (release: PlainRelease): [string, PlainPeriod][] => [...release.periods].filter(([, period]) => period.withdrawnAt === undefined)

export const isLive = (release: PlainRelease): boolean => live(release).length > 0

const byRow = (a: PlainRow, b: PlainRow): number => compare(a.refArea, b.refArea) || a.releaseId - b.releaseId || compare(a.timePeriod, b.timePeriod)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
