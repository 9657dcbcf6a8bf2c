import { z } from 'zod'
import { codeId, dataflowId, freq, instant } from './common.ts'
import { route } from './route.ts'

const collectionId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/).meta({ example: 'vrs-msrc' })
const version = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/).meta({ example: '1.0.0' })
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/)
const isPlain = (text: string): boolean => text.trim() !== '' && !/[\u0000-\u001f\u007f]/.test(text)
const name = z.string().max(300).refine(isPlain)
/** Texts by language; English is always there. */
const words = z.record(z.string(), z.string())

const summary = z.strictObject({ collection: collectionId, version, name: words, description: words, agency: z.string(), dataflows: z.array(z.strictObject({ id: dataflowId, name: words, description: words })), narratives: z.array(z.strictObject({ id: dataflowId, name: words, neverPublic: z.boolean() })).meta({ description: 'What its kinds of narratives are called, and whether terms may make them public' }) })

const code = z.strictObject({ id: codeId, name: words, description: words.optional(), parent: codeId.optional(), annotations: z.record(z.string(), z.string()).optional() })
const codelist = z.strictObject({ id: z.string(), name: words, description: words.optional(), exclusive: z.boolean(), codes: z.array(code) })
const representation = z.union([
  z.strictObject({ kind: z.literal('codelist'), list: z.string() }),
  z.strictObject({ kind: z.literal('register'), register: z.enum(['route', 'place']) }),
  z.strictObject({ kind: z.literal('pattern'), pattern: z.literal('integer') }),
  z.strictObject({ kind: z.enum(['period', 'frequency']) }),
])
const dimension = z.strictObject({
  id: z.string(), name: words, description: words.optional(), representation, role: z.enum(['key', 'optional']), totals: z.array(z.enum(['_T', '_U', 'OTH'])),
})
const additivity = z.union([z.strictObject({ over: z.enum(['all', 'none']) }), z.strictObject({ over: z.literal('all_but'), dimensions: z.array(z.string()) })])
const indicator = z.strictObject({
  id: codeId, name: words, description: words.optional(), parent: codeId.optional(), units: z.array(codeId), measure: z.enum(['count', 'rank', 'share', 'amount']),
  additivity, perUnit: z.record(z.string(), additivity).optional(),
})
const dataflow = z.strictObject({
  id: dataflowId, name: words, description: words, dimensions: z.array(dimension), indicators: z.array(indicator), frequencies: z.array(freq), nObsMandatory: z.boolean(),
  reciprocity: z.strictObject({ months: z.int(), within: z.int(), years: z.int() }),
})
const named = { id: z.string(), name: words, description: words.optional(), required: z.boolean(), notBelow: z.string().optional() }
const simpleField = [
  z.strictObject({ ...named, kind: z.literal('text'), most: z.int() }), z.strictObject({ ...named, kind: z.literal('code'), list: z.string(), many: z.boolean() }),
  z.strictObject({ ...named, kind: z.literal('register'), register: z.enum(['route', 'place']), many: z.boolean() }), z.strictObject({ ...named, kind: z.literal('number'), whole: z.boolean(), least: z.number(), most: z.number() }),
  z.strictObject({ ...named, kind: z.literal('period') }),
] as const
const narrativeKind = z.strictObject({
  id: dataflowId, kind: z.string(), name: words, description: words, frequencies: z.array(freq), neverPublic: z.boolean().meta({ description: 'No terms make it public' }),
  fields: z.array(z.union([...simpleField, z.strictObject({ ...named, kind: z.literal('series') }), z.strictObject({ ...named, kind: z.literal('legs'), fields: z.array(z.union(simpleField)), from: z.string(), to: z.string() })])),
  reciprocity: z.strictObject({ months: z.int(), within: z.int(), years: z.int() }),
})
const rule = z.strictObject({
  id: z.string(), kind: z.string(), severity: z.enum(['error', 'warning']), dataflows: z.array(dataflowId).optional(), parameters: z.record(z.string(), z.unknown()),
  message: words, reason: words, since: z.string(),
})

const registerEntry = z.strictObject({
  register: z.enum(['route', 'place']), id: codeId, name: words, kind: z.string().regex(/^[a-z][a-z_]{0,29}$/), area: codeId.optional(), successors: z.array(codeId),
  retired: z.boolean().optional().meta({ description: 'No longer offered for new figures; those that name it stay valid' }),
})

/** What may be reported and how: descriptions of the data, open to everybody; no figure. */
export const collections = {
  list: route({
    id: 'collections.list', method: 'GET', path: '/api/collections', tag: 'collections', who: 'anyone', summary: 'The collections, each in its newest version, and what their dataflows are called',
    description: 'With `language` names come in that language and in English, longer texts in that language alone; in English where it lacks them.', query: z.strictObject({ language: language.optional() }),
    response: z.strictObject({ collections: z.array(summary) }),
  }),
  show: route({
    id: 'collections.show', method: 'GET', path: '/api/collections/:collection', tag: 'collections', who: 'anyone', kept: true, summary: 'A collection: its dataflows, code lists, rules and register',
    description: 'With `language` names come in that language and in English, longer texts in that language alone; in English where it lacks them.',
    params: z.strictObject({ collection: collectionId }), query: z.strictObject({ version: version.optional(), language: language.optional() }),
    response: summary.omit({ dataflows: true }).extend({
      dataflows: z.array(dataflow), codelists: z.array(codelist), rules: z.array(rule), register: z.array(registerEntry), organisations: z.array(code),
      versions: z.array(z.strictObject({ version, installed: instant })).meta({ description: 'Every installed version, the newest first' }),
      abilities: z.strictObject({ edit_register: z.boolean() }).meta({ description: 'What who asks may do' }),
    }),
  }),
  narratives: route({
    id: 'collections.narratives', method: 'GET', path: '/api/collections/:collection/narratives', tag: 'collections', who: 'anyone', kept: true, summary: 'The kinds of narratives of a collection: their fields, and the code lists of what every narrative says of its source',
    description: 'The other lists that fields name stand in the collection itself. With `language` names come in that language and in English, longer texts in that language alone.',
    params: z.strictObject({ collection: collectionId }), query: z.strictObject({ version: version.optional(), language: language.optional() }),
    response: z.strictObject({ narratives: z.array(narrativeKind), codelists: z.array(codelist) }),
  }),
  changes: route({
    id: 'collections.changes', method: 'GET', path: '/api/collections/:collection/changes', tag: 'collections', who: 'anyone', summary: 'What a version of a collection says otherwise than an older one',
    description: 'Dataflows with their dimensions and indicators, narratives with their fields, code lists with their codes, rules. Texts are compared in every language and told in the one asked for, else in English.',
    params: z.strictObject({ collection: collectionId }), query: z.strictObject({ from: version, to: version, language: language.optional() }),
    response: z.strictObject({
      from: version, to: version,
      changes: z.array(z.strictObject({
        part: z.enum(['dataflow', 'dimension', 'indicator', 'narrative', 'field', 'codelist', 'code', 'rule']), kind: z.enum(['added', 'removed', 'changed']), id: z.string(), of: z.string().optional(), name: words,
        fields: z.array(z.strictObject({ field: z.string(), before: z.string().optional(), after: z.string().optional() })),
      })),
    }),
  }),
  install: route({
    id: 'collections.install', method: 'POST', path: '/api/collections', tag: 'collections', who: 'signed_in', scope: 'approve', status: 201, creates: true,
    summary: 'Install a version of a collection (administrator, analyst of the secretariat)',
    description: 'The files of its folder: path to text. All of it is checked first; a broken collection is refused with file and line. Tables are made or extended and what was reported stays. The same bytes again change nothing.',
    body: z.strictObject({ files: z.record(z.string().max(200), z.string().max(2_000_000)) }),
    response: summary, problems: ['not_allowed', 'collection.invalid', 'collection.breaks', 'collection.published', 'collection.older'],
  }),
  writeRegisterEntry: route({
    id: 'register.write', method: 'POST', path: '/api/register/:register', tag: 'collections', who: 'signed_in', scope: 'approve', status: 201, creates: true,
    summary: 'Add a route or a place, or change one (analyst of the secretariat)',
    description: 'Each change is a version of its own; older ones are kept. Figures are bound to the id, which never changes: a route that took the place of another is a successor. What is no longer to be reported is `retired`.',
    params: z.strictObject({ register: z.enum(['route', 'place']) }),
    body: registerEntry.omit({ register: true }).extend({ name: z.record(language, name).refine((w) => Object.hasOwn(w, 'en'), 'en is missing'), successors: z.array(codeId).max(50).default([]) }),
    response: registerEntry.extend({ version: z.int() }), problems: ['not_allowed', 'register.reference_unknown', 'register.circle'],
  }),
  registerHistory: route({
    id: 'register.history', method: 'GET', path: '/api/register/:register/:entry', tag: 'collections', who: 'anyone', summary: 'The versions of a route or a place, the newest first',
    description: 'Who wrote a version is said to analysts of the secretariat alone.',
    params: z.strictObject({ register: z.enum(['route', 'place']), entry: codeId }), query: z.strictObject({ language: language.optional() }),
    response: z.strictObject({ versions: z.array(z.strictObject({ version: z.int(), at: instant, origin: z.enum(['collection', 'secretariat']), by: z.string().nullable(), entry: registerEntry })) }),
  }),
}
