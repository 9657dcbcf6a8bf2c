import type { NarrativeField, NarrativeKind } from '../metadata/model.ts'
import { COMMON_LISTS, type Answer, type CommonCode, type Leg, type NarrativeBody, type SeriesLink } from '../narrative/narrative.ts'
import { formsOf, type Stems } from './catalogue.ts'
import { saysOf } from './rank.ts'
import { codeToken, type Token } from './terms.ts'
import { foldedWords } from './words.ts'

/** What a narrative is found by: the words of its summary, those of its other texts, and what its codes stand for. */
export type NarrativeWords = { readonly title: readonly string[]; readonly below: readonly string[]; readonly codes: readonly Token[] }

export function narrativeWords(kind: NarrativeKind, body: NarrativeBody): NarrativeWords {
  const answers = kind.fields.flatMap((field) => answersOf(field, body.fields[field.id]))
  const common = (Object.entries(COMMON_LISTS) as [CommonCode, string][]).map(([name, list]) => codeToken(list, body[name]))
  return {
    title: foldedWords(body.summary), below: foldedWords([body.text, ...answers.flatMap(({ text }) => text ?? [])].join('\n')),
    codes: [...new Set([...common, ...body.series.flatMap(linkTokens), ...answers.flatMap(({ codes }) => codes ?? [])])],
  }
}

/** The language by whose rules a text in a language is stemmed: `pt-BR` by those of `pt`. */
export const stemmedIn = (language: string): string => language.split('-')[0]!

/** How much each token says of it, stems in the language that it is written in. */
export function narrativeTokens({ title, below, codes }: NarrativeWords, language: string, stems: Stems): Map<Token, number> {
  const stemmed = stemmedIn(language)
  const counts = new Map<Token, [title: number, below: number]>()
  const count = (words: readonly string[], at: 0 | 1): void => {
    for (const token of words.flatMap((word) => formsOf(word, stemmed, stems))) {
      const there = counts.get(token) ?? [0, 0]
      there[at]++
      counts.set(token, there)
    }
  }
  count(title, 0)
  count(below, 1)
  return new Map([...[...counts].map(([token, [inTitle, inText]]) => [token, saysOf(inTitle, inText)] as const), ...codes.map((token) => [token, saysOf(1, 0)] as const)])
}

type Said = { readonly text?: string; readonly codes?: readonly Token[] }

function answersOf(field: NarrativeField, answer: Answer | undefined): Said[] {
  if (answer === undefined) return []
  const codes = (): readonly string[] => (Array.isArray(answer) ? (answer as readonly string[]) : [String(answer)])
  switch (field.kind) {
    case 'text':
      return [{ text: String(answer) }]
    case 'code':
      return [{ codes: codes().map((code) => codeToken(field.list, code)) }]
    case 'register':
      return [{ codes: codes().map((code) => codeToken(field.register, code)) }]
    case 'legs':
      return (answer as readonly Leg[]).flatMap((leg) => field.fields.flatMap((inner) => answersOf(inner, leg[inner.id])))
    case 'series':
      return [{ codes: (answer as readonly SeriesLink[]).flatMap(linkTokens) }]
    case 'number':
    case 'period':
      return []
  }
}

const linkTokens = ({ dataflow, codes }: SeriesLink): Token[] => [codeToken('DATAFLOW', dataflow), ...Object.entries(codes).map(([dimension, code]) => codeToken(dimension, code))]
