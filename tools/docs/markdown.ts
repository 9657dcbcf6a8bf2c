/** A table as Markdown writes it. Cells are texts of ours: bars are escaped, line breaks become blanks. */
export function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellOf).join(' | ')} |`
  return [line(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)].join('\n')
}

const cellOf = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|')

export const code = (text: string): string => `\`${text}\``

/** Blocks apart by an empty line, with a line break at the end. */
export const pageOf = (blocks: readonly string[]): string => `${blocks.filter((block) => block !== '').join('\n\n')}\n`
