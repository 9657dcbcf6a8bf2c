import english from '../i18n/narratives.en.json' with { type: 'json' }
import { fill } from '../i18n/fill.ts'
import { dayWords, periodWords } from '../i18n/period-words.ts'
import { ENGLISH, sentenceOf, type Sentences } from '../i18n/sentences.ts'
import { isPeriod } from '../report/period.ts'
import type { Collection, NarrativeField, NarrativeKind } from '../metadata/model.ts'
import type { NarrativeFault } from './check.ts'

type Keys = keyof typeof english
export type FaultKey = Keys extends infer K ? (K extends `fault.${infer Name}` ? Name : never) : never

type Own = Pick<Sentences, 'language' | 'narratives'>
const CODES: ReadonlySet<string> = new Set(['begins', 'ends'])
const PERIODS: ReadonlySet<string> = new Set(['period', 'from', 'to', 'value', 'bound'])

/** Says a fault of a narrative of one kind, with the names of fields, of codes and of periods. */
export function narrativeWording(kind: NarrativeKind, collection: Collection, own: Own = ENGLISH): (fault: { readonly field: string; readonly key: string; readonly values: NarrativeFault['values'] }) => string {
  const text = (key: string) => sentenceOf(own.narratives, own.language, english, key)
  const name = (place: string): string => fieldName(kind.fields, place.split('.'), own, text)
  return ({ field, key, values }) => {
    const [sentence, language] = text(`fault.${key}`)
    const said = Object.fromEntries(Object.entries(values).map(([what, value]) => [what, what === 'other' ? name(String(value)) : what === 'what' ? text(`what.${value}`)[0] : CODES.has(what) ? codeName(kind.fields, field.split('.'), String(value), collection, own) : PERIODS.has(what) && isPeriod(String(value)) && typeof value === 'string' ? dayWords(own.language, periodWords(own.language, value)) : value]))
    return fill(sentence, { field: name(field), ...said }, language)
  }
}

function fieldName(fields: readonly NarrativeField[], [id = '', leg, inner]: readonly string[], own: Own, text: (key: string) => readonly [string, string]): string {
  const field = fields.find((one) => one.id === id)
  const named = field ? (field.name[own.language] ?? field.name.en) : text(`field.${id}`)[0]
  if (leg === undefined || field?.kind !== 'legs') return named.startsWith('field.') ? id : named
  const [sentence, language] = text('leg')
  return fill(sentence, { legs: named, leg, field: fieldName(field.fields, [inner ?? ''], own, text) }, language)
}

/** What a code of the field at a place is called; the code itself where the list does not have it. */
function codeName(fields: readonly NarrativeField[], [id, , inner]: readonly string[], code: string, collection: Collection, own: Own): string {
  const field = fields.find((one) => one.id === id)
  if (field?.kind === 'legs') return codeName(field.fields, [inner ?? ''], code, collection, own)
  const codes = field?.kind === 'code' ? collection.codelists.get(field.list)?.codes : field?.kind === 'register' ? collection.register.filter(({ register }) => register === field.register) : undefined
  const name = codes?.find((one) => one.id === code)?.name
  return name?.[own.language] ?? name?.en ?? code
}
