import type { Generated } from 'kysely'
import type { JsonColumn } from './json.ts'

/** Members, their units and people, and the ways in. */
export type MemberTables = {
  member: MemberTable
  unit: UnitTable
  member_return: MemberReturnTable
  counterpart: CounterpartTable
  person: PersonTable
  invitation: InvitationTable
  identity_provider: IdentityProviderTable
  credential_reset: CredentialResetTable
  api_token: ApiTokenTable
  leaving: LeavingTable
  news_seen: NewsSeenTable
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

export type NewsSeenTable = {
  ref_area: string
  person_id: string
  seen: JsonColumn
  seen_at: Date
}
