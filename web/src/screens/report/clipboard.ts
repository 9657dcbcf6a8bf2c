import { normaliseWord } from '@openvrs/core/mapping/words.ts'

/** A block of cells as spreadsheets put it on the clipboard: rows by lines, cells by tabs, quotes around what holds either. */
export function readBlock(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === '\t') {
      row.push(cell)
      cell = ''
    } else if (letter === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
    } else if (letter !== '\r') cell += letter
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows.map((cells) => cells.map((text) => text.trim()))
}

export const writeBlock = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((text) => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join('\t')).join('\n')

/** How a column may be called in the first row of a block: its code, or its name in the reader's language and in English. */
export type Titled = { readonly id: string; readonly names: readonly string[] }

/**
 * The columns that a block is for where its first row names them all; undefined where the first row holds figures like
 * the others.
 */
export function headOf(block: readonly (readonly string[])[], columns: readonly Titled[]): readonly string[] | undefined {
  const [first = []] = block
  if (block.length < 2 || first.length < 2) return undefined
  const known = new Map(columns.flatMap(({ id, names }) => [id, ...names].map((name) => [normaliseWord(name), id] as const)))
  const found = first.map((title) => known.get(normaliseWord(title)))
  return found.every((id) => id !== undefined) && new Set(found).size === found.length ? found : undefined
}
