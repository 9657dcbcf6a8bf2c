import { normaliseWord } from '@openvrs/core/mapping/words.ts'

/** A code that can be chosen: by its id, its name in the reader's language, or other names. */
export type CodeOption = { readonly id: string; readonly name: string; readonly also?: readonly string[] }

/** The options that fit what was typed, the best first: the code itself, then names that begin with it, then words in them. */
export function searchCodes(options: readonly CodeOption[], typed: string, most = 60): readonly CodeOption[] {
  const word = normaliseWord(typed)
  if (word === '') return options.slice(0, most)
  return options.map((option) => ({ option, rank: rankOf(option, typed.trim().toUpperCase(), word) })).filter(({ rank }) => rank < NONE)
    .sort((a, b) => a.rank - b.rank).slice(0, most).map(({ option }) => option)
}

const NONE = 9

function rankOf({ id, name, also = [] }: CodeOption, typed: string, word: string): number {
  if (id === typed) return 0
  const own = normaliseWord(name)
  if (own === word) return 1
  if (own.startsWith(word)) return 2
  if (id.startsWith(typed)) return 3
  if (own.includes(` ${word}`)) return 4
  const others = also.map(normaliseWord)
  if (others.some((other) => other === word)) return 1
  if (others.some((other) => other.startsWith(word))) return 5
  if (own.includes(word)) return 6
  if (others.some((other) => other.includes(word))) return 7
  // Vietnam and Viet Nam.
  const joined = word.replaceAll(' ', '')
  return [own, ...others].some((name) => name.replaceAll(' ', '').includes(joined)) ? 8 : NONE
}
