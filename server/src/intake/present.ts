import { publicId } from '../http/public-id.ts'
import type { UploadRow } from './uploads.ts'

export const presentUpload = (row: UploadRow) => ({
  upload: publicId(row.ref_area, row.upload_id),
  task: publicId(row.ref_area, row.task_id),
  report: row.report_id === null ? null : publicId(row.ref_area, row.report_id),
  dataflow: row.dataflow,
  bytes: row.bytes,
  made: row.made_at.toISOString(),
})
