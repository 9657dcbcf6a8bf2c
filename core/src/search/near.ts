import { distance } from '../mapping/nearest.ts'

/** How many letters may be wrong: none in short words, where another word is meant too easily. */
export const mostWrong = (word: string): number => ([...word].length < 4 ? 0 : [...word].length < 8 ? 1 : 2)

/** Which words may be what was meant by one, by their lengths alone. */
export function mayBeMeant(word: string): (other: string) => boolean {
  const most = mostWrong(word)
  return (other) => most > 0 && Math.abs(other.length - word.length) <= most && other !== word
}

/** Words with how often they occur. */
export type Known = Iterable<readonly [word: string, often: number]>

/** The word that was most likely meant: the fewest letters wrong, then the more frequent, then by the alphabet. */
export function meantWord(word: string, known: Known): string | undefined {
  const most = mostWrong(word)
  const mayBe = mayBeMeant(word)
  let best: { readonly word: string; readonly wrong: number; readonly often: number } | undefined
  for (const [other, often] of known) {
    if (!mayBe(other)) continue
    const wrong = distance(word, other)
    if (wrong > most) continue
    if (!best || wrong < best.wrong || (wrong === best.wrong && (often > best.often || (often === best.often && other < best.word)))) best = { word: other, wrong, often }
  }
  return best?.word
}
