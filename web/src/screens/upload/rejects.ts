import { call } from '../../api/call.ts'

/** All rows that were rejected of a section's file, with their reasons, as CSV for a spreadsheet. */
export async function rejectsCsv(report: string, dataflow: string, header: readonly string[]): Promise<string> {
  const lines: string[][] = [[...header]]
  for (let after: number | null = 0; after !== null;) {
    const page: { rejects: readonly { row: number; column: string; reason: string; text?: string }[]; next: number | null } = await call('intake', 'rejects', { params: { report }, query: { dataflow, ...(after > 0 ? { after: String(after) } : {}) } })
    for (const { row, column, reason, text } of page.rejects) lines.push([String(row), column, text ?? '', reason])
    after = page.next
  }
  return toCsv(lines)
}

/** RFC 4180 with a mark of UTF-8 for spreadsheets. A field that a spreadsheet would work out is kept a text. */
export const toCsv = (lines: readonly (readonly string[])[]): string => `\ufeff${lines.map((fields) => fields.map(csvField).join(',')).join('\r\n')}\r\n`

const csvField = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

export function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
