import type { JsonColumn } from './json.ts'

/** The audit chains, and the keys that sign. */
export type AuditTables = {
  signing_key: SigningKeyTable
  audit_head: AuditHeadTable
  audit_entry: AuditEntryTable
  audit_day: AuditDayTable
  audit_leaf: AuditLeafTable
}

export type SigningKeyTable = {
  kid: string
  jwk: JsonColumn
  pem: string
  made_at: Date
  retired_at: Date | null
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
