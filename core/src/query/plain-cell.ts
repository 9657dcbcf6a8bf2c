/** What a spreadsheet runs, or what hides that behind a tab or a line's end; the wide forms, too, which it reads alike. What is not seen before it is passed over: on the way it may be taken off. */
const RUNS = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠\t\r\0]/u
const RUNS_BEHIND = /^'*[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠\t\r\0]/u
const MARKED = /^'+[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠\t\r\0]/u
const NUMBER = /^\s*-?\d+(\.\d+)?\s*$/

/** A text as a cell of a file that spreadsheets open (security 17): what they would run as a formula begins with an apostrophe. Numbers stay as they are. */
export const plainCell = (cell: string): string => (RUNS.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell)

/** As `plainCell`, so that `fromMarkedCell` gives back the very text, also one that began with an apostrophe itself. */
export const markedCell = (text: string): string => (RUNS_BEHIND.test(text) && !NUMBER.test(text) ? `'${text}` : text)
export const fromMarkedCell = (cell: string): string => (MARKED.test(cell) ? cell.slice(1) : cell)

/** A cell of CSV (RFC 4180). */
export function csvCell(cell: string): string {
  const plain = plainCell(cell)
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
