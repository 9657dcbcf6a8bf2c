import type { NarrativeField, NarrativeKind } from '../metadata/model.ts'
import { screenText } from '../nonnominal/screen.ts'
import type { NarrativeFault } from './check.ts'
import type { Answer, Leg, NarrativeBody } from './narrative.ts'

const SHOWN = 60
const shortened = (words: string): string => Array.from(words).slice(0, SHOWN).join('')

/**
 * What in the words of a narrative could lead to a person, in the order of the form. It is a warning, since a pattern may be wrong: whoever
 * submits takes it out, or says why it leads to nobody.
 */
export function nominalIn(kind: NarrativeKind, { summary, text, fields }: Pick<NarrativeBody, 'summary' | 'text' | 'fields'>): readonly NarrativeFault[] {
  const words: readonly (readonly [string, string])[] = [['summary', summary], ['text', text], ...wordsOf(kind.fields, fields, '')]
  return words.flatMap(([field, of]) => screenText(of).map(({ kind: what, from, to }): NarrativeFault => ({ field, key: 'nominal', values: { what, found: shortened(of.slice(from, to)) } })))
}

const wordsOf = (asked: readonly NarrativeField[], answers: { readonly [field: string]: Answer }, prefix: string): readonly (readonly [string, string])[] => asked.flatMap((field) => {
  const answer = answers[field.id]
  if (field.kind === 'text' && typeof answer === 'string') return [[prefix + field.id, answer] as const]
  if (field.kind === 'legs' && Array.isArray(answer)) return (answer as readonly Leg[]).flatMap((leg, at) => wordsOf(field.fields, leg, `${prefix}${field.id}.${at + 1}.`))
  return []
})
