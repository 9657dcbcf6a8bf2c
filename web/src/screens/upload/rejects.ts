import { call } from '../../api/call.ts'
import { toCsv } from './csv.ts'

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

export function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
