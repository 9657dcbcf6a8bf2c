import { z } from 'zod'
import { dataflowId, instant, publicId } from './common.ts'
import { problems, question } from './explore.ts'
import { route } from './route.ts'
import { task } from './tasks.ts'

export const FILE_FORMATS = ['csv', 'xlsx', 'sdmx-csv', 'parquet'] as const

const file = z.strictObject({
  /** The long work that makes it, by which the file is named, too. */
  task,
  dataflow: dataflowId,
  format: z.enum(FILE_FORMATS),
  made: instant,
  /** From when on it is not there any more. */
  expires: instant,
  rows: z.int().nullable(),
  bytes: z.int().nullable(),
})

const params = z.strictObject({ task: publicId })

/** Files of figures: made by long work, however many rows they have, kept sealed for a day for the person who asked. */
export const exports = {
  make: route({
    id: 'exports.make', method: 'POST', path: '/api/exports', tag: 'exports', who: 'signed_in', scope: 'read', status: 202, creates: true, summary: 'Have a file made of figures, with the terms that travel with them',
    description: 'The rows that the same question to `query` answers, and more of them than that gives at once. `csv` and `parquet` carry the terms on every row, `xlsx` on sheets of their own, `sdmx-csv` as attributes; `sdmx-csv` takes questions alone that name every dimension of a figure. Words of the file are in the language asked for. `GET /api/tasks/{task}` tells how far it is. It counts as an export in the ledger of those whose figures they are, and is told in the own chain.',
    body: question.extend({ dataflow: dataflowId, format: z.enum(FILE_FORMATS) }),
    response: file, problems: ['exports.too_many', 'exports.sdmx_open', 'exports.sdmx_made', ...problems],
  }),
  list: route({
    id: 'exports.list', method: 'GET', path: '/api/exports', tag: 'exports', who: 'signed_in', scope: 'read', summary: 'My files of the last 24 hours, and those being made',
    response: z.strictObject({ exports: z.array(file) }),
  }),
  file: route({
    id: 'exports.file', method: 'GET', path: '/api/exports/:task/file', tag: 'exports', who: 'signed_in', scope: 'read', summary: 'Take a file',
    description: 'As often as needed until it expires. It is refused where something that it holds may not be seen any more.',
    params, owned: { task: 'export' },
    produces: ['text/csv', 'application/vnd.sdmx.data+csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.apache.parquet'],
    problems: ['exports.unready', 'exports.narrowed'],
  }),
  remove: route({
    id: 'exports.remove', method: 'DELETE', path: '/api/exports/:task', tag: 'exports', who: 'signed_in', scope: 'read', status: 204, summary: 'Remove a file, or give up one that is being made',
    params, owned: { task: 'export' },
  }),
}
