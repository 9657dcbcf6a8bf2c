import { z } from 'zod'
import { dataflowId, instant, unitCode, words } from './common.ts'
import { route } from './route.ts'

const name = z.string().trim().min(1).max(100).regex(/^\P{Cc}+$/u)
const note = words.max(500)
/** The part of an address after its question mark, as Explore writes it. */
const question = z.string().max(6000).regex(/^[A-Za-z0-9_.*%&=-]*$/).meta({ description: 'What the address of the view says after its question mark', example: 'show=table&down=CITIZENSHIP' })
const view = z.strictObject({
  view: z.uuid(), name: z.string(), note: z.string().nullable(), dataflow: dataflowId, question: z.string(), shared: z.boolean(), unit: unitCode.meta({ description: 'Of whoever made it; a person is not named' }), made: instant, changed: instant,
  mine: z.boolean(), abilities: z.strictObject({ change: z.boolean(), remove: z.boolean() }),
})
const params = z.strictObject({ view: z.uuid() })

export const views = {
  list: route({
    id: 'views.list', method: 'GET', path: '/api/views', tag: 'explore', who: 'signed_in', scope: 'read', summary: 'Saved views: mine, and those shared within my state',
    description: 'A saved view is a question, not its answer: who opens one sees what they may see then.', response: z.strictObject({ views: z.array(view) }),
  }),
  save: route({
    id: 'views.save', method: 'POST', path: '/api/views', tag: 'explore', who: 'signed_in', scope: 'draft', status: 201, creates: true, summary: 'Save a view, for myself or for my state',
    body: z.strictObject({ name, note: note.optional(), dataflow: dataflowId, question, shared: z.boolean() }), response: view, problems: ['views.too_many', 'query.dataflow_unknown'],
  }),
  change: route({
    id: 'views.change', method: 'PATCH', path: '/api/views/:view', tag: 'explore', who: 'signed_in', scope: 'draft', summary: 'Rename a view of mine, change its note or question, share it or take it back', params,
    body: z.strictObject({ name: name.optional(), note: note.nullable().optional(), question: question.optional(), shared: z.boolean().optional() }), response: view, problems: ['not_allowed'],
  }),
  remove: route({
    id: 'views.remove', method: 'DELETE', path: '/api/views/:view', tag: 'explore', who: 'signed_in', scope: 'draft', status: 204, summary: 'Remove a view of mine; a focal point also one that is shared', params, problems: ['not_allowed'],
  }),
}
