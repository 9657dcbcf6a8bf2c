import type { ColumnType, Generated } from 'kysely'

/** The tables of migrations/*.sql, column by column. Observation tables (`obs_*`) come with a collection and are addressed by name. */

type Json = string | number | boolean | null | { [key: string]: Json } | Json[]
/** Read as a value, written as JSON text (so that arrays are not taken for PostgreSQL arrays). */
type JsonColumn = ColumnType<Json, string | undefined, string>

export type SystemTable = {
  id: number
  mode: string
  made_at: Date
}

export type MemberTable = {
  code: string
  name: string
  kind: string
  four_eyes: Generated<boolean>
  had_focal_point: Generated<boolean>
  joined_at: Date
  terms_accepted_at: Date | null
  terms_version: Generated<string | null>
  terms_told: Generated<string | null>
  left_at: Date | null
}

export type CollectionTable = {
  id: string
  version: string
  files: JsonColumn
  sha256: string
  installed_at: Date
}

export type RegisterEntryTable = {
  register: string
  id: string
  version: number
  name: JsonColumn
  kind: string
  area: string | null
  successors: Generated<string[]>
  valid_from: Date
  edited_by: string | null
  retired: Generated<boolean>
}

export type ExchangeRateTable = {
  currency: string
  rate_on: string
  per_usd: number
  source: string
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

export type SigningKeyTable = {
  kid: string
  jwk: JsonColumn
  pem: string
  made_at: Date
  retired_at: Date | null
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

export type UnitTable = {
  ref_area: string
  code: string
  name: string
  kind: Generated<string>
  place: Generated<string | null>
  post_name: Generated<string | null>
  post_area: Generated<string | null>
  latitude: Generated<number | null>
  longitude: Generated<number | null>
  closed_at: Generated<Date | null>
}

export type MemberReturnTable = {
  member: string
  return_id: string
  email: string
  asked_by: string
  asked_at: Date
  seconded_by: Generated<string | null>
  seconded_at: Generated<Date | null>
  opens_at: Generated<Date | null>
  stopped_by: Generated<string | null>
  stopped_at: Generated<Date | null>
  used_at: Generated<Date | null>
}

export type CounterpartTable = {
  ref_area: string
  counterpart_id: string
  unit: string
  with_member: string
  with_unit: Generated<string | null>
  asked_by: string
  asked_at: Date
  accepted_by: Generated<string | null>
  accepted_at: Generated<Date | null>
  ended_by: Generated<string | null>
  ended_at: Generated<Date | null>
  mail_due: Generated<boolean>
}

export type PersonTable = {
  ref_area: string
  person_id: string
  email: string
  name: string
  unit: string
  role: string
  made_at: Date
  disabled_at: Date | null
  rights_version: Generated<number>
  awaits_confirmation: Generated<boolean>
  confirmed_by: Generated<string[]>
  language: Generated<string | null>
  confirm_told: Generated<boolean>
}

export type InvitationTable = {
  ref_area: string
  invitation_id: string
  secret_hash: string
  email: string
  unit: string
  role: string
  invited_by: string
  invited_at: Date
  expires_at: Date
  used_at: Date | null
  withdrawn_at: Generated<Date | null>
  first: Generated<boolean>
}

export type IdentityProviderTable = {
  ref_area: string
  provider_id: string
  kind: 'oidc' | 'saml'
  issuer: string
  client_id: string | null
  /** Sealed. */
  client_secret: string | null
  metadata: JsonColumn
  trust_factor: boolean
  acr: string[]
  amr: string[]
  made_at: Date
  changed_at: Date
}

export type CredentialResetTable = {
  ref_area: string
  reset_id: string
  person_id: string
  name: string
  email: string
  password: boolean
  factor: boolean
  notice: boolean
  asked_by: string
  asked_at: Date
  seconded_by: Generated<string | null>
  seconded_at: Generated<Date | null>
  opens_at: Generated<Date | null>
  issued_by: string | null
  issued_at: Date | null
  secret_hash: string | null
  expires_at: Date | null
  rights_version: Generated<number | null>
  used_at: Generated<Date | null>
  stopped_by: Generated<string | null>
  stopped_at: Generated<Date | null>
}

export type ApiTokenTable = {
  ref_area: string
  token_id: string
  secret_hash: string
  person_id: string
  scopes: string[]
  rights_version: number
  made_at: Date
  expires_at: Date
  revoked_at: Date | null
  used_at: Generated<Date | null>
}

export type ReportTable = {
  ref_area: string
  report_id: number
  unit: string
  collection: string
  collection_version: string
  freq: string
  period_from: string
  period_to: string
  version: Generated<number>
  status: string
  edit_no: Generated<number>
  inputs: JsonColumn
  stands_on: JsonColumn
  made_by: string
  made_at: Date
  last_edited_by: string | null
  submitted_by: string | null
  submitted_at: Date | null
  approved_by: string | null
  approved_at: Date | null
}

export type ReportSectionTable = {
  ref_area: string
  report_id: number
  version: number
  dataflow: string
  unit: string
  declarations: JsonColumn
  base_sha256: string | null
  base_rows: Generated<number>
  base_edit_no: Generated<number>
  sha256: string | null
  bytes: number | null
  rows: number | null
  sums: JsonColumn | null
  periods: JsonColumn
  rows_read: Generated<number>
  rows_taken: Generated<number>
  rows_merged: Generated<number>
  rows_rejected: Generated<number>
  errors: Generated<number>
  warnings: Generated<number>
  checked_edit_no: number | null
  checked_at: Date | null
  rule_results: JsonColumn
  upload_id: number | null
}

export type PayloadChunkTable = {
  ref_area: string
  report_id: number
  version: number
  dataflow: string
  layer: string
  chunk_no: number
  unit: string
  rows: number
  body: Buffer
}

export type CellEditTable = {
  ref_area: string
  report_id: number
  version: number
  edit_no: number
  dataflow: string
  unit: string
  key: string
  col: string
  value: string | null
  author: string
  device: string
  base_version: number
  edited_at: Date
}

export type CellCommentTable = {
  ref_area: string
  report_id: number
  version: number
  comment_no: number
  unit: string
  dataflow: string
  key: string
  col: string
  rule: string | null
  kind: string
  words: string
  author: string
  written_at: Date
  at_edit_no: Generated<number>
}

export type FindingTable = {
  ref_area: string
  report_id: number
  version: number
  dataflow: string
  finding_no: number
  unit: string
  rule: string
  severity: string
  outcome: string
  key: string
  col: string
  message_values: JsonColumn
  row_count: Generated<number>
  source_row: number | null
}

export type TaskTable = {
  ref_area: string
  task_id: number
  kind: string
  unit: string
  person_id: string
  status: string
  input: JsonColumn
  result: JsonColumn | null
  problem: JsonColumn | null
  step: Generated<string>
  done_rows: Generated<number>
  all_rows: number | null
  attempts: Generated<number>
  cancel_asked: Generated<boolean>
  made_at: Date
  started_at: Date | null
  ended_at: Date | null
}

export type UploadTable = {
  ref_area: string
  upload_id: number
  task_id: number
  report_id: number | null
  version: number | null
  dataflow: string
  unit: string
  mapping: string
  spool_name: string | null
  spool_key: Buffer | null
  bytes: number
  person_id: string
  made_at: Date
  collection: string | null
  collection_version: string | null
}

export type UploadRejectTable = {
  ref_area: string
  upload_id: number
  row_no: number
  col: string
  reason: string
  unit: string
  message_values: JsonColumn
}

export type UploadRawTable = {
  ref_area: string
  upload_id: number
  row_no: number
  person_id: string
  raw: string
  expires_at: Date
}

export type IdempotencyTable = {
  ref_area: string
  person_id: string
  key: string
  request_hash: string
  status: number | null
  response: JsonColumn | null
  made_at: Date
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

/** That a focal point asked for the member to leave. */
export type LeavingTable = {
  ref_area: string
  leaving_id: string
  releases: string
  asked_by: string
  asked_at: Date
  opens_at: Date
  confirmed_by: Generated<string | null>
  confirmed_at: Generated<Date | null>
  stopped_by: Generated<string | null>
  stopped_at: Generated<Date | null>
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

export type AuditHeadTable = {
  ref_area: string
  seq: number
  hash: string
}

export type AuditEntryTable = {
  ref_area: string
  seq: number
  body: JsonColumn
  prev_hash: string
  hash: string
}

export type AuditDayTable = {
  day: string
  receipt: JsonColumn
  taken_at: Date
}

export type AuditLeafTable = {
  ref_area: string
  day: string
  entries: number
  head: string
  path: JsonColumn
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

export type NewsSeenTable = {
  ref_area: string
  person_id: string
  seen: JsonColumn
  seen_at: Date
}

export type Database = {
  system: SystemTable
  member: MemberTable
  collection: CollectionTable
  register_entry: RegisterEntryTable
  exchange_rate: ExchangeRateTable
  sharing_group: SharingGroupTable
  sharing_group_member: SharingGroupMemberTable
  joint_audience: JointAudienceTable
  signing_key: SigningKeyTable
  unlocked: UnlockedTable
  group_unlocked: GroupUnlockedTable
  plausible_zero: PlausibleZeroTable
  unit: UnitTable
  counterpart: CounterpartTable
  member_return: MemberReturnTable
  person: PersonTable
  invitation: InvitationTable
  identity_provider: IdentityProviderTable
  credential_reset: CredentialResetTable
  api_token: ApiTokenTable
  report: ReportTable
  report_section: ReportSectionTable
  payload_chunk: PayloadChunkTable
  cell_edit: CellEditTable
  cell_comment: CellCommentTable
  finding: FindingTable
  task: TaskTable
  upload: UploadTable
  upload_reject: UploadRejectTable
  upload_raw: UploadRawTable
  idempotency: IdempotencyTable
  release: ReleaseTable
  release_period: ReleasePeriodTable
  first_contribution: FirstContributionTable
  trust: TrustTable
  leaving: LeavingTable
  unlocking_due: UnlockingDueTable
  notice: NoticeTable
  receipt: ReceiptTable
  default_terms: DefaultTermsTable
  audit_head: AuditHeadTable
  audit_entry: AuditEntryTable
  audit_day: AuditDayTable
  audit_leaf: AuditLeafTable
  ledger: LedgerTable
  news_seen: NewsSeenTable
}
