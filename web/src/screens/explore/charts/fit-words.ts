import type { Pen } from './drawn.ts'

/** What stands after the name of a state that counts differently. */
export const MARK = ' ≠'

/** Words cut to the room that they have, never their mark; the table has the whole of them. */
export function fit(words: string, room: number, pen: Pen, size?: number): string {
  if (words.endsWith(MARK)) return `${fit(words.slice(0, -MARK.length), room - pen(MARK, size), pen, size)}${MARK}`
  if (pen(words, size) <= room) return words
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(words)].map(({ segment }) => segment)
  while (letters.length > 1 && pen(`${letters.join('')}…`, size) > room) letters.pop()
  return `${letters.join('').trimEnd()}…`
}
