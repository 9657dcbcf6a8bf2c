import type { Catalogue } from './catalogue.ts'
import { meantWord } from './near.ts'
import type { Term } from './terms.ts'
import { foldedWords, wordsOf } from './words.ts'

const MOST = 8

/**
 * How a line may go on: names of the catalogue that begin with its last words, those in the reader's language first, then words that
 * the asker can see. `seen`: those that begin like the last word, with how often.
 */
export function goOn(line: string, catalogue: Catalogue, seen: ReadonlyMap<string, number>, language: string): string[] {
  const words = wordsOf(line)
  const last = words.at(-1)
  if (!last) return []
  const names = beginningSo(words.map(({ folded }) => folded).join(' '), catalogue, language)
  const ofLast = words.length > 1 ? beginningSo(last.folded, catalogue, language) : []
  const begun = [...seen].filter(([word]) => word.startsWith(last.folded) && word !== last.folded).toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word)
  const before = line.slice(0, last.from)
  return [...new Set([...names, ...[...ofLast, ...begun].map((text) => before + text)])].slice(0, MOST)
}

function beginningSo(phrase: string, { names }: Catalogue, language: string): string[] {
  const order = (of: string): number => (of === language ? 0 : of === 'en' ? 1 : 2)
  const found = names.filter((name) => name.phrase.startsWith(phrase) && name.phrase !== phrase && name.language !== '')
  return [...new Set(found.toSorted((a, b) => order(a.language) - order(b.language) || a.phrase.length - b.phrase.length || (a.phrase < b.phrase ? -1 : 1)).map(({ text }) => text))].slice(0, MOST)
}

/** The line with the words that stand nowhere before the asker put right, written as what is called so; undefined where none is near. */
export function meantLine(line: string, terms: readonly Term[], nowhere: (term: Term) => boolean, catalogue: Catalogue, seen: ReadonlyMap<string, number>): string | undefined {
  const known = new Map([...catalogue.words, ...seen])
  let meant = ''
  let at = 0
  for (const term of terms) {
    const [word, ...others] = foldedWords(term.text)
    const right = word !== undefined && others.length === 0 && nowhere(term) ? meantWord(word, known) : undefined
    meant += line.slice(at, term.from) + (catalogue.names.find(({ phrase }) => phrase === right)?.text ?? right ?? term.text)
    at = term.to
  }
  meant += line.slice(at)
  return meant === line ? undefined : meant
}
