import { z } from 'zod'
import { dataflowId, instant, memberCode, publicId, unitCode } from './common.ts'
import { route } from './route.ts'

const upload = z.strictObject({
  upload: publicId,
  /** The long work that reads it: `GET /api/tasks/{task}` tells how far it is, `DELETE` cancels it. */
  task: publicId,
  /** The report whose draft it becomes; null until the file is read where the upload makes a report of its own. */
  report: publicId.nullable(),
  dataflow: dataflowId,
  bytes: z.int(),
  made: instant,
})

/** What the task of an upload gives when it is done. `rows_read` is always the sum of the other three. */
export const uploadResult = z.strictObject({
  upload: publicId,
  report: publicId,
  dataflow: dataflowId,
  rows_read: z.int(),
  rows_taken: z.int(),
  rows_merged: z.int(),
  rows_rejected: z.int(),
  errors: z.int(),
  warnings: z.int(),
  sha256: z.string(),
})
export type UploadResult = z.infer<typeof uploadResult>

const reject = z.strictObject({
  /** As a spreadsheet numbers it: the first row of the file is 1. */
  row: z.int(),
  column: z.string(),
  reason: z.string(),
  /** The code of the reason, for programs. */
  code: z.string(),
  /** The cell as the file has it: for the person who uploaded it alone, for 7 days. */
  text: z.string().optional(),
})

/** What the assistant shows of a file: enough to decide words and to see the first rows, of no more than was sent. */
const glimpse = z.strictObject({
  columns: z.array(z.strictObject({
    name: z.string(), rows: z.int(), blank: z.int(), distinct: z.int(),
    /** Words as the file writes them, the most frequent first. */
    words: z.array(z.strictObject({ word: z.string(), rows: z.int() })),
  })),
  /** The first rows under the header. */
  first: z.array(z.array(z.union([z.string(), z.number(), z.boolean()]))),
  header_row: z.int(), encodings: z.array(z.string()),
})

const file = 'A CSV file or a workbook (.xlsx), at most 1,000,000 rows and 200 MB. What it is, is told by its bytes.'

export const intake = {
  upload: route({
    id: 'uploads.create', method: 'POST', path: '/api/uploads', tag: 'uploads', who: 'signed_in', scope: 'draft', status: 202, creates: true, summary: 'Upload a national file into a draft',
    description: 'The file is stored encrypted and read as a task; what it holds becomes the section of a draft, wholly or not at all. Without `report` a report is made with the frequency and the periods of the file.',
    query: z.strictObject({ dataflow: dataflowId, member: memberCode.optional(), unit: unitCode.optional(), report: publicId.optional() }),
    consumes: 'multipart/form-data', parts: { mapping: 'The mapping (YAML, at most 100,000 characters)', file },
    response: upload, owned: { report: 'report', member: 'member' },
    problems: ['not_allowed', 'mapping.invalid', 'mapping.open', 'mapping.other_dataflow', 'intake.too_large', 'report.status', 'report.unit_unknown', 'upload.parts'],
  }),
  show: route({
    id: 'uploads.show', method: 'GET', path: '/api/uploads/:upload', tag: 'uploads', who: 'signed_in', scope: 'read', summary: 'An upload and the task that reads it',
    params: z.strictObject({ upload: publicId }), response: upload, owned: { upload: 'upload' },
  }),
  rejects: route({
    id: 'uploads.rejects', method: 'GET', path: '/api/reports/:report/rejects', tag: 'uploads', who: 'signed_in', scope: 'read', summary: 'The rows that were not taken from the file that a draft stands on, and why',
    params: z.strictObject({ report: publicId }),
    query: z.strictObject({ dataflow: dataflowId, after: z.string().regex(/^[0-9]{1,9}$/).optional().meta({ description: 'Continue after this row' }) }),
    response: z.strictObject({ rejects: z.array(reject), /** The row to continue after; null at the end. */ next: z.int().nullable() }),
    owned: { report: 'report' },
  }),
  suggest: route({
    id: 'mappings.suggest', method: 'POST', path: '/api/mappings/suggest', tag: 'uploads', who: 'signed_in', scope: 'draft', summary: 'Propose a mapping for a national file',
    description: 'Reads the file and keeps nothing of it. What is not certain is left open (`?`) with candidates in a comment; a mapping with something open is refused by an upload.',
    query: z.strictObject({ dataflow: dataflowId }), consumes: 'multipart/form-data', parts: { file },
    response: z.strictObject({ mapping: z.string(), undecided: z.array(z.string()), glimpse }), problems: ['intake.empty', 'intake.too_large', 'upload.parts'],
  }),
  samples: route({
    id: 'mappings.samples', method: 'GET', path: '/api/mappings', tag: 'uploads', who: 'signed_in', scope: 'read', summary: 'Mappings of published files, to start from',
    response: z.strictObject({ samples: z.array(z.strictObject({ name: z.string(), about: z.string(), dataflow: dataflowId, mapping: z.string() })) }),
  }),
}
