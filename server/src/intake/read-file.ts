import { Problem } from '@openvrs/core/problem.ts'
import { Gatherer, type Width } from '@openvrs/core/mapping/gather.ts'
import type { Mapping } from '@openvrs/core/mapping/language.ts'
import type { Reject } from '@openvrs/core/mapping/refusals.ts'
import type { Collection } from '@openvrs/core/metadata/model.ts'
import { readCsv } from './csv.ts'
import { findHeader, LOOK_AHEAD, type Row } from './header.ts'
import { LIMITS } from './limits.ts'
import { inMemory, peek } from './peek.ts'
import { LOOKS } from './sniff.ts'
import { readWorkbook } from './workbook.ts'

export type ReadFile = {
  readonly mapping: Mapping
  readonly collection: Collection
  /** Who reports, alpha-3. */
  readonly member: string
  readonly onReject: (reject: Reject) => void
  /** Waited for now and then, with the rows so far; lets whoever takes the rejects keep up. */
  readonly pause: (rows: number) => Promise<void>
}

/**
 * Reads a CSV file or a workbook, whichever its bytes say it is, through its mapping. Throws the problems of the readers, those of the header,
 * `intake.empty` and `intake.too_many_rows`.
 */
export async function readFigures(source: AsyncIterable<Buffer>, read: ReadFile): Promise<Gatherer> {
  const { file } = read.mapping
  const { looks, whole } = await peek(source)
  const rows = new FileRows(read, looks === 'workbook' ? 'trailing' : 'exact')
  const onRow = rows.add.bind(rows)
  const pause = () => read.pause(rows.last)
  if (looks === 'text') await readCsv(whole, file, onRow, pause)
  else if (looks === 'workbook') await readWorkbook(await inMemory(whole), file.sheet, onRow, pause)
  else if (looks === 'nothing') throw new Problem('intake.empty', { row: file.header_row })
  else throw new Problem('intake.text_expected', { looks: LOOKS[looks] })
  return rows.done()
}

/** Keeps the first rows until the header is found, then hands each row to the gatherer. */
class FileRows {
  last = 0
  private readonly read: ReadFile
  private readonly width: Width
  private readonly start: Row[] = []
  private gatherer: Gatherer | undefined

  constructor(read: ReadFile, width: Width) {
    this.read = read
    this.width = width
  }

  add(cells: Row['cells'], row: number): void {
    this.last = row
    if (this.gatherer) return this.take(this.gatherer, cells, row)
    this.start.push({ cells, row })
    if (row >= this.read.mapping.file.header_row + LOOK_AHEAD) this.begin()
  }

  done(): Gatherer {
    const gatherer = this.gatherer ?? this.begin()
    if (gatherer.account.read === 0) throw new Problem('intake.empty', { row: this.read.mapping.file.header_row })
    return gatherer
  }

  private begin(): Gatherer {
    const { mapping, collection, member, onReject } = this.read
    const header = findHeader(mapping, this.start)
    const gatherer = new Gatherer(mapping, collection, member, header, this.width, onReject)
    for (const { cells, row } of this.start) if (row > mapping.file.header_row) this.take(gatherer, cells, row)
    this.gatherer = gatherer
    return gatherer
  }

  private take(gatherer: Gatherer, cells: Row['cells'], row: number): void {
    gatherer.add(cells, row)
    if (gatherer.read > LIMITS.rows) throw new Problem('intake.too_many_rows', { limit: LIMITS.rows.toLocaleString('en') })
  }
}
