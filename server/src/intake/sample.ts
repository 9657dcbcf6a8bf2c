import { isUtf8 } from 'node:buffer'
import { parse } from 'csv-parse/sync'
import { isBlank, textOf, type Cell } from '@openvrs/core/mapping/cells.ts'
import { DELIMITERS, type MappingFile } from '@openvrs/core/mapping/language.ts'
import type { Sample } from '@openvrs/core/mapping/suggest.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { readCsv } from './csv.ts'
import { inMemory, peek } from './peek.ts'
import { LOOKS, wholeCharacters } from './sniff.ts'
import { listSheets } from './workbook-sheets.ts'
import { readWorkbook } from './workbook.ts'

/** So many rows tell what a column holds. */
const ROWS = 100_000
const HEADER_WITHIN = 30

/** Reads the first rows of a file of which nothing is known. Throws the problems of the readers, `intake.empty` and `intake.text_expected`. */
export async function readSample(source: AsyncIterable<Buffer>): Promise<Sample> {
  const { looks, start, whole } = await peek(source)
  if (looks === 'text') return readText(start, whole)
  if (looks === 'workbook') {
    const archive = await inMemory(whole)
    const rows = await firstRows((onRow) => readWorkbook(archive, undefined, onRow, async () => undefined))
    return { ...splitHeader(rows), sheet: (await listSheets(archive))[0]!.name }
  }
  if (looks === 'nothing') throw new Problem('intake.empty', { row: 1 })
  throw new Problem('intake.text_expected', { looks: LOOKS[looks] })
}

async function readText(start: Buffer, whole: AsyncIterable<Buffer>): Promise<Sample> {
  const encodings = encodingsOf(start)
  const [encoding] = encodings
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(start))
  const rows = await firstRows((onRow) => readCsv(whole, { encoding: encoding!, delimiter }, onRow, async () => undefined))
  return { ...splitHeader(rows), text: { encodings, delimiter } }
}

/** What the first bytes may be: one encoding where they tell, else the likely ones, likeliest first. */
function encodingsOf(start: Buffer): readonly MappingFile['encoding'][] {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return ['utf-16']
  if (isUtf8(start.subarray(0, wholeCharacters(start)))) return ['utf-8']
  // Thai text is mostly of high bytes; a European one has a few among its letters.
  const high = start.reduce((n, byte) => n + Number(byte > 0x9f), 0)
  return high > start.length / 4 ? ['windows-874', 'windows-1256', 'gb18030', 'windows-1252'] : ['windows-1252', 'windows-1258', 'windows-874', 'windows-1256']
}

/** The delimiter that cuts the first lines into the most columns, evenly. */
function delimiterOf(text: string): MappingFile['delimiter'] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1) || text
  const columns = (delimiter: string) => {
    const widths = (parse(lines, { delimiter, relax_column_count: true, relax_quotes: true, to: 50, skip_empty_lines: true, bom: true }) as string[][]).map((cells) => cells.length).sort((a, b) => a - b)
    return widths[Math.floor(widths.length / 2)] ?? 1
  }
  return DELIMITERS.map((delimiter) => ({ delimiter, width: columns(delimiter) })).reduce((best, next) => (next.width > best.width ? next : best)).delimiter
}

type Row = { readonly cells: readonly Cell[]; readonly row: number }

class Enough extends Error {}

async function firstRows(read: (onRow: (cells: Cell[], row: number) => void) => Promise<void>): Promise<readonly Row[]> {
  const rows: Row[] = []
  try {
    await read((cells, row) => {
      if (cells.some((cell) => !isBlank(cell))) rows.push({ cells, row })
      if (rows.length >= ROWS) throw new Enough()
    })
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return rows
}

/** The header is the first row that is as wide as the table and holds no number; titles above it are narrower. */
function splitHeader(rows: readonly Row[]): Pick<Sample, 'header' | 'headerRow' | 'rows'> {
  const width = (row: Row) => row.cells.filter((cell) => !isBlank(cell)).length
  const start = rows.slice(0, HEADER_WITHIN)
  const widest = Math.max(0, ...start.map(width))
  const at = Math.max(0, start.findIndex((row) => width(row) >= widest * 0.7 && row.cells.every((cell) => typeof cell === 'string' && !/^\s*-?[\d.,]+\s*$/.test(cell))))
  const header = rows[at]
  if (!header || rows.length === at + 1) throw new Problem('intake.empty', { row: header?.row ?? 1 })
  return { header: header.cells.map((cell) => textOf(cell).trim()), headerRow: header.row, rows: rows.slice(at + 1).map((row) => row.cells) }
}
