import { asciiDigits } from '../mapping/words.ts'

/** A text as patterns read it: width, invisible characters and digits of other scripts undone. `at`: where each unit stood; one more, for the end. */
export type Plain = { readonly text: string; readonly at: readonly number[] }

const INVISIBLE = /\p{Cf}/u

export function plainOf(words: string): Plain {
  let text = ''
  const at: number[] = []
  let from = 0
  for (const character of words) {
    const plain = INVISIBLE.test(character) ? '' : character > '~' ? asciiDigits(character.normalize('NFKC')) : character
    for (let unit = 0; unit < plain.length; unit++) at.push(from)
    text += plain
    from += character.length
  }
  return { text, at: [...at, words.length] }
}
