import type { Generated } from 'kysely'
import type { JsonColumn } from './json.ts'

/** Qualitative records, drafted and released. */
export type NarrativeTables = { narrative_draft: NarrativeDraftTable; narrative: NarrativeTable }

export type NarrativeDraftTable = {
  ref_area: string
  report_id: number
  version: number
  narrative_id: number
  dataflow: string
  unit: string
  narrative_version: number
  edit_no: number
  body: JsonColumn
  released: JsonColumn | null
  edited_by: string
  edited_at: Date
  place: Generated<number>
}

export type NarrativeTable = {
  ref_area: string
  release_id: number
  narrative_id: number
  dataflow: string
  kind: string
  collection: string
  collection_version: string
  freq: string
  time_period: string
  version: number
  language: string
  summary: string
  body: JsonColumn
  released_at: Date
  never_public: boolean
  level: number
  share_group: string | null
  embargo_until: Date | null
}
