import type { Description } from './descriptions.ts'
import { saysOf, type Postings } from './rank.ts'
import { nameToken, stemToken, type Lexicon, type Token } from './terms.ts'
import { foldedWords } from './words.ts'

/** Stems of words by language, where it has a stemmer; null where the word says nothing in it. */
export type Stems = ReadonlyMap<string, { readonly [language: string]: string | null }>

/** The descriptions as they are looked up. The same for whoever asks. */
export type Catalogue = {
  readonly descriptions: readonly Description[]
  readonly postings: Postings
  readonly named: Lexicon['named']
  readonly holding: Lexicon['holding']
  /** Words that say something in most of the names and texts in which they stand, though nothing in another language: "sea", as in Spanish. */
  readonly telling: ReadonlySet<string>
  /** Every word of a name, with the number of things that it names. */
  readonly words: ReadonlyMap<string, number>
  /** Names by their folded words, with how they are written: what is proposed while somebody types. */
  readonly names: readonly { readonly phrase: string; readonly text: string; readonly language: string }[]
}

const NONE: readonly Token[] = []

/** Each name cut into words once: cutting is most of the work. */
type Piece = { readonly text: string; readonly language: string; readonly words: readonly string[] }
export type Cut = { readonly of: Description; readonly names: readonly Piece[]; readonly below: readonly Piece[] }

const pieceOf = (language: string, text: string): Piece => ({ text, language, words: foldedWords(text) })

export const cutNames = (descriptions: readonly Description[]): Cut[] => descriptions.map((of) => ({
  of,
  names: [...Object.entries(of.name).map(([language, text]) => pieceOf(language, text)), ...of.also.map((text) => pieceOf('', text))].filter(({ words }) => words.length > 0),
  below: [...Object.entries(of.text ?? {}), ...Object.entries(of.within ?? {})].map(([language, text]) => pieceOf(language, text)),
}))

/** The words of each language, whose stems the catalogue needs. */
export function wordsToStem(cut: readonly Cut[]): ReadonlyMap<string, ReadonlySet<string>> {
  const pieces = Map.groupBy(cut.flatMap(({ names, below }) => [...names, ...below]), ({ language }) => language)
  return new Map([...pieces].map(([language, some]) => [language, new Set(some.flatMap(({ words }) => words))]))
}

export function buildCatalogue(cut: readonly Cut[], stems: Stems): Catalogue {
  const found = new Map<Token, Map<number, number>>()
  const holding = new Map<Token, Set<Token>>()
  const put = (token: Token, document: number, says: number): void => {
    const there = found.get(token) ?? new Map<number, number>()
    found.set(token, there.set(document, Math.max(says, there.get(document) ?? 0)))
  }
  const hold = (token: Token, tokens: readonly Token[]): void => void holding.set(token, new Set([...(holding.get(token) ?? []), ...tokens]))
  cut.forEach(({ of, names, below }, document) => {
    for (const token of of.tokens) put(token, document, saysOf(1, 0))
    for (const { words, language } of below) for (const word of words) for (const token of formsOf(word, language, stems)) put(token, document, saysOf(0, 1))
    for (const { words, language } of names) {
      put(nameToken(words), document, saysOf(2, 0))
      for (const token of words.flatMap((word) => formsOf(word, language, stems))) {
        put(token, document, saysOf(1, 0))
        if (words.length > 1) hold(token, of.tokens)
      }
    }
  })
  const postings: Postings = new Map([...found].map(([token, says]) => [token, { documents: [...says.keys()], says: [...says.values()] }]))
  const held = new Map([...holding].map(([token, all]) => [token, [...all]]))
  const named = namesOf(cut)
  return {
    descriptions: cut.map(({ of }) => of), postings, words: countWords(cut), telling: tellingWords(cut, stems), named: (phrase) => named.get(phrase) ?? [], holding: (token) => held.get(token) ?? NONE,
    names: cut.flatMap(({ names }) => names.map(({ text, language, words }) => ({ phrase: words.join(' '), text, language }))),
  }
}

/** A word and its stem in the language of its text; nothing of a word that says nothing in it. */
export function formsOf(word: string, language: string, stems: Stems): readonly Token[] {
  const stem = stems.get(word)?.[language]
  return stem === null ? NONE : stem === undefined ? [word] : [word, stemToken(language, stem)]
}

function namesOf(cut: readonly Cut[]) {
  const named = new Map<string, { tokens: readonly Token[]; names: readonly (readonly string[])[] }[]>()
  for (const { of, names } of cut) {
    const phrases = new Set(names.map(({ words }) => words.join(' ')))
    for (const phrase of phrases) named.set(phrase, [...(named.get(phrase) ?? []), { tokens: of.tokens, names: [...phrases].filter((other) => other !== phrase).map((other) => other.split(' ')) }])
  }
  return named
}

function tellingWords(cut: readonly Cut[], stems: Stems): ReadonlySet<string> {
  const says = new Map<string, number>()
  for (const { words, language } of cut.flatMap(({ names, below }) => [...names, ...below])) for (const word of words) {
    const stem = stems.get(word)?.[language]
    if (stem !== undefined) says.set(word, (says.get(word) ?? 0) + (stem === null ? -1 : 1))
  }
  return new Set([...says].flatMap(([word, more]) => (more > 0 ? [word] : [])))
}

function countWords(cut: readonly Cut[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { names } of cut) for (const word of new Set(names.flatMap(({ words }) => words))) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** The catalogue with the stems of the words of one question. */
export const lexiconOf = ({ named, holding, telling }: Catalogue, stems: Stems): Lexicon => ({
  named, holding,
  stems: (word) => {
    const found = Object.entries(stems.get(word) ?? {})
    return { tokens: found.flatMap(([language, stem]) => (stem === null ? [] : [stemToken(language, stem)])), stop: found.some(([, stem]) => stem === null) && !telling.has(word) }
  },
})
