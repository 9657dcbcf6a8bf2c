import type { Generated } from 'kysely'
import type { JsonColumn } from './json.ts'

/** What releases are found by, and what people search for again. */
export type SearchTables = {
  search_entry: SearchEntryTable
  saved_search: SavedSearchTable
}

export type SearchEntryTable = {
  ref_area: string
  release_id: number
  dataflow: string
  freq: string
  time_period: string
  kind: string
  language: string
  token: string
  /** Of `series` indicators, of `word` the words that begin with the token; a space between them. */
  names: string | null
  /** Of `narrative` their numbers, packed. */
  numbers: Uint8Array | null
  level: number
  share_group: string | null
  embargo_until: Date | null
}

export type SavedSearchTable = {
  ref_area: string
  person_id: string
  search_id: string
  words: string
  chosen: JsonColumn
  watched: boolean
  known: string[]
  fresh: Generated<number>
  made_at: Date
  looked_at: Date
}
