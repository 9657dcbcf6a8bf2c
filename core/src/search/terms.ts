import { wordsOf } from './words.ts'

/**
 * What documents are found by. A token is a folded word (`boat`), a stem in a language (`en~smuggl`), or a code of a dimension or a
 * list (`CITIZENSHIP=MMR`), whatever it is called in any language.
 */
export type Token = string

export const stemToken = (language: string, stem: string): Token => `${language}~${stem}`
export const codeToken = (list: string, code: string): Token => `${list}=${code}`
/** A name as a whole: what is called exactly so comes before what only has the words. */
export const nameToken = (words: readonly string[]): Token => `"${words.join(' ')}"`
/** The dimension or list and the code of a token that is one; undefined for words. */
export function readCodeToken(token: Token): { readonly list: string; readonly code: string } | undefined {
  const at = token.indexOf('=')
  return at < 0 ? undefined : { list: token.slice(0, at), code: token.slice(at + 1) }
}

/** One way in which a document can have what is sought: all of these tokens. `weight`: 1 as it was written, less for what it may mean. */
export type Way = { readonly tokens: readonly Token[]; readonly weight: number }

/** One thing that is sought. `optional`: a word like "of", which need not be there. */
export type Term = { readonly text: string; readonly from: number; readonly to: number; readonly ways: readonly Way[]; readonly optional: boolean }

/** What is known of words, whoever asks. */
export type Lexicon = {
  /** Stems of a word in the languages that have a stemmer; empty in a language where it says nothing ("of"). */
  readonly stems: (word: string) => { readonly tokens: readonly Token[]; readonly stop: boolean }
  /** What is called exactly so: the tokens of its code, and its other names as folded words. */
  readonly named: (phrase: string) => readonly { readonly tokens: readonly Token[]; readonly names: readonly (readonly string[])[] }[]
  /** Codes in whose name the word (or its stem) is one of several. */
  readonly holding: (token: Token) => readonly Token[]
}

const WEIGHT = { word: 1, stem: 0.9, code: 0.9, otherName: 0.6, holding: 0.4 } as const
const LONGEST_NAME = 6
const MOST_WAYS = 400
const PERIOD = /(^|[^\p{L}\p{N}])(\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?)(?![\p{L}\p{N}])/gu

/** What a line of words asks for: periods, names of several words, and words, in their order. */
export function readTerms(line: string, lexicon: Lexicon): Term[] {
  const periods = [...line.matchAll(PERIOD)].map((found) => periodTerm(found[2]!, found.index + found[1]!.length))
  const words = wordsOf(line).filter(({ from }) => !periods.some((period) => period.from <= from && from < period.to))
  const terms: Term[] = []
  for (let at = 0; at < words.length;) {
    const length = nameLength(words.slice(at, at + LONGEST_NAME).map(({ folded }) => folded), lexicon)
    const some = words.slice(at, at + length)
    terms.push(wordTerm(line, some.map(({ folded }) => folded), some[0]!.from, some.at(-1)!.to, lexicon))
    at += length
  }
  const all = [...periods, ...terms].toSorted((a, b) => a.from - b.from)
  // Where nothing else is sought, a word like "of" is meant.
  return all.every(({ optional }) => optional) ? all.map((term) => ({ ...term, optional: false })) : all
}

const periodTerm = (text: string, from: number): Term => ({ text, from, to: from + text.length, optional: false, ways: [{ tokens: [codeToken('TIME_PERIOD', text)], weight: WEIGHT.code }, { tokens: text.split('-').map((part) => part.toLowerCase()), weight: WEIGHT.word }] })

/** How many of the words are one name; 1 where none is. */
function nameLength(words: readonly string[], { named }: Lexicon): number {
  for (let length = words.length; length > 1; length--) if (named(words.slice(0, length).join(' ')).length > 0) return length
  return 1
}

function wordTerm(line: string, words: readonly string[], from: number, to: number, lexicon: Lexicon): Term {
  const called = lexicon.named(words.join(' '))
  const stems = words.length === 1 ? lexicon.stems(words[0]!) : { tokens: [], stop: false }
  const ways: Way[] = [
    { tokens: [nameToken(words)], weight: WEIGHT.word },
    { tokens: words, weight: WEIGHT.word },
    ...stems.tokens.map((token) => ({ tokens: [token], weight: WEIGHT.stem })),
    ...called.flatMap(({ tokens, names }) => [
      ...tokens.map((token) => ({ tokens: [token], weight: WEIGHT.code })),
      ...names.map((name) => ({ tokens: name, weight: WEIGHT.otherName })),
    ]),
    ...(words.length === 1 ? [words[0]!, ...stems.tokens].flatMap((token) => lexicon.holding(token)).map((token) => ({ tokens: [token], weight: WEIGHT.holding })) : []),
  ]
  return { text: line.slice(from, to), from, to, ways: withoutDoubles(ways).slice(0, MOST_WAYS), optional: stems.stop }
}

/** Of two ways that are the same the first, which weighs more. */
function withoutDoubles(ways: readonly Way[]): Way[] {
  const seen = new Set<string>()
  return ways.filter(({ tokens }) => {
    const key = tokens.join(' ')
    return !seen.has(key) && !!seen.add(key)
  })
}

/** Every token that must be looked up. */
export const tokensOf = (terms: readonly Term[]): Token[] => [...new Set(terms.flatMap(({ ways }) => ways.flatMap(({ tokens }) => tokens)))]
