import type { Cell } from './cells.ts'
import { profileColumns } from './profile.ts'
import type { Sample } from './suggest.ts'

/** What a person is shown of a file while mapping it: each column with its commonest words, and the first rows as they are. */
export type Glimpse = {
  readonly columns: readonly { readonly name: string; readonly rows: number; readonly blank: number; readonly distinct: number; readonly words: readonly { readonly word: string; readonly rows: number }[] }[]
  readonly first: readonly (readonly Cell[])[]
  readonly header_row: number
  /** Likely encodings of a text file, the likeliest first; none of a workbook. */
  readonly encodings: readonly string[]
}

const MOST_WORDS = 300
const LONGEST_WORD = 300
const FIRST_ROWS = 20

export function glimpseOf({ header, headerRow, rows, text }: Sample): Glimpse {
  const columns = profileColumns(header, rows).map(({ name, blank, rows: count, words }) => ({
    name, rows: count, blank, distinct: words.length, words: words.slice(0, MOST_WORDS).map(({ word, rows: n }) => ({ word: word.slice(0, LONGEST_WORD), rows: n })),
  }))
  const first = rows.slice(0, FIRST_ROWS).map((cells) => cells.map((cell) => (typeof cell === 'string' ? cell.slice(0, LONGEST_WORD) : cell)))
  return { columns, first, header_row: headerRow, encodings: text?.encodings ?? [] }
}
