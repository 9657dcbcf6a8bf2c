import type { Code } from '../metadata/model.ts'
import { normaliseWord } from './words.ts'

export type Near = { readonly code: string; readonly name: string; readonly score: number }

/** Ways to write each code, normalised: what a misspelling is compared with. */
export type Names = readonly { readonly code: string; readonly name: string; readonly ways: readonly string[] }[]

export const namesOf = (codes: readonly Code[]): Names =>
  codes.map(({ id, name, annotations }) => ({
    code: id, name: name.en,
    ways: [...new Set([...Object.values(name), ...(annotations?.['alias'] ?? '').split(';'), id].map(normaliseWord))].filter((way) => way !== ''),
  }))

const LEAST_SCORE = 0.55
const MOST_SHOWN = 4

/** The codes whose names are nearest to a word, best first: by edit distance, or where one holds all words of the other. */
export function nearest(word: string, names: Names): readonly Near[] {
  const normal = normaliseWord(word)
  if (normal === '' || normal.length > 100) return []
  return names
    .map(({ code, name, ways }) => ({ code, name, score: Math.max(...ways.map((way) => likeness(normal, way)), 0) }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
    .slice(0, MOST_SHOWN)
}

/** 1 for equal words, 0 for words that share nothing. */
function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  const shared = sharedWords(a, b)
  // The difference of lengths alone is a bound: most pairs are decided by it.
  if (1 - Math.abs(a.length - b.length) / longest <= LEAST_SCORE) return shared
  return Math.max(shared, 1 - distance(a, b) / longest)
}

/** 0.9 where one is made of words of the other (`china peoples republic of`, `china`), less where they share at least two. */
function sharedWords(a: string, b: string): number {
  const [few, many] = [a.split(' '), b.split(' ')].sort((x, y) => x.length - y.length) as [string[], string[]]
  if (many.length === 1) return 0
  const shared = few.filter((word) => word.length > 2 && many.includes(word)).length
  if (shared === 0) return 0
  if (shared === few.length) return 0.9 - 0.02 * (many.length - few.length)
  return shared > 1 ? (0.85 * shared) / few.length : 0
}

/** Damerau and Levenshtein's: letters added, left out, changed, or two neighbours swapped. */
export function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
