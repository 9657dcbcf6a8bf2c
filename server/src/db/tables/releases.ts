import type { Generated } from 'kysely'
import type { JsonColumn } from './json.ts'

/** What was approved, and under which terms. */
export type ReleaseTables = {
  release: ReleaseTable
  release_period: ReleasePeriodTable
  receipt: ReceiptTable
  default_terms: DefaultTermsTable
  sharing_group: SharingGroupTable
  sharing_group_member: SharingGroupMemberTable
  joint_audience: JointAudienceTable
}

export type ReleaseTable = {
  ref_area: string
  release_id: number
  dataflow: string
  level: number
  share_group: string | null
  embargo_until: Date | null
  copies_current: Generated<boolean>
  terms_version: Generated<number>
  terms_since: Date
  approved_at: Date
  report_id: number
  version: number
  rows: number
  declarations: JsonColumn
  withdrawn_at: Date | null
  /** In which form its entries of the search were written. */
  searched: Generated<string | null>
  /** Where its rows lie: with the observations of its dataflow, or among the narratives. */
  holds: Generated<'figures' | 'narratives'>
  never_public: Generated<boolean>
}

export type ReleasePeriodTable = {
  ref_area: string
  release_id: number
  dataflow: string
  freq: string
  time_period: string
  nonzero: boolean
  level: number
  share_group: string | null
  embargo_until: Date | null
  valid_from: Date
  valid_to: Date | null
  shown_from: Date
  shown_to: Date | null
  withdrawn_at: Date | null
  /** Covered without a figure: a correction emptied it. */
  empty: Generated<boolean>
}

export type ReceiptTable = {
  ref_area: string
  release_id: number
  receipt_no: number
  kind: string
  body: JsonColumn
  made_at: Date
}

export type DefaultTermsTable = {
  ref_area: string
  dataflow: string
  level: number
  share_group: string | null
  set_by: string
  set_at: Date
}

export type SharingGroupTable = {
  id: string
  owner: string
  name: string
  with_cau: boolean
  made_by: string
  made_at: Date
}

export type SharingGroupMemberTable = {
  group_id: string
  member: string
}

export type JointAudienceTable = {
  name: string
  groups: string[]
  contributors: boolean
}
