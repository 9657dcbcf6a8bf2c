import { isUtf8 } from 'node:buffer'
import { finished } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { Problem } from '@openvrs/core/problem.ts'
import type { MappingFile } from '@openvrs/core/mapping/language.ts'
import { LIMITS } from './limits.ts'
import { wholeCharacters } from './sniff.ts'

/** @param row as a spreadsheet numbers it, from 1, blank rows counted */
export type OnRow = (cells: string[], row: number) => void

/**
 * Reads CSV as RFC 4180 has it, with any of the usual line ends and with or without a byte order mark. Rows are given out as they
 * come; `pause` is waited for between pieces of the file, so that whoever takes the rows can keep up. Throws `intake.encoding`,
 * `intake.nul`, `intake.quotes` and `intake.row_too_long`, each with the row that it is near.
 */
export async function readCsv(source: AsyncIterable<Buffer>, file: Pick<MappingFile, 'encoding' | 'delimiter'>, onRow: OnRow, pause: () => Promise<void>): Promise<void> {
  let row = 0
  const parser = parse({ bom: true, delimiter: file.delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, max_record_size: LIMITS.rowLength })
  let failed: Error | undefined
  const fail = (error: Error) => void (failed ??= error)
  parser.on('error', fail)
  parser.on('data', (cells: string[]) => {
    if (failed) return
    try {
      onRow(cells, ++row)
    } catch (error) {
      fail(error as Error)
    }
  })
  const push = (piece: Buffer) => new Promise<void>((resolve) => parser.write(piece, () => resolve()))
  try {
    for await (const piece of toUtf8(source, file.encoding, () => row + 1)) {
      await push(piece)
      if (failed) throw failed
      await pause()
    }
    parser.end()
    await finished(parser)
    if (failed) throw failed
  } catch (error) {
    throw error instanceof CsvError ? problemOf(error, row + 1, file.delimiter) : error
  } finally {
    parser.destroy()
  }
}

function problemOf(error: CsvError, row: number, delimiter: string): Problem {
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new Problem('intake.row_too_long', { row, limit: `${LIMITS.rowLength / 1000} KB` })
  return new Problem('intake.quotes', { row, delimiter: delimiter === '\t' ? 'tab' : delimiter })
}

/** The file as UTF-8 in whole characters. What is not in the declared encoding is never replaced in silence. */
async function* toUtf8(source: AsyncIterable<Buffer>, encoding: MappingFile['encoding'], row: () => number): AsyncGenerator<Buffer> {
  const pieces = encoding === 'utf-8' ? checkedUtf8(source, row) : decoded(source, encoding, row)
  for await (const piece of pieces) {
    const nul = piece.indexOf(0)
    if (nul >= 0) throw new Problem('intake.nul', { row: row() + linesIn(piece.subarray(0, nul)) })
    yield piece
  }
}

async function* checkedUtf8(source: AsyncIterable<Buffer>, row: () => number): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of source) {
    const all = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const whole = all.subarray(0, wholeCharacters(all))
    if (!isUtf8(whole)) throw startsAsUtf16(all) ? new Problem('intake.nul', { row: 1 }) : wrongEncoding('utf-8', row() + linesBeforeFault(whole))
    held = all.subarray(whole.length)
    yield whole
  }
  if (held.length > 0) throw wrongEncoding('utf-8', row())
}

async function* decoded(source: AsyncIterable<Buffer>, encoding: MappingFile['encoding'], row: () => number): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined
  try {
    for await (const chunk of source) {
      decoder ??= new TextDecoder(encoding === 'utf-16' && chunk[0] === 0xfe ? 'utf-16be' : encoding, { fatal: true })
      // A text of a national encoding that happens to be UTF-8 throughout is UTF-8.
      const looksUtf8 = !encoding.startsWith('utf-16') && chunk.some((byte) => byte > 0x7f) && isUtf8(chunk.subarray(0, wholeCharacters(chunk)))
      if (looksUtf8) throw wrongEncoding(encoding, row())
      yield Buffer.from(decoder.decode(chunk, { stream: true }))
    }
    if (decoder) yield Buffer.from(decoder.decode())
  } catch (error) {
    throw error instanceof TypeError ? wrongEncoding(encoding, row()) : error
  }
}

const wrongEncoding = (encoding: string, row: number): Problem => new Problem('intake.encoding', { row, encoding })

const LINE_FEED = 10

function linesIn(bytes: Buffer): number {
  let lines = 0
  for (const byte of bytes) if (byte === LINE_FEED) lines++
  return lines
}

/** How many lines of a text that is no UTF-8 are. */
function linesBeforeFault(bytes: Buffer): number {
  for (let start = 0, line = 0; ; line++) {
    const end = bytes.indexOf(LINE_FEED, start)
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line
    start = end + 1
  }
}

const startsAsUtf16 = (start: Buffer): boolean => (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)
