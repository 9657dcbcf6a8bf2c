import { z } from 'zod'
import { LINKS_MOST, SUMMARY_MOST, TEXT_MOST } from '@openvrs/core/narrative/narrative.ts'
import { codeId, dataflowId, freq, instant, level, memberCode, period, publicId } from './common.ts'
import { route } from './route.ts'

const number = z.string().regex(/^(0|[1-9][0-9]{0,8})$/).transform(Number)
const pageSize = z.string().regex(/^[1-9][0-9]{0,8}$/).transform(Number)
const kind = z.string().regex(/^[a-z][a-z_]{0,29}$/).meta({ description: 'route, method, fee, trend or measure; other collections may have others', example: 'route' })
const fieldId = z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/)
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/).meta({ example: 'th' })
/** What a draft may still lack is an empty text. */
const code = z.union([codeId, z.literal('')])
/** Somewhat more than may be submitted, so that a draft that is too long is kept and its writer told. */
const ROOM = 2
const plain = (most: number) => z.string().max(most)

const link = z.strictObject({ dataflow: dataflowId, codes: z.record(fieldId, z.string().regex(/^[A-Za-z0-9_]{1,40}$/)) })
const leg = z.record(fieldId, z.union([plain(1000), z.number()]))
const answer = z.union([plain(4000 * ROOM), z.number(), z.array(codeId).max(100), z.array(link).max(100), z.array(leg).max(100)])

const body = z.strictObject({
  period, language: z.union([language, z.literal('')]), summary: plain(SUMMARY_MOST * 4), text: plain(TEXT_MOST * ROOM),
  source_type: code, reliability: code, credibility: code, series: z.array(link).max(LINKS_MOST * ROOM).default([]), fields: z.record(fieldId, answer),
}).meta({ description: 'What it tells. Which fields a kind has, and which codes they take, stands in its collection' })

const draft = z.strictObject({
  narrative: publicId, kind: dataflowId,
  edit_no: z.int().meta({ description: 'The report\'s change that wrote it: what the writer of the next one has seen' }), version: z.int(), body,
  change: z.enum(['new', 'changed', 'same']).meta({ description: 'Against what its last release told' }), before: body.nullable(),
  faults: z.array(z.strictObject({ field: z.string(), message: z.string() })),
})

const oneReport = z.strictObject({ report: publicId })
const oneDraft = z.strictObject({ report: publicId, number: z.string().regex(/^[1-9][0-9]{0,14}$/).meta({ description: 'Of the narrative: 7 of THA-7' }) })
const asked = { tag: 'narratives', who: 'signed_in' } as const
const base = z.int().min(0).meta({ description: 'The `edit_no` of the narrative that the writer has seen' })
const writing = ['not_allowed', 'report.status'] as const

/** Narratives in a report that is being written: submitted, combined, approved, corrected and withdrawn with it. */
export const narrativeDrafts = {
  list: route({
    ...asked, id: 'narrative_drafts.list', method: 'GET', path: '/api/reports/:report/narratives', scope: 'read', summary: 'The narratives of a report as they are now, with what is wrong with them', params: oneReport, owned: { report: 'report' },
    description: 'In a national report `removed` lists those that count now in its periods and that it leaves out.',
    response: z.strictObject({ narratives: z.array(draft), removed: z.array(z.strictObject({ narrative: publicId, kind: dataflowId, body })) }),
  }),
  add: route({
    ...asked, id: 'narrative_drafts.add', method: 'POST', path: '/api/reports/:report/narratives', scope: 'draft', status: 201, creates: true, summary: 'Add a narrative to a draft', params: oneReport, owned: { report: 'report' },
    description: 'What it still lacks is said in `faults` and blocks submitting, not keeping. Adding to a submitted report makes it a draft again.',
    body: z.strictObject({ kind: dataflowId, body }), response: draft, problems: [...writing, 'report.dataflow_unknown', 'narrative.too_many'],
  }),
  write: route({
    ...asked, id: 'narrative_drafts.write', method: 'PUT', path: '/api/reports/:report/narratives/:number', scope: 'draft', summary: 'Write a narrative of a draft anew', params: oneDraft, owned: { report: 'report' },
    description: 'Refused where somebody, or another device, wrote it after `base`: nothing is overwritten unseen.',
    body: z.strictObject({ base, body }), response: draft, problems: [...writing, 'narrative.changed'],
  }),
  remove: route({
    ...asked, id: 'narrative_drafts.remove', method: 'DELETE', path: '/api/reports/:report/narratives/:number', scope: 'draft', status: 204, summary: 'Take a narrative out of a draft', params: oneDraft, owned: { report: 'report' },
    description: 'From the approval of a correction on, what was taken out counts no more.', query: z.strictObject({ base: number }), problems: [...writing, 'narrative.changed'],
  }),
}

const terms = { level, group: z.string().nullable(), embargo: instant.nullable() }
const released = z.strictObject({
  narrative: publicId, member: memberCode, kind, dataflow: dataflowId, freq, period, version: z.int(), language, summary: z.string(), released: instant, ...terms,
})
const told = z.strictObject({ value: z.union([z.string(), z.number()]), name: z.string().nullable().meta({ description: 'Of a code' }), definition: z.string().nullable() })
const shownLink = link.extend({ names: z.array(z.string()).meta({ description: 'Of its codes' }) })
const simple = z.strictObject({ field: fieldId, name: z.string(), values: z.array(told) })

/** Narratives that were released, to those who may see them. */
export const narratives = {
  list: route({
    ...asked, id: 'narratives.list', method: 'GET', path: '/api/narratives', scope: 'read', owned: { member: 'member' }, summary: 'The narratives that I may see, the newest first',
    description: 'Of each the version that counts now, under the terms of its release. A page counts as a query in the ledger of each other member whose narratives stand on it.',
    query: z.strictObject({ kind: kind.optional(), member: memberCode.optional(), language: language.optional(), year: z.string().regex(/^[0-9]{4}$/).optional(), after: number.optional().meta({ description: 'How many to pass over' }), limit: pageSize.optional().meta({ description: 'At most 200' }) }),
    response: z.strictObject({ narratives: z.array(released), next: z.int().nullable() }),
  }),
  show: route({
    ...asked, id: 'narratives.show', method: 'GET', path: '/api/narratives/:narrative', scope: 'read', summary: 'One narrative: what it tells, its source, its terms, and what its codes mean', params: z.strictObject({ narrative: publicId }), owned: { narrative: 'narrative' },
    description: 'Names and definitions come in the reader\'s language, the text in its own. Reading another member\'s is counted in that member\'s ledger.',
    response: released.extend({
      kind_name: z.string(), text: z.string(), source_type: told, reliability: told, credibility: told,
      fields: z.array(simple.extend({ kind: z.enum(['text', 'code', 'register', 'number', 'period', 'series', 'legs']), description: z.string().nullable(), legs: z.array(z.array(simple)), series: z.array(shownLink) })),
      series: z.array(shownLink), collection: z.string(), collection_version: z.string(),
    }),
  }),
}
