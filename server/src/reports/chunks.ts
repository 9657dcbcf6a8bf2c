import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { sql } from 'kysely'
import type { Collection, Dataflow } from '@openvrs/core/metadata/model.ts'
import { PayloadReader, payloadHeader, writePayload } from '@openvrs/core/report/payload.ts'
import type { FigureTable } from '@openvrs/core/report/table.ts'
import type { ReadDb, Trx } from '../db/connect.ts'
import type { SectionKey } from './report.ts'

/**
 * Payloads as they lie in the database: gzip of whole lines, some 20,000 a chunk. `base` is what cell edits stand on,
 * `folded` what was submitted: the bytes that a receipt vouches for.
 */
export type Layer = 'base' | 'folded'
export type Chunk = { readonly rows: number; readonly body: Buffer }

const compress = promisify(gzip)
const decompress = promisify(gunzip)

/** The text of a chunk as it is stored. Fast rather than small: the hash is of the text, not of this. */
export const packChunk = async (text: string | Buffer, rows: number): Promise<Chunk> => ({ rows, body: await compress(text, { level: 1 }) })

export async function storeChunk(trx: Trx, section: SectionKey, unit: string, layer: Layer, chunkNo: number, { rows, body }: Chunk): Promise<void> {
  await trx.insertInto('payload_chunk').values({ ...columns(section), layer, chunk_no: chunkNo, unit, rows, body }).execute()
}

export async function dropLayer(trx: Trx, section: SectionKey, layer: Layer): Promise<void> {
  await trx.deleteFrom('payload_chunk').where((e) => e.and({ ...columns(section), layer })).execute()
}

/** The text of one chunk, or undefined where there is none of that number. */
export async function readChunk(db: ReadDb, section: SectionKey, layer: Layer, chunkNo: number): Promise<Buffer | undefined> {
  const chunk = await db.selectFrom('payload_chunk').select('body').where((e) => e.and({ ...columns(section), layer, chunk_no: chunkNo })).executeTakeFirst()
  return chunk && decompress(chunk.body)
}

/** The texts of the chunks in their order, one at a time. */
export async function* readLayer(db: ReadDb, section: SectionKey, layer: Layer): AsyncGenerator<Buffer> {
  for (let chunkNo = 0; ; chunkNo++) {
    const text = await readChunk(db, section, layer, chunkNo)
    if (!text) return
    yield text
  }
}

/** The figures of a payload, chunk by chunk, each a table of its own in canonical order. */
export async function* readTables(db: ReadDb, section: SectionKey, layer: Layer, flow: Dataflow): AsyncGenerator<FigureTable> {
  const header = `${payloadHeader(flow)}\n`
  let isFirst = true
  for await (const text of readLayer(db, section, layer)) {
    const reader = new PayloadReader(flow)
    if (!isFirst) reader.push(header)
    isFirst = false
    reader.push(text.toString('utf8'))
    yield reader.done()
  }
}

/** All figures of a payload in one table (some 100 MB for a million rows), and what its bytes are. Without a chunk it is empty. */
export async function readTable(db: ReadDb, section: SectionKey, layer: Layer, flow: Dataflow): Promise<{ readonly table: FigureTable; readonly sha256: string; readonly bytes: number }> {
  const reader = new PayloadReader(flow)
  const hash = createHash('sha256')
  let bytes = 0
  for await (const text of readLayer(db, section, layer)) {
    hash.update(text)
    bytes += text.length
    reader.push(text.toString('utf8'))
  }
  if (bytes === 0) reader.push(`${payloadHeader(flow)}\n`)
  return { table: reader.done(), sha256: hash.digest('hex'), bytes }
}

/** Takes a payload over to another section or layer as it is, without reading it. */
export async function copyLayer(trx: Trx, from: SectionKey & { readonly layer: Layer }, to: SectionKey & { readonly layer: Layer }, unit: string): Promise<void> {
  await sql`insert into payload_chunk (ref_area, report_id, version, dataflow, layer, chunk_no, unit, rows, body)
    select ref_area, ${to.reportId}::bigint, ${to.version}::integer, dataflow, ${to.layer}::text, chunk_no, ${unit}::text, rows, body from payload_chunk
     where ref_area = ${from.refArea} and report_id = ${from.reportId} and version = ${from.version} and dataflow = ${from.dataflow} and layer = ${from.layer}`.execute(trx)
}

export type Written = { readonly sha256: string; readonly bytes: number; readonly rows: number }

/** Writes figures that come in canonical order, table by table, as one payload. */
export class PayloadWriter {
  private readonly hash = createHash('sha256')
  private readonly trx: Trx
  private readonly section: SectionKey
  private readonly unit: string
  private readonly layer: Layer
  private readonly flow: Dataflow
  private readonly collection: Collection
  private readonly header: string
  private chunkNo = 0
  private bytes = 0
  private rows = 0
  private text = ''
  private textRows = 0

  constructor(trx: Trx, section: SectionKey, unit: string, layer: Layer, flow: Dataflow, collection: Collection) {
    this.trx = trx
    this.section = section
    this.unit = unit
    this.layer = layer
    this.flow = flow
    this.collection = collection
    this.header = `${payloadHeader(flow)}\n`
    this.text = this.header
  }

  async write(table: FigureTable): Promise<void> {
    let left = table.rows
    for (const text of writePayload(table, this.flow, this.collection)) {
      this.text += text.startsWith(this.header) ? text.slice(this.header.length) : text
      const rows = Math.min(left, ROWS_A_CHUNK)
      left -= rows
      this.textRows += rows
      if (this.textRows >= ROWS_A_CHUNK) await this.flush()
    }
  }

  async done(): Promise<Written> {
    if (this.text !== '') await this.flush()
    return { sha256: this.hash.digest('hex'), bytes: this.bytes, rows: this.rows }
  }

  private async flush(): Promise<void> {
    const text = Buffer.from(this.text, 'utf8')
    this.hash.update(text)
    this.bytes += text.length
    this.rows += this.textRows
    const rows = this.textRows
    this.text = ''
    this.textRows = 0
    await storeChunk(this.trx, this.section, this.unit, this.layer, this.chunkNo++, await packChunk(text, rows))
  }
}

/** As many as `writePayload` gives at a time. */
const ROWS_A_CHUNK = 20_000

const columns = ({ refArea, reportId, version, dataflow }: SectionKey) => ({ ref_area: refArea, report_id: reportId, version, dataflow })
