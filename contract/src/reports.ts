import { z } from 'zod'
import { DECLARED } from '@openvrs/core/report/declarations.ts'
import { dataflowId, freq, groupReference, instant, level, memberCode, period, publicId, unitCode, words } from './common.ts'
import { route } from './route.ts'
import { task } from './tasks.ts'

const status = z.enum(['draft', 'submitted', 'returned', 'approved', 'withdrawn'])
/** NATIONAL for a national report. */
const reportUnit = unitCode
const number = z.string().regex(/^(0|[1-9][0-9]{0,8})$/).transform(Number)
const pageSize = z.string().regex(/^[1-9][0-9]{0,8}$/).transform(Number)
const version = number.optional().meta({ description: 'The version; else the last one that has it' })

/** One row a section, as the command line prints them; a report without a section is one row. */
export const reportRow = z.strictObject({
  report: publicId, member: memberCode, unit: reportUnit, collection: z.string(), freq, from: period, to: period, version: z.int(), status,
  dataflow: dataflowId.nullable(), holds: z.enum(['figures', 'narratives']).meta({ description: 'What its rows are; a dataflow of narratives is one of their kinds' }), rows: z.int(), release: publicId.nullable(),
  /** `CONTRIBUTORS`, `GROUP Mekong`, `PUBLIC from 2027-01-01T00:00:00.000Z` */
  terms: z.string().nullable(),
})
export type ReportRow = z.infer<typeof reportRow>

const abilities = z.strictObject({ edit: z.boolean(), submit: z.boolean(), return: z.boolean(), combine: z.boolean(), approve: z.boolean(), correct: z.boolean(), withdraw: z.boolean() })

const section = z.strictObject({
  dataflow: dataflowId, holds: reportRow.shape.holds,
  /** Rows of the base that the edits stand on, and of the payload once it is submitted. */
  base_rows: z.int(), rows: z.int().nullable(), sha256: z.string().nullable(), bytes: z.int().nullable(),
  sums: z.array(z.strictObject({ indicator: z.string(), unit: z.string(), rows: z.int(), sum: z.string() })),
  rows_read: z.int(), rows_taken: z.int(), rows_merged: z.int(), rows_rejected: z.int(),
  errors: z.int(), warnings: z.int(),
  /** False where figures were edited after the last check: submitting checks them. */
  checked: z.boolean(),
  declarations: z.record(z.string(), z.string()),
})

const report = z.strictObject({
  rows: z.array(reportRow),
  collection_version: z.string(),
  /** Raised by every change; what a writer of edits has seen. */
  edit_no: z.int(),
  abilities, sections: z.array(section),
  approval: z.strictObject({
    four_eyes: z.boolean(), wrote: z.boolean().meta({ description: 'Whether the asker submitted or last edited it' }), by: z.array(z.string()).meta({ description: 'The other focal points who may approve it, by name' }),
  }).nullable().meta({ description: 'Of a report that waits for approval, to focal points' }),
  /** The units' reports that a national one was made of. */
  inputs: z.array(publicId),
  made: instant, submitted: instant.nullable(), approved: instant.nullable(),
})

const cellColumn = z.enum(['OBS_VALUE', 'OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS', 'N_OBS', 'ROW'])
const key = z.string().min(1).max(2000).meta({ description: 'The codes of a row in the order of the structure, joined by points' })
const rowShape = z.strictObject({
  key, value: z.number().nullable(), OBS_STATUS: z.string().optional(), CONF_STATUS: z.string().optional(), COMMENT_OBS: z.string().optional(), N_OBS: z.number().optional(),
})
const cells = rowShape.omit({ key: true })
const finding = z.strictObject({
  severity: z.enum(['error', 'warning']), rule: z.string(), dataflow: dataflowId, key: z.string(), column: z.string(), message: z.string(), outcome: z.enum(['wrong', 'missing']),
  /** How many rows it is about, and the row of the uploaded file where it is known. */
  row_count: z.int(), source_row: z.int().nullable(),
})
const column = z.string().max(40)
const sure = z.boolean().optional().meta({ description: 'The words lead to nobody, although some of them look as if they did' })
const comment = z.strictObject({
  dataflow: dataflowId, key: z.string(), column: z.string(), rule: z.string().nullable(), kind: z.enum(['return', 'answer', 'note']), words: z.string(), author: z.string(), written: instant,
})
const place = { dataflow: dataflowId, key: z.string().max(2000).default(''), column: column.default('') }

/** A dimension and its code, as a search for rows names them. */
const codeIn = z.string().regex(/^[A-Z][A-Z0-9_]{0,39}=[A-Za-z0-9_-]{0,60}$/).meta({ example: 'CITIZENSHIP=MMR' })

const askedTerms = z.strictObject({ level: level.optional(), group: groupReference.optional(), embargo: instant.optional() })
const overlap = z.union([z.enum(['refuse', 'sum']), z.string().regex(/^prefer=[A-Z][A-Z0-9_]{0,29}$/)])
const receipt = z.strictObject({ manifest: z.record(z.string(), z.unknown()), payload: z.string(), protected: z.string(), signature: z.string() })

const oneReport = z.strictObject({ report: publicId })
const oneSection = z.strictObject({ report: publicId, dataflow: dataflowId })
const owned = { report: 'report' } as const
const asked = { tag: 'reports', who: 'signed_in' } as const

export const reports = {
  create: route({
    ...asked, id: 'reports.create', method: 'POST', path: '/api/reports', scope: 'draft', status: 201, creates: true, summary: 'Make an empty draft',
    body: z.strictObject({ unit: unitCode.optional(), collection: z.string().max(60).optional(), freq, from: period, to: period }),
    response: report, problems: ['not_allowed', 'report.unit_unknown', 'report.range', 'report.collection_unknown'],
  }),
  list: route({
    ...asked, id: 'reports.list', method: 'GET', path: '/api/reports', scope: 'read', summary: 'The reports that I may see, the newest first, one row a section',
    description: 'A unit\'s reports are seen by that unit and the focal points, national ones by the focal points. At most 200 reports; `before` continues.',
    query: z.strictObject({ status: status.optional(), dataflow: dataflowId.optional(), unit: reportUnit.optional(), before: number.optional() }),
    response: z.strictObject({ reports: z.array(reportRow), /** The number to continue before; null at the end. */ next: z.int().nullable() }),
  }),
  show: route({ ...asked, id: 'reports.show', method: 'GET', path: '/api/reports/:report', scope: 'read', summary: 'One report', params: oneReport, owned, response: report }),
  findings: route({
    ...asked, id: 'reports.findings', method: 'GET', path: '/api/reports/:report/findings', scope: 'read', summary: 'What the rules found in the present version',
    description: 'Errors block submitting, warnings ask for a comment. Of each rule the first 1,000 are listed; `errors` and `warnings` count all.', params: oneReport, owned,
    query: z.strictObject({ language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/).optional() }),
    response: z.strictObject({ findings: z.array(finding), errors: z.int(), warnings: z.int(), /** Warnings that have no comment yet. */ unanswered: z.int(), checked: z.boolean() }),
  }),
  edit: route({
    ...asked, id: 'reports.edit', method: 'PATCH', path: '/api/reports/:report/cells', scope: 'draft', summary: 'Append cell edits to a draft', params: oneReport, owned,
    description: 'Edits are appended and the last word on a cell counts, so that two devices merge. A column ROW with null removes the row. An edit of a submitted report makes it a draft again.',
    body: z.strictObject({
      base: z.int().min(0).meta({ description: 'The `edit_no` that the writer has seen' }), device: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
      edits: z.array(z.strictObject({ dataflow: dataflowId, key, column: cellColumn, value: z.string().max(2000).nullable() })).min(1).max(1000),
    }),
    response: z.strictObject({ edit_no: z.int(), /** Cells that had been changed elsewhere since `base`; these edits count now. */ overtaken: z.array(z.strictObject({ dataflow: dataflowId, key: z.string(), column: z.string() })) }),
    problems: ['not_allowed', 'report.status', 'report.base_replaced', 'report.dataflow_unknown', 'report.key_unreadable'],
  }),
  declare: route({
    ...asked, id: 'reports.declare', method: 'PATCH', path: '/api/reports/:report/sections/:dataflow/declarations', scope: 'draft', summary: 'Say what the figures of a section are: their source, and whether they follow the definition', params: oneSection, owned,
    description: 'What is not named stays; null takes a declaration away. A new section declares what the unit\'s last one of the dataflow did, an upload what its mapping says. It counts as an edit.',
    body: z.strictObject({
      source_type: DECLARED.source_type.nullable(), def_conform: DECLARED.def_conform.nullable(), def_note: DECLARED.def_note.nullable(), coverage: DECLARED.coverage.nullable(),
      profit_element: DECLARED.profit_element.nullable(), reporting_year_start: DECLARED.reporting_year_start.nullable(),
    }).partial(),
    response: report, problems: ['not_allowed', 'report.status', 'report.dataflow_unknown', 'report.definition_note'],
  }),
  last: route({
    ...asked, id: 'reports.last', method: 'GET', path: '/api/reports/:report/sections/:dataflow/last', scope: 'read', summary: 'The figures of the last period before a report, to start from and to compare with', params: oneSection, owned,
    description: 'Of the nearest earlier period of the last year that has any: the unit\'s own, submitted or approved, of a national report those that count now. The section need not be there yet.',
    query: z.strictObject({ after: number.optional().meta({ description: 'How many rows to pass over' }), limit: pageSize.optional() }),
    response: z.strictObject({ /** Null where there is none. */ period: period.nullable(), rows: z.array(z.strictObject({ key, value: z.number().nullable() })), total: z.int(), next: z.int().nullable() }),
    problems: ['report.dataflow_unknown'],
  }),
  rows: route({
    ...asked, id: 'reports.rows', method: 'GET', path: '/api/reports/:report/sections/:dataflow/rows', scope: 'read', summary: 'The figures of a section as they are now, in canonical order', params: oneSection, owned,
    query: z.strictObject({
      after: number.optional().meta({ description: 'How many rows to pass over' }), limit: pageSize.optional(), version,
      where: z.union([codeIn, z.array(codeIn).max(20)]).optional().meta({ description: 'A dimension and its code, `CITIZENSHIP=MMR`; given more than once, all must hold. `total` then counts the rows that fit' }),
    }),
    response: z.strictObject({ rows: z.array(rowShape), total: z.int(), next: z.int().nullable() }),
  }),
  difference: route({
    ...asked, id: 'reports.difference', method: 'GET', path: '/api/reports/:report/sections/:dataflow/difference', scope: 'read', summary: 'What a section changes, figure by figure', params: oneSection, owned,
    description: 'Against `current`: the figures that count now in its periods; a unit\'s report is merged onto them, as approving would. Against `period`: each period with the one before it; of a unit\'s report with the unit\'s own approved figures where it has any. `kind` picks the changes that are listed; the counts are of all.',
    query: z.strictObject({ against: z.enum(['current', 'period']), kind: z.enum(['added', 'removed', 'changed']).optional(), after: number.optional().meta({ description: 'How many changes to pass over' }), limit: pageSize.optional() }),
    response: z.strictObject({
      /** Where what it is compared with comes from; nothing: there is none. */
      against: z.enum(['national', 'unit', 'nothing']),
      added: z.int(), removed: z.int(), changed: z.int(), same: z.int(), replaced: z.int(),
      changes: z.array(z.strictObject({ key, before: cells.optional(), after: cells.optional() })), next: z.int().nullable(),
    }),
  }),
  beside: route({
    ...asked, id: 'reports.beside', method: 'GET', path: '/api/reports/:report/sections/:dataflow/beside', scope: 'read', summary: 'Units\' figures side by side, in the periods of a report', params: oneSection, owned,
    description: 'Of a unit\'s report: it and the others that wait for approval in the same periods, as far as I may see them. Of a national report: those that it was made of. `only=overlaps` lists the figures that several units report.',
    query: z.strictObject({ only: z.enum(['overlaps']).optional(), after: number.optional().meta({ description: 'How many rows to pass over' }), limit: pageSize.optional() }),
    response: z.strictObject({
      reports: z.array(z.strictObject({ report: publicId, unit: reportUnit, from: period, to: period, status, submitted: instant.nullable() })),
      /** Keys in all, and those that several units report. */
      keys: z.int(), overlapping: z.int(),
      rows: z.array(z.strictObject({ key, figures: z.array(z.strictObject({ report: publicId, value: z.number().nullable() })), /** What counts now; absent where nothing does. */ now: z.number().nullable().optional() })),
      next: z.int().nullable(),
    }),
  }),
  comments: route({
    ...asked, id: 'reports.comments', method: 'GET', path: '/api/reports/:report/comments', scope: 'read', summary: 'Comments by cell, the oldest first', params: oneReport, owned, query: z.strictObject({ version }),
    response: z.strictObject({ comments: z.array(comment) }),
  }),
  comment: route({
    ...asked, id: 'reports.comment', method: 'POST', path: '/api/reports/:report/comments', scope: 'draft', status: 201, creates: true, summary: 'Comment on cells, or answer warnings', params: oneReport, owned,
    description: 'A comment that names a rule answers its warning at that key.',
    body: z.strictObject({ comments: z.array(z.strictObject({ ...place, rule: z.string().max(60).optional(), words })).min(1).max(500), sure }),
    response: z.strictObject({ comments: z.array(comment) }), problems: ['not_allowed', 'report.status', 'report.comment_nominal'],
  }),
  submit: route({
    ...asked, id: 'reports.submit', method: 'POST', path: '/api/reports/:report/submit', scope: 'draft', status: 202, creates: true, summary: 'Submit a draft', params: oneReport, owned,
    description: 'A task: `Prefer: wait=SECONDS` waits for its end. It fails with `report.has_errors` or `report.warnings_unanswered` where findings stand against it. `comment` answers every warning that has none yet.',
    body: z.strictObject({ comment: words.optional(), sure }), response: task, problems: ['not_allowed', 'report.status', 'report.comment_nominal', 'report.empty', 'report.has_errors', 'report.warnings_unanswered'],
  }),
  return: route({
    ...asked, id: 'reports.return', method: 'POST', path: '/api/reports/:report/return', scope: 'draft', summary: 'Return a submitted report with comments (focal point)', params: oneReport, owned,
    body: z.strictObject({ comment: words.optional(), comments: z.array(z.strictObject({ ...place, words })).max(500).default([]), sure }), response: report, problems: ['not_allowed', 'report.status', 'report.comment_nominal'],
  }),
  preview: route({
    ...asked, id: 'reports.preview', method: 'GET', path: '/api/reports/:report/preview', scope: 'read', summary: 'What approving would do: figures replaced, terms', params: oneReport, owned,
    response: z.strictObject({ parts: z.array(z.strictObject({ dataflow: dataflowId, rows: z.int(), replaces: z.int(), overlapping: z.int(), examples: z.array(z.string()), terms: z.string() })) }),
    problems: ['not_allowed', 'report.status', 'report.four_eyes'],
  }),
  approve: route({
    ...asked, id: 'reports.approve', method: 'POST', path: '/api/reports/:report/approve', scope: 'approve', fresh: 'session', status: 202, creates: true, summary: 'Approve a submitted report and release its figures (focal point)', params: oneReport, owned,
    description: 'A task. A session needs a second factor that is at most five minutes old. Of a unit\'s report a national one is made in the same act: the result names it, its releases, and how many figures of each dataflow it replaces. Without terms the default of the dataflow holds, else NATIONAL.',
    body: z.strictObject({ terms: askedTerms.optional(), terms_of: z.record(dataflowId, askedTerms).optional() }),
    response: task,
    problems: ['not_allowed', 'report.status', 'report.four_eyes', 'report.merge_errors', 'report.input_changed', 'report.base_changed', 'member.terms_due', 'terms.never_public', 'terms.group_missing', 'terms.group_unneeded', 'group.unknown', 'group.ambiguous'],
  }),
  combine: route({
    ...asked, id: 'reports.combine', method: 'POST', path: '/api/reports/combine', scope: 'draft', status: 202, creates: true, summary: 'Combine units\' submitted reports into a national one (focal point)',
    description: 'A task. The national report is submitted as it stands; where the figures together break a rule it is a draft with its findings. `overlap` says what becomes of a figure that several units report: refuse (the default), sum, or prefer=UNIT. `choices` say it for single figures, before `overlap`: the unit that counts, or sum.',
    body: z.strictObject({ reports: z.array(publicId).min(1).max(50), overlap: overlap.default('refuse'), choices: z.array(z.strictObject({ dataflow: dataflowId, key, counts: z.union([z.literal('sum'), unitCode]) })).max(1000).default([]) }), response: task,
    problems: ['not_allowed', 'report.status', 'report.combine_mismatch', 'report.overlap', 'report.overlap_not_additive', 'report.overlap_unit'],
  }),
  correct: route({
    ...asked, id: 'reports.correct', method: 'POST', path: '/api/reports/:report/correct', scope: 'draft', summary: 'Open an approved national report for correction: a new version (focal point)', params: oneReport, owned,
    response: report, problems: ['not_allowed', 'report.status', 'report.not_national', 'report.superseded'],
  }),
  withdraw: route({
    ...asked, id: 'reports.withdraw', method: 'POST', path: '/api/reports/:report/withdraw', scope: 'draft', summary: 'Withdraw a report for good: nobody sees its figures any more', params: oneReport, owned,
    description: 'What was never approved is laid aside. Withdrawing what was approved (focal point) asks for the scope `approve`.',
    response: report, problems: ['not_allowed', 'report.status', 'report.not_national'],
  }),
  payload: route({
    ...asked, id: 'reports.payload', method: 'GET', path: '/api/reports/:report/sections/:dataflow/payload', scope: 'read', summary: 'The canonical payload of a section, byte for byte what was submitted: SDMX-CSV 2.0, of narratives one line of JSON each', params: oneSection, owned,
    query: z.strictObject({ version }), produces: ['text/csv', 'application/x-ndjson'],
  }),
  receipt: route({
    ...asked, id: 'reports.receipt', method: 'GET', path: '/api/reports/:report/sections/:dataflow/receipt', scope: 'read', summary: 'The signed manifest of an approved section', params: oneSection, owned,
    description: 'Keep the body byte for byte: verification finds any change of its text.', query: z.strictObject({ version }), response: receipt, produces: ['application/json'],
  }),
}
