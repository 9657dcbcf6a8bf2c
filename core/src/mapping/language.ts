import { z } from 'zod'
import { DECLARED } from '../report/declarations.ts'

/**
 * The mapping language: how one national file becomes figures of one dataflow. Written in YAML, read by `readMapping`.
 * Every object is strict, so that a misspelt word is an error with its line and never silently ignored.
 */

/** What stands for "not decided yet" in a suggested mapping. A mapping that still holds one is refused. */
export const OPEN = '?'

const text = z.string().trim().min(1).max(300)
/** A cell as the file writes it; YAML may read `2020` or `8` as a number, which means the same cell. */
const word = z.union([z.string().max(300), z.number()]).transform(String)
const column = text.describe('A column, by its header as the file writes it.')
const month = word.describe('1 to 12, or the name of a month.')

/** How the file writes numbers, by example. Whatever is written otherwise is rejected with its row. */
export const NUMBER_STYLES = ['1234.5', '1,234.5', '1.234,5', '1 234,5', '1 234.5', "1'234.5", '1234,5', '1,23,456.7'] as const
export type NumberStyle = (typeof NUMBER_STYLES)[number]

export const ENCODINGS = ['utf-8', 'utf-16', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'windows-874', 'tis-620', 'windows-1258', 'windows-1256', 'gb18030', 'big5'] as const
export const DELIMITERS = [',', ';', '\t', '|'] as const

const file = z.strictObject({
  encoding: z.enum(ENCODINGS).default('utf-8'),
  delimiter: z.enum(DELIMITERS).default(','),
  sheet: text.optional().describe('The sheet of a workbook; the first one where absent.'),
  header_row: z.int().min(1).max(100).default(1).describe('The row of the file that names the columns; the first row is 1.'),
  numbers: z.enum(NUMBER_STYLES).default('1234.5'),
})

const calendar = z.enum(['gregorian', 'buddhist']).default('gregorian').describe('Buddhist: 2567 is 2024.')

const period = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fiscal_year_month'),
    year: column,
    month: column,
    starts: month.describe('The month in which the fiscal year starts: October in the United States.'),
    named_by: z.enum(['end', 'start']).default('end').describe('Whether FY2020 is the year that ends in 2020 (United States) or the one that starts in it.'),
    calendar,
  }),
  z.strictObject({ kind: z.literal('date'), column, format: z.enum(['y-m-d', 'd/m/y', 'm/d/y', 'y/m/d']), calendar }),
  z.strictObject({ kind: z.literal('month'), column, format: z.enum(['2024-03', '03/2024', 'Mar-24', '202403']), calendar }),
  z.strictObject({ kind: z.literal('year_month'), year: column, month: column, calendar }),
  z.strictObject({ kind: z.literal('year_quarter'), year: column, quarter: column, calendar }),
  z.strictObject({ kind: z.literal('quarter'), column, calendar }),
  z.strictObject({ kind: z.literal('year'), column, calendar }),
  z.strictObject({ kind: z.literal('constant'), period: word }),
])

/** A bound of a range: a number, or a year, month, quarter or date (`2019`, `2019-12`, `2019-Q4`, `2019-12-31`). */
const bound = z.union([z.number(), z.string().regex(/^\d{4}(-(\d{2}(-\d{2})?|Q[1-4]))?$/)])

/**
 * A condition, and the constant where it holds; the first that holds decides. It is about a column of the file (`equals`, `in`, or `from` and
 * `to`) or about the period that the row falls in (`period: { from, to }`).
 */
const when = z.strictObject({
  column: column.optional(),
  equals: word.optional(),
  in: z.array(word).min(1).max(1000).optional(),
  from: bound.optional(),
  to: bound.optional(),
  period: z.strictObject({ from: bound.optional(), to: bound.optional() }).optional(),
  constant: word,
})

const conditions = z.array(when).max(100).default([])
const constant = z.strictObject({ constant: word, when: conditions })

/** Either `column` (with `codes` and `otherwise`) or `constant`; conditions come first in both. */
const dimension = z.strictObject({
  column: column.optional(),
  /** The national word to the code. Codes, alpha-2, M49 and names of the list need no entry. */
  codes: z.record(z.string().max(300), word).default({}),
  otherwise: z.enum(['reject', 'OTH', '_U']).default('reject'),
  constant: word.optional(),
  when: conditions,
})

const { source_type, def_conform, def_note, coverage, profit_element, reporting_year_start } = DECLARED
const section = z.strictObject({
  source_type, def_conform, def_note: def_note.optional(), coverage: coverage.optional(), profit_element: profit_element.optional(), reporting_year_start: reporting_year_start.optional(),
})

export const mappingSchema = z.strictObject({
  mapping: z.literal(1).describe('The version of this language.'),
  about: z.string().max(2000).optional(),
  collection: text,
  dataflow: text,
  frequency: z.enum(['M', 'Q', 'A']),
  file: file.prefault({}),
  period,
  dimensions: z.record(text, dimension),
  value: z.strictObject({
    column,
    /** What a cell that is no number means: a number (`-` is 0), or a status that says why it is missing (blank is M). */
    words: z.record(z.string().max(100), word).default({}),
  }),
  n_obs: z.strictObject({ column: column.optional(), constant: z.int().min(0).optional() }).optional(),
  attributes: z.strictObject({ OBS_STATUS: constant.optional(), CONF_STATUS: constant.optional(), COMMENT_OBS: constant.optional() }).prefault({}),
  rows_on_one_key: z.enum(['sum', 'reject']).default('reject'),
  drop: z.array(column).max(1000).default([]).describe('Columns that are known and not stored. Columns that no one names are not stored either.'),
  section,
})

export type Mapping = z.infer<typeof mappingSchema>
export type MappingFile = Mapping['file']
export type PeriodRule = Mapping['period']
export type DimensionRule = Mapping['dimensions'][string]
export type ConstantRule = z.infer<typeof constant>
export type When = z.infer<typeof when>
export type Bound = z.infer<typeof bound>
export type Section = z.infer<typeof section>
