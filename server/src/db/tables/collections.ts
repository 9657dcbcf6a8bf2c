import type { Generated } from 'kysely'
import type { JsonColumn } from './json.ts'

/** Collections, the register, exchange rates. */
export type CollectionTables = {
  collection: CollectionTable
  register_entry: RegisterEntryTable
  exchange_rate: ExchangeRateTable
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
