import type { Generated } from 'kysely'
import type { JsonColumn } from './json.ts'

/** Long work, uploads, and requests that are repeated. */
export type WorkTables = {
  task: TaskTable
  upload: UploadTable
  upload_reject: UploadRejectTable
  upload_raw: UploadRawTable
  idempotency: IdempotencyTable
  export: ExportTable
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

export type ExportTable = {
  ref_area: string
  task_id: number
  person_id: string
  dataflow: string
  format: 'csv' | 'xlsx' | 'sdmx-csv' | 'parquet'
  made_at: Date
  expires_at: Date
  rows: number | null
  bytes: number | null
  spool_name: string | null
  spool_key: Buffer | null
  rests_on: JsonColumn | null
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
