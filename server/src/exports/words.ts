import type { Collection, Dataflow, Words } from '@openvrs/core/metadata/model.ts'
import { periodWords } from '@openvrs/core/i18n/period-words.ts'
import ar from './i18n/file.ar.json' with { type: 'json' }
import english from './i18n/file.en.json' with { type: 'json' }
import fr from './i18n/file.fr.json' with { type: 'json' }
import th from './i18n/file.th.json' with { type: 'json' }

export type FileWord = keyof typeof english
/** What a language lacks is said in English. */
const WORDS: { readonly [language: string]: { readonly [key: string]: string } } = { ar, fr, th }

export const fileWord = (language: string, key: FileWord): string => WORDS[language]?.[key] ?? english[key]

export const nameIn = (words: Words, language: string): string => words[language] ?? words.en

/** What dimensions and codes of a dataflow are called. */
export type Names = { readonly dimension: (id: string) => string; readonly code: (dimension: string, code: string) => string }

/** `member` says what a member is called; `more` are codes that a question itself makes, such as regions. */
export function namesOf(collection: Collection, flow: Dataflow, language: string, member: (code: string) => string): Names {
  const found = new Map(flow.dimensions.map((d) => [d.id, codesOf(collection, flow, d.id, language)]))
  const regions = [...collection.codelists.values()].flatMap((list) => list.codes.filter((code) => code.annotations?.['areas'] !== undefined))
  const gathered = new Map(regions.map((code) => [code.id, nameIn(code.name, language)]))
  return {
    dimension: (id) => nameIn(flow.dimensions.find((d) => d.id === id)!.name, language),
    code: (dimension, code) => {
      if (dimension === 'TIME_PERIOD') return periodWords(language, code)
      return found.get(dimension)?.get(code) ?? gathered.get(code) ?? (dimension === 'REF_AREA' ? member(code) : isRest(code) ? fileWord(language, `code.${code}`) : code)
    },
  }
}

const REST = ['_T', '_U', 'OTH', '_REST'] as const
const isRest = (code: string): code is (typeof REST)[number] => REST.some((one) => one === code)

function codesOf(collection: Collection, flow: Dataflow, dimension: string, language: string): ReadonlyMap<string, string> {
  const named = (codes: readonly { readonly id: string; readonly name: Words }[]) => new Map(codes.map(({ id, name }) => [id, nameIn(name, language)]))
  if (dimension === 'INDICATOR') return named(flow.indicators)
  const { representation } = flow.dimensions.find((d) => d.id === dimension)!
  switch (representation.kind) {
    case 'codelist':
      return named([...(collection.codelists.get(representation.list)?.codes ?? []), ...(dimension === 'REF_AREA' ? collection.organisations : [])])
    case 'register':
      return named(collection.register.filter((entry) => entry.register === representation.register))
    case 'frequency':
      return new Map((['M', 'Q', 'A'] as const).map((id) => [id, fileWord(language, `freq.${id}`)]))
    case 'pattern':
    case 'period':
      return new Map()
  }
}
