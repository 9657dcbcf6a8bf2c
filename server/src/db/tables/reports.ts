import type { Generated } from 'kysely'
import type { JsonColumn } from './json.ts'

/** Reports on their way to approval. */
export type ReportTables = {
  report: ReportTable
  report_section: ReportSectionTable
  payload_chunk: PayloadChunkTable
  cell_edit: CellEditTable
  cell_comment: CellCommentTable
  finding: FindingTable
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
