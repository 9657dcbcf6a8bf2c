import { normaliseWord } from '../mapping/words.ts'

/** A word of a text as it is compared, and where it stands in the text (UTF-16, as browsers count). */
export type Word = { readonly folded: string; readonly from: number; readonly to: number }

/** One segmenter for all scripts: Thai, Khmer, Lao and Chinese are cut by dictionaries whatever language is asked for. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** Ligatures, case, accents, Arabic letter forms and digits of other scripts do not count. */
export const foldWord = (word: string): string => normaliseWord(word).replaceAll('\u0640', '').replaceAll('ة', 'ه')

/** As many letters of a word as count: more than any question holds, and less than an index of the database takes. */
const LONGEST = 200

/** The words of a text in their order. What stands after an apostrophe is a word of its own (`l’immigration`). */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (!isWordLike) continue
    for (const part of segment.matchAll(/[^'’ʼ.:_]+/g)) {
      const folded = foldWord(part[0]).replaceAll(' ', '').slice(0, LONGEST).toWellFormed()
      if (folded !== '') words.push({ folded, from: index + part.index, to: index + part.index + part[0].length })
    }
  }
  return words
}

export const foldedWords = (text: string): string[] => wordsOf(text).map(({ folded }) => folded)

/** A name as it is looked up: its words with a space between them. */
export const phraseOf = (text: string): string => foldedWords(text).join(' ')
