import { csvCell } from '@openvrs/core/query/plain-cell.ts'

/** RFC 4180 with a mark of UTF-8 for spreadsheets. */
export const toCsv = (lines: readonly (readonly string[])[]): string => `\ufeff${lines.map((fields) => fields.map(csvCell).join(',')).join('\r\n')}\r\n`
