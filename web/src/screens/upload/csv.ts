/** RFC 4180 with a mark of UTF-8 for spreadsheets. A field that a spreadsheet would work out is kept a text. */
export const toCsv = (lines: readonly (readonly string[])[]): string => `\ufeff${lines.map((fields) => fields.map(csvField).join(',')).join('\r\n')}\r\n`

const csvField = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
