import { isRightToLeft } from '@openvrs/core/i18n/languages.ts'
import { eachOnce } from '@openvrs/core/query/each-once.ts'
import { placesOf, sdmxHead, sdmxLines } from '@openvrs/core/query/sdmx-csv.ts'
import type { Row } from '@openvrs/core/query/table.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { FILE_FORMATS } from '@openvrs/contract/exports.ts'
import { fileHead, fileLines, TERMS, termsOf, type Origin, type Planned } from '../explore/index.ts'
import { parquetOf } from './parquet.ts'
import { sheetsOf, type Spoken } from './sheets.ts'
import type { Taken } from './taken.ts'
import { workbookOf } from './workbook/book.ts'

export type FileFormat = (typeof FILE_FORMATS)[number]

/** What a file is called and what it is. */
export const KINDS: { readonly [F in FileFormat]: { readonly ending: string; readonly type: string } } = {
  csv: { ending: 'csv', type: 'text/csv; charset=utf-8; header=present' },
  'sdmx-csv': { ending: 'sdmx.csv', type: 'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8' },
  xlsx: { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  parquet: { ending: 'parquet', type: 'application/vnd.apache.parquet' },
}

/** Whether a format can hold the answers to a question. Throws `exports.sdmx_made`, `exports.sdmx_open`. */
export function checkFit(format: FileFormat, { plan, made }: Planned): void {
  if (format !== 'sdmx-csv') return
  if (made) throw new Problem('exports.sdmx_made')
  placesOf(plan)
}

/** The bytes of a file, made as the rows come; nothing of them lies anywhere before it is given out. */
export function bytesOf(format: FileFormat, taken: Taken, spoken: Spoken): AsyncIterable<Buffer> {
  switch (format) {
    case 'csv':
      return linesOf(taken, fileHead(taken.planned.plan, taken.planned.made?.derivation), (rows) => fileLines(rows, taken))
    case 'sdmx-csv':
      return sdmx(taken)
    case 'xlsx':
      return workbookOf(sheetsOf(taken, spoken), isRightToLeft(spoken.language))
    case 'parquet':
      return parquetOf(taken)
  }
}

function sdmx(taken: Taken): AsyncIterable<Buffer> {
  const { planned: { plan, collection }, originOf, differing, asOf } = taken
  const places = placesOf(plan)
  const commentOn = eachOnce((origin: Origin) => termsOf(origin, differing, asOf).flatMap((told, at) => (told === '' ? [] : [`${TERMS[at]}=${told}`])).join('; '))
  return linesOf(taken, sdmxHead(plan), (rows) => sdmxLines(plan, collection, places, rows, (row) => commentOn(originOf(row))))
}

async function* linesOf({ rows }: Taken, head: string, lines: (rows: readonly Row[]) => string): AsyncGenerator<Buffer> {
  yield Buffer.from(head)
  for await (const lot of rows) yield Buffer.from(lines(lot))
}
