import english from '../i18n/columns.en.json' with { type: 'json' }
import { fill } from '../i18n/fill.ts'
import { dayWords, periodWords } from '../i18n/period-words.ts'
import { ENGLISH, sentenceOf, type Sentences } from '../i18n/sentences.ts'
import { codesOf } from '../mapping/codes.ts'
import type { Collection, Dataflow, Words } from '../metadata/model.ts'
import type { Finding, MessageValues } from './finding.ts'

/** Says a finding of one dataflow: the same sentence on the server and on the page. */
export type Wording = (finding: Pick<Finding, 'rule' | 'column' | 'key' | 'messageValues'>) => string

type Own = Pick<Sentences, 'language' | 'columns'>
type NameOf = (column: string, code: string) => string | undefined

/** Values that are codes of one column, whatever the finding is about. */
const CODES_OF: { readonly [value: string]: string } = {
  status: 'OBS_STATUS', missing: 'OBS_STATUS', freq: 'FREQ', reportFreq: 'FREQ', member: 'REF_AREA', indicator: 'INDICATOR', unit: 'UNIT_MEASURE', units: 'UNIT_MEASURE',
}
const COLUMNS: ReadonlySet<string> = new Set(['dimension', 'dimensions', 'first', 'second', 'low', 'high'])
const PERIODS: ReadonlySet<string> = new Set(['period', 'from', 'to', 'end'])
/** Codes of the column that the finding is about, or of another that its values name. */
const CODES: ReadonlySet<string> = new Set(['code', 'other', 'allowed', 'parts', 'whole', 'instead'])

/** The sentences of the rules, with the names of codes and columns and with periods in the reader's calendar. English where a rule lacks the language. */
export function wordingOf(collection: Collection, flow: Dataflow, own: Own = ENGLISH): Wording {
  const rules = new Map(collection.rules.map((rule) => [rule.id, rule]))
  const { language } = own
  const inWords = (words: Words): string => words[language] ?? words.en
  const column = columnNames(flow, own, inWords)
  const name = codeNames(collection, flow, own, inWords)
  return ({ rule: id, column: about = '', key, messageValues }) => {
    const rule = rules.get(id)
    if (!rule) return id
    const said = Object.fromEntries(Object.entries(messageValues).map(([what, value]) => [what, typeof value === 'string' ? each(value, wordOf(what, about, messageValues)) : value]))
    const sentence = rule.message[language]
    return fill(sentence ?? rule.message.en, { key, column: column(about), ...said }, sentence === undefined ? 'en' : language)
  }

  function wordOf(what: string, about: string, values: MessageValues): (value: string) => string {
    const of = CODES_OF[what]
    if (of !== undefined) return (code) => name(of, code) ?? code
    if (COLUMNS.has(what)) return column
    if (PERIODS.has(what)) return (period) => dayWords(language, periodWords(language, period))
    if (what === 'list') return (list) => { const found = collection.codelists.get(list); return found ? inWords(found.name) : list }
    if (!CODES.has(what)) return (value) => value
    const first = what === 'code' ? [values['dimension'] ?? values['first'] ?? about, about] : [about, values['dimension'] ?? '']
    const places = [...first.map(String), ...flow.dimensions.map(({ id }) => id)]
    return (code) => { for (const place of places) { const found = name(place, code); if (found !== undefined) return found } return code }
  }
}

/** A value may be several, as the rules join them. */
const each = (value: string, word: (one: string) => string): string => value.split(', ').map(word).join(', ')

function columnNames(flow: Dataflow, own: Own, inWords: (words: Words) => string): (column: string) => string {
  const names = new Map(flow.dimensions.map(({ id, name }) => [id, inWords(name)]))
  return (column) => names.get(column) ?? (column === '' ? '' : sentenceOf(own.columns, own.language, english, column)[0])
}

function codeNames(collection: Collection, flow: Dataflow, own: Own, inWords: (words: Words) => string): NameOf {
  const known = new Map<string, ReadonlyMap<string, string>>()
  const namesOf = (column: string): ReadonlyMap<string, string> => {
    const lists: { readonly [column: string]: string } = { OBS_STATUS: 'CL_OBS_STATUS', CONF_STATUS: 'CL_CONF_STATUS', FREQ: 'CL_FREQ' }
    const list = lists[column]
    if (list !== undefined) return named(collection.codelists.get(list)?.codes ?? [])
    if (column === 'INDICATOR') return named(flow.indicators)
    const dimension = flow.dimensions.find(({ id }) => id === column)
    if (!dimension) return new Map()
    return new Map([...named(codesOf(dimension, collection)), ...dimension.totals.map((total) => [total, sentenceOf(own.columns, own.language, english, total)[0]] as const)])
  }
  const named = (codes: readonly { readonly id: string; readonly name: Words }[]) => new Map(codes.map((code) => [code.id, inWords(code.name)]))
  return (column, code) => {
    const names = known.get(column) ?? namesOf(column)
    known.set(column, names)
    return names.get(code)
  }
}
