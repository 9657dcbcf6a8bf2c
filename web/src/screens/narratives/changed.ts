import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'

/** A part of a text: as it was, as it is, or the same in both; `…` stands for what is far from any change. */
export type Piece = { readonly is: 'same' | 'before' | 'after'; readonly text: string }
export type Changed = { readonly field: string; readonly before: unknown; readonly after: unknown }

/** Which answers are others, in the order of the newer; what was taken out comes last. */
export function changesOf(before: NarrativeBody, after: NarrativeBody): readonly Changed[] {
  const [old, now] = [flat(before), flat(after)]
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((field) => {
    const [was, is] = [old.get(field), now.get(field)]
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field, before: was, after: is }]
  })
}

const flat = ({ fields, ...common }: NarrativeBody): ReadonlyMap<string, unknown> => new Map(Object.entries({ ...common, ...fields }))

/** Words around a change, so that it is understood. */
const AROUND = 12

/** What reads otherwise in a text, with some words before and after it. */
export function piecesOf(before: string, after: string): readonly Piece[] {
  const [was, is] = [wordsOf(before), wordsOf(after)]
  let head = 0
  while (head < Math.min(was.length, is.length) && was[head] === is[head]) head++
  let tail = 0
  while (tail < Math.min(was.length, is.length) - head && was.at(-1 - tail) === is.at(-1 - tail)) tail++
  const far = (words: readonly string[], hides: boolean, text: (some: string) => string): string => (hides ? text(words.join('')) : words.join(''))
  const pieces: readonly Piece[] = [
    { is: 'same', text: far(is.slice(Math.max(0, head - AROUND), head), head > AROUND, (some) => `… ${some.trimStart()}`) },
    { is: 'before', text: was.slice(head, was.length - tail).join('') },
    { is: 'after', text: is.slice(head, is.length - tail).join('') },
    { is: 'same', text: far(is.slice(is.length - tail, is.length - tail + AROUND), tail > AROUND, (some) => `${some.trimEnd()} …`) },
  ]
  return pieces.filter(({ text }) => text !== '')
}

/** Words with the blanks after them. Of writing without blanks, those of its language. */
const wordsOf = (text: string): readonly string[] => {
  const words: string[] = []
  for (const { segment, isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    if (isWordLike || words.length === 0) words.push(segment)
    else words[words.length - 1] += segment
  }
  return words
}
