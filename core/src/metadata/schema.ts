import { z } from 'zod'
import type { Words } from './model.ts'

/**
 * The shapes of the files of a collection, as people write them. A message here is a key of `i18n/collection.en.json`.
 * A plain text stands for its English words, a plain word for a code's or dimension's whole entry.
 */
const LONGEST_TEXT = 4000

const isPlainText = (text: string): boolean => text.trim() !== '' && !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)
const text = z.string().max(LONGEST_TEXT, 'text.odd').refine(isPlainText, 'text.odd')

/** No bar, comma, quote or line break: lists of codes travel as `|A|B|` in settings and as cells in CSV. */
const code = z.string().regex(/^[A-Z0-9_]{1,40}$/, 'code.odd')
/** Names of lists, dataflows and dimensions: they become names of tables and columns. */
const id = z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/, 'id.odd')
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'language.odd')

const words = z.preprocess(
  (value) => (typeof value === 'string' ? { en: value } : value),
  z.record(language, text).refine((w) => Object.hasOwn(w, 'en'), 'words.english').transform((w) => w as Words),
)
const oneOrMore = <T extends z.ZodType>(item: T) => z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item))
const described = { name: words, description: words.optional() }

const total = z.enum(['_T', '_U', 'OTH'])
const frequency = z.enum(['M', 'Q', 'A'])
const reciprocity = z.strictObject({ months: z.int().min(1).max(24), within: z.int().min(1).max(36), years: z.int().min(1).max(10) })

const codeEntry = z.preprocess(
  (value) => (typeof value === 'string' ? { name: value } : value),
  z.strictObject({ ...described, parent: code.optional(), annotations: z.record(z.string().regex(/^[a-z0-9_]{1,20}$/), text).optional() }),
)

export const collectionFile = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  version: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, 'version.odd'),
  agency: id,
  name: words,
  description: words,
  organisations: id,
  reciprocity,
})

export const codelistFile = z.strictObject({
  id,
  ...described,
  exclusive: z.boolean().default(true),
  extends: oneOrMore(id).default([]),
  codes: z.record(code, codeEntry).default({}),
})

export const conceptsFile = z.record(
  id,
  z.strictObject({
    ...described,
    codelist: id.optional(),
    register: z.enum(['route', 'place']).optional(),
    pattern: z.literal('integer').optional(),
    totals: z.array(total).optional(),
  }),
)

const dimensionUse = z.preprocess(
  (value) => (typeof value === 'string' ? { id: value } : value),
  z.strictObject({
    id,
    role: z.enum(['key', 'optional']).default('optional'),
    name: words.optional(),
    description: words.optional(),
    totals: z.array(total).optional(),
  }),
)

const additivity = z.preprocess(
  (value) => (value === 'all' || value === 'none' ? { over: value } : value),
  z.union([
    z.strictObject({ over: z.enum(['all', 'none']) }),
    z.strictObject({ allBut: z.array(id).min(1) }).transform(({ allBut }) => ({ over: 'all_but' as const, dimensions: allBut })),
  ]),
)

const indicatorEntry = z.strictObject({
  ...described,
  parent: code.optional(),
  units: z.array(code).min(1),
  measure: z.enum(['count', 'rank', 'share', 'amount']),
  additivity,
  perUnit: z.record(code, additivity).optional(),
})

export const dataflowFile = z.strictObject({
  id,
  name: words,
  description: words,
  frequencies: z.array(frequency).min(1),
  dimensions: z.array(dimensionUse).default([]),
  indicators: z.record(code, indicatorEntry),
  nObsMandatory: z.boolean().default(false),
  reciprocity: reciprocity.optional(),
})

const field = { ...described, required: z.boolean().default(false), notBelow: id.optional() }
const textField = z.strictObject({ ...field, kind: z.literal('text'), most: z.int().min(1).max(4000) })
const codeField = z.strictObject({ ...field, kind: z.literal('code'), list: id, many: z.boolean().default(false) })
const registerField = z.strictObject({ ...field, kind: z.literal('register'), register: z.enum(['route', 'place']), many: z.boolean().default(false) })
const numberField = z.strictObject({ ...field, kind: z.literal('number'), whole: z.boolean().default(false), least: z.number().default(0), most: z.number().default(1e12) })
const periodField = z.strictObject({ ...field, kind: z.literal('period') })
const seriesField = z.strictObject({ ...field, kind: z.literal('series') })
const legsField = z.strictObject({ ...field, kind: z.literal('legs'), fields: z.record(id, z.discriminatedUnion('kind', [textField, codeField, registerField, numberField, periodField])), from: id, to: id })

export const narrativeFile = z.strictObject({
  id,
  kind: z.string().regex(/^[a-z][a-z_]{0,29}$/),
  name: words,
  description: words,
  frequencies: z.array(frequency).min(1),
  neverPublic: z.boolean().default(false),
  reciprocity: reciprocity.optional(),
  fields: z.record(id, z.discriminatedUnion('kind', [textField, codeField, registerField, numberField, periodField, seriesField, legsField])),
})

export const registerFile = z.strictObject({
  register: z.enum(['route', 'place']),
  entries: z.record(
    code,
    z.strictObject({
      name: words,
      kind: z.string().regex(/^[a-z][a-z_]{0,29}$/),
      area: code.optional(),
      successors: z.array(code).default([]),
    }),
  ),
})

const ruleEntry = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/),
  kind: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  severity: z.enum(['error', 'warning']),
  dataflows: z.array(id).optional(),
  parameters: z.record(z.string(), z.unknown()).default({}),
  message: words,
  reason: words,
  since: z.iso.date('date.odd'),
})

/** One rule a file, or a list of them. */
export const ruleFile = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(ruleEntry))

type Translations = { readonly [name: string]: string | Translations }
/** A tree of the same names as the files that it translates; each leaf is a text. */
export const translationFile: z.ZodType<Translations> = z.lazy(() => z.record(z.string(), z.union([text, translationFile])))

export type CollectionFile = z.infer<typeof collectionFile>
export type CodelistFile = z.infer<typeof codelistFile>
export type ConceptsFile = z.infer<typeof conceptsFile>
export type DataflowFile = z.infer<typeof dataflowFile>
export type NarrativeFile = z.infer<typeof narrativeFile>
export type RegisterFile = z.infer<typeof registerFile>
export type RuleFile = z.infer<typeof ruleFile>
export type TranslationFile = Translations
