import type { Generated } from 'kysely'

/** Who may see what for what they show themselves, and who used it. */
export type SharingTables = {
  unlocked: UnlockedTable
  group_unlocked: GroupUnlockedTable
  plausible_zero: PlausibleZeroTable
  trust: TrustTable
  notice: NoticeTable
  first_contribution: FirstContributionTable
  unlocking_due: UnlockingDueTable
  ledger: LedgerTable
}

export type UnlockedTable = {
  member: string
  dataflow: string
  since: Date
  until: Date
}

export type GroupUnlockedTable = {
  member: string
  dataflow: string
  share_group: string
  since: Date
  until: Date
}

export type PlausibleZeroTable = {
  member: string
  dataflow: string
  recorded_by: string
  recorded_at: Date
}

/** How a member stands after figures that it took back (core/src/sharing/trust.ts). */
export type TrustTable = {
  member: string
  dataflow: string
  /** Empty for the contributors. */
  share_group: string
  taken_back_at: Date
  lost: boolean
  again_at: Date | null
}

/** What the owner of figures took back, told to a member that had taken copies of them. */
export type NoticeTable = {
  ref_area: string
  notice_id: string
  owner: string
  roles: string[]
  dataflow: string
  period_from: string
  period_to: string
  what: string
  made_at: Date
  mail_due: Generated<boolean>
}

/** When a member first showed figures of a dataflow to the contributors: the grace of new members starts here, once. */
export type FirstContributionTable = {
  member: string
  dataflow: string
  shown_at: Date
}

/** Members whose unlocked intervals the jobs compute anew; every dataflow where none is named. */
export type UnlockingDueTable = {
  id: Generated<number>
  member: string
  dataflow: string | null
  asked_at: Date
}

export type LedgerTable = {
  ref_area: string
  day: string
  member: string
  role: string
  dataflow: string
  action: string
  count: number
}
