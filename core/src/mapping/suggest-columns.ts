import type { Collection, Dataflow, Dimension } from '../metadata/model.ts'
import { SAID_ELSEWHERE } from './check.ts'
import { codesOf, listLookup } from './codes.ts'
import lists from './headers.json' with { type: 'json' }
import { NUMBER_STYLES, type NumberStyle } from './language.ts'
import { parseNumber } from './number.ts'
import { shareOf, type Profile } from './profile.ts'
import { fits, mentions } from './suggest-period.ts'

/** A dimension and the column that it was recognised in, with what speaks for it. */
export type Recognised = { readonly dimension: Dimension; readonly column: Profile; readonly by: 'column.header' | 'column.content' }
/** A column whose words fit dimensions that others have or share. */
export type Rival = { readonly column: Profile; readonly dimensions: readonly string[] }

type Score = { readonly dimension: Dimension; readonly column: Profile; readonly header: number; readonly content: number }

/** Half of the rows must have a word of the list; that they do is no chance where there are at least two of them. */
const ENOUGH = 0.5

/**
 * Gives columns to dimensions: first where the header says so and words agree, then where the header says so, then where only words fit and no
 * other dimension or column fits as well. What is left undecided comes back as rivals.
 */
export function recogniseDimensions(flow: Dataflow, collection: Collection, columns: readonly Profile[]): { readonly found: readonly Recognised[]; readonly rivals: readonly Rival[] } {
  const scores = flow.dimensions.filter((d) => !SAID_ELSEWHERE.has(d.id)).flatMap((dimension) => columns.map((column) => scoreOf(dimension, column, flow, collection)))
  const found = new Map<string, Recognised>()
  const isTaken = ({ dimension, column }: Score) => found.has(dimension.id) || [...found.values()].some((f) => f.column === column)
  for (const score of scores.filter((s) => s.header > 0).sort((a, b) => b.header - a.header || b.content - a.content)) {
    if (!isTaken(score) && (score.content > 0 || score.header === 2)) found.set(score.dimension.id, { dimension: score.dimension, column: score.column, by: 'column.header' })
  }
  const byWords = scores.filter((s) => s.content >= ENOUGH && !isTaken(s))
  for (const score of byWords) {
    const isOnly = byWords.filter((s) => s.dimension === score.dimension || s.column === score.column).length === 1
    if (isOnly) found.set(score.dimension.id, { dimension: score.dimension, column: score.column, by: 'column.content' })
  }
  const open = byWords.filter((s) => !isTaken(s))
  const rivals = [...new Set(open.map((s) => s.column))].map((column) => ({ column, dimensions: open.filter((s) => s.column === column).map((s) => s.dimension.id) }))
  return { found: [...found.values()], rivals }
}

function scoreOf(dimension: Dimension, column: Profile, flow: Dataflow, collection: Collection): Score {
  const vocabulary: { readonly [id: string]: readonly string[] } = lists.dimensions
  const words = [...(vocabulary[dimension.id] ?? []), ...Object.values(dimension.name), dimension.id]
  const header = fits(column.name, words) ? 2 : mentions(column.name, words) ? 1 : 0
  const lookup = dimension.id === 'INDICATOR' ? indicatorLookup(flow) : wordLookup(dimension, collection)
  const isWord = shareOf(column, (word) => /[^\d\s.,-]/.test(word)) > 0
  return { dimension, column, header, content: isWord ? shareOf(column, lookup) : 0 }
}

const indicatorLookup = (flow: Dataflow) => (word: string): boolean => flow.indicators.some((i) => i.id === word.toUpperCase())

function wordLookup(dimension: Dimension, collection: Collection): (word: string) => boolean {
  if (codesOf(dimension, collection).length === 0) return () => false
  const lookup = listLookup(dimension, collection)
  return (word) => typeof lookup(word) === 'string'
}

/** Columns whose cells are numbers: those whose header says that they are counts, and others. */
export function guessValues(columns: readonly Profile[]): { readonly named: readonly Profile[]; readonly others: readonly Profile[] } {
  const share = (column: Profile) => Math.max(...NUMBER_STYLES.map((style) => shareOf(column, isNumber(style))))
  const named = columns.filter((column) => mentions(column.name, lists.value) && share(column) >= 0.5)
  return { named, others: columns.filter((column) => !named.includes(column) && share(column) >= 0.8) }
}

const isNumber = (style: NumberStyle) => (word: string): boolean => typeof parseNumber(word, style) === 'number'

/** The styles in which most of a column's words are numbers; of those that fit equally only the plainest, unless they read a word differently. */
export function guessStyles(column: Profile): readonly NumberStyle[] {
  const shares = NUMBER_STYLES.map((style) => ({ style, share: shareOf(column, isNumber(style)) }))
  const best = Math.max(...shares.map((s) => s.share))
  const fitting = shares.filter((s) => s.share === best).map((s) => s.style)
  const reading = (style: NumberStyle) => JSON.stringify(column.words.map(({ word }) => parseNumber(word, style)).filter((n) => typeof n === 'number'))
  const differing = fitting.filter((style, at) => fitting.findIndex((other) => reading(other) === reading(style)) === at)
  // `1,200` may be 1.2, but among counts it is not.
  const whole = differing.filter((style) => column.words.every(({ word }) => isWholeOrNone(parseNumber(word, style))))
  return whole.length > 0 ? whole : differing
}

const isWholeOrNone = (number: number | object): boolean => typeof number !== 'number' || Number.isInteger(number)
