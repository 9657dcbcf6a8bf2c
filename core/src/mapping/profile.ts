import { textOf, type Cell } from './cells.ts'

/** A column of a sample: its words by how often they stand there. */
export type Profile = {
  readonly name: string
  readonly at: number
  /** Distinct texts, trimmed, most frequent first; blank cells are counted apart. */
  readonly words: readonly { readonly word: string; readonly rows: number }[]
  readonly blank: number
  readonly rows: number
}

/** Beyond so many different words a column is no list of words. */
const MOST_WORDS = 5000

export function profileColumns(header: readonly string[], rows: readonly (readonly Cell[])[]): readonly Profile[] {
  return header.map((name, at) => profileColumn(name, at, rows))
}

function profileColumn(name: string, at: number, rows: readonly (readonly Cell[])[]): Profile {
  const counts = new Map<string, number>()
  let blank = 0
  for (const row of rows) {
    const word = textOf(row[at]).trim()
    if (word === '') blank++
    else if (counts.has(word) || counts.size < MOST_WORDS) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const words = Array.from(counts, ([word, n]) => ({ word, rows: n })).sort((a, b) => b.rows - a.rows || (a.word < b.word ? -1 : 1))
  return { name, at, words, blank, rows: rows.length }
}

/** The share of rows (blank ones left out) whose word passes; 0 where there are none. */
export function shareOf(profile: Profile, passes: (word: string) => boolean): number {
  let all = 0
  let good = 0
  for (const { word, rows } of profile.words) {
    all += rows
    if (passes(word)) good += rows
  }
  return all === 0 ? 0 : good / all
}
