/**
 * A text as a cell of a file that spreadsheets open (security 17): what they would run as a formula, or what hides one behind a
 * tab or a line's end, begins with an apostrophe. Numbers stay as they are.
 */
export const plainCell = (cell: string): string => (/^\s*[=+\-@\t\r\0]/.test(cell) && !/^\s*-?\d+(\.\d+)?\s*$/.test(cell) ? `'${cell}` : cell)

/** A cell of CSV (RFC 4180). */
export function csvCell(cell: string): string {
  const plain = plainCell(cell)
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
