import { wordsOf, type Word } from './words.ts'

/** A piece of a text, and where in it stands what was sought: pairs of places, never marks within the text. */
export type Highlight = { readonly text: string; readonly ranges: readonly (readonly [from: number, to: number])[] }

const BEFORE = 60
const LONGEST = 240

/** The text with what stands in it of what is sought; of a long one a piece around the first of it. `isSought` is asked for folded words. */
export function highlight(text: string, isSought: (folded: string) => boolean, longest = LONGEST): Highlight {
  const words = wordsOf(text)
  const found = words.filter(({ folded }) => isSought(folded))
  const [from, to] = text.length <= longest ? [0, text.length] : pieceOf(text, words, found[0]?.from ?? 0, longest)
  const [before, after] = [from > 0 ? '… ' : '', to < text.length ? ' …' : '']
  const shift = before.length - from
  return { text: before + text.slice(from, to) + after, ranges: joined(found.filter((word) => word.from >= from && word.to <= to)).map((one) => [one.from + shift, one.to + shift] as const) }
}

/** From the beginning of a word to the end of one. */
function pieceOf(text: string, words: readonly Word[], first: number, longest: number): readonly [number, number] {
  const start = Math.max(0, Math.min(first - BEFORE, text.length - longest))
  const from = start === 0 ? 0 : (words.find((word) => word.from >= start)?.from ?? start)
  const to = words.findLast((word) => word.to <= from + longest)?.to ?? from + longest
  return [from, Math.max(to, from + 1)]
}

/** Neighbours that touch are one, as in scripts without spaces. */
function joined(words: readonly Word[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = []
  for (const { from, to } of words) {
    const last = ranges.at(-1)
    if (last && last.to === from) last.to = to
    else ranges.push({ from, to })
  }
  return ranges
}
