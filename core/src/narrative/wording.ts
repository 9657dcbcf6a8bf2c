import english from '../i18n/narratives.en.json' with { type: 'json' }
import { fill } from '../i18n/fill.ts'
import { dayWords, periodWords } from '../i18n/period-words.ts'
import { ENGLISH, sentenceOf, type Sentences } from '../i18n/sentences.ts'
import { isPeriod } from '../report/period.ts'
import type { NarrativeField, NarrativeKind } from '../metadata/model.ts'
import type { NarrativeFault } from './check.ts'

type Keys = keyof typeof english
export type FaultKey = Keys extends infer K ? (K extends `fault.${infer Name}` ? Name : never) : never

type Own = Pick<Sentences, 'language' | 'narratives'>
const PERIODS: ReadonlySet<string> = new Set(['period', 'from', 'to', 'value', 'bound'])

/** Says a fault of a narrative of one kind: the same sentence on the server and on the page. */
export function narrativeWording(kind: NarrativeKind, own: Own = ENGLISH): (fault: { readonly field: string; readonly key: string; readonly values: NarrativeFault['values'] }) => string {
  const text = (key: string) => sentenceOf(own.narratives, own.language, english, key)
  const name = (place: string): string => fieldName(kind.fields, place.split('.'), own, text)
  return ({ field, key, values }) => {
    const [sentence, language] = text(`fault.${key}`)
    const said = Object.fromEntries(Object.entries(values).map(([what, value]) => [what, what === 'other' ? name(String(value)) : PERIODS.has(what) && isPeriod(String(value)) && typeof value === 'string' ? dayWords(own.language, periodWords(own.language, value)) : value]))
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
