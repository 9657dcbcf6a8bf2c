import { z } from 'zod'
import { codeId, dataflowId, instant, level, memberCode, period } from './common.ts'
import { route } from './route.ts'

export const SEARCH_KINDS = ['series', 'narrative', 'report', 'member', 'definition', 'route', 'place'] as const
const kind = z.enum(SEARCH_KINDS)
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/)
const year = z.string().regex(/^[0-9]{4}$/)

/** One value or several: a parameter may be given more than once. */
const some = <S extends z.ZodType<string>>(one: S) => z.union([one, z.array(one).max(50)]).transform((given): string[] => (typeof given === 'string' ? [given] : (given as string[]))).optional()
const line = z.string().trim().min(1).max(200).regex(/^[^\u0000-\u001f\u007f]+$/)
const chosen = z.strictObject({ kind: z.array(kind).max(7).optional(), member: z.array(codeId).max(50).optional(), year: z.array(year).max(50).optional(), language: z.array(language).max(50).optional(), dataflow: z.array(dataflowId).max(50).optional() })

const highlight = z.strictObject({ text: z.string(), ranges: z.array(z.tuple([z.int(), z.int()])).meta({ description: 'Where in the text stands what was sought: from, to, counted in UTF-16 units' }) })
const result = z.strictObject({
  kind, id: z.string().meta({ description: 'Of a series `dataflow/indicator/member`, of a narrative and a report its public id, of a definition its place in the collection' }),
  title: highlight, within: z.string().nullable().meta({ description: 'What it belongs to: a code to its list, a series to its dataflow' }), text: highlight.nullable(),
  member: memberCode.nullable(), from: period.nullable(), to: period.nullable(), dataflow: dataflowId.nullable(), language: z.string().nullable(),
  terms: z.strictObject({ level, group: z.string().nullable() }).nullable().meta({ description: 'The narrowest terms of what was found; null for what is everybody’s' }),
  codes: z.array(z.strictObject({ dimension: z.string(), code: z.string(), name: z.string() })).meta({ description: 'Of a series: which of its breakdowns are meant by the words' }),
  score: z.number(),
})
const counted = z.array(z.strictObject({ value: z.string(), count: z.int() }))
const saved = z.strictObject({ saved: z.uuid(), words: z.string(), chosen, watched: z.boolean(), fresh: z.int().meta({ description: 'Results that came since it was last opened, as far as they were looked for' }), made: instant })
const params = z.strictObject({ saved: z.uuid() })

export const search = {
  find: route({
    id: 'search.find', method: 'GET', path: '/api/search', tag: 'search', who: 'anyone', summary: 'Search in what I may see: series, narratives, reports, members, definitions, routes and places',
    description: 'A word finds what is written so, what has the same stem, and what codes stand for that are called so in any language. Everything that is sought must be there; words like "of" need not. Results, counts, weights and proposals come from what the asker may see and from public descriptions alone. Nothing found is an answer with no results. Where narratives or series of another member are found, be it that they are only counted, its ledger counts a query.',
    query: z.strictObject({ q: line, kind: some(kind), member: some(codeId), year: some(year), language: some(language), dataflow: some(dataflowId), after: z.string().regex(/^[0-9]{1,6}(\.[0-9]{1,4})?~[0-9Q-]{0,10}~[A-Za-z0-9_/ -]{1,200}$/).optional().meta({ description: 'What `next` of the page before said' }) }),
    response: z.strictObject({
      results: z.array(result), total: z.int(), next: z.string().nullable(), facets: z.strictObject({ kind: counted, member: counted, year: counted, language: counted, dataflow: counted }),
      meant: z.string().nullable().meta({ description: 'Where nothing was found: the same with words that are near' }),
    }),
  }),
  suggest: route({
    id: 'search.suggest', method: 'GET', path: '/api/search/suggestions', tag: 'search', who: 'anyone', summary: 'How what somebody types may go on',
    description: 'Names of members, codes, indicators and places, and words of narratives that the asker may see.',
    query: z.strictObject({ q: line }), response: z.strictObject({ lines: z.array(z.string()) }),
  }),
  listSaved: route({
    id: 'search.listSaved', method: 'GET', path: '/api/searches', tag: 'search', who: 'signed_in', scope: 'read', summary: 'My saved searches', response: z.strictObject({ searches: z.array(saved) }),
  }),
  save: route({
    id: 'search.save', method: 'POST', path: '/api/searches', tag: 'search', who: 'signed_in', scope: 'draft', status: 201, creates: true, summary: 'Save a search, and be told once a day of results that are new',
    description: 'It is the person’s own; nobody else reads it. The mail says that there are new results, and neither the words nor what was found.',
    body: z.strictObject({ words: line, chosen, watched: z.boolean() }), response: saved, problems: ['search.too_wide', 'search.too_many_saved'],
  }),
  open: route({
    id: 'search.open', method: 'POST', path: '/api/searches/:saved/open', tag: 'search', who: 'signed_in', scope: 'read', summary: 'Open a saved search: nothing of it is new any more', params, response: saved,
  }),
  remove: route({ id: 'search.remove', method: 'DELETE', path: '/api/searches/:saved', tag: 'search', who: 'signed_in', scope: 'draft', status: 204, summary: 'Forget a saved search', params }),
}
