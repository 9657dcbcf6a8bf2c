import { Readable } from 'node:stream'
import { Problem } from '@openvrs/core/problem.ts'
import type { Receipt } from '@openvrs/core/report/receipt.ts'
import { reading, type Db, type ReadDb } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import { readChunk } from './chunks.ts'
import { keyOfSection, type ReportKey, type SectionRow } from './report.ts'

/** The section in the version that is asked for, or the last that has a payload. Throws `not_found`. */
export async function getFolded(db: ReadDb, { refArea, reportId }: ReportKey, dataflow: string, version: number | undefined): Promise<SectionRow> {
  const folded = db.selectFrom('report_section').selectAll().where('ref_area', '=', refArea).where('report_id', '=', reportId).where('dataflow', '=', dataflow).where('sha256', 'is not', null)
  const section = await (version === undefined ? folded : folded.where('version', '=', version)).orderBy('version', 'desc').limit(1).executeTakeFirst()
  if (!section) throw new Problem('not_found')
  return section
}

/** The bytes of a payload, chunk by chunk, each read in a transaction of its own: a slow reader holds no connection. */
export function streamPayload(db: Db, viewer: Viewer, section: SectionRow, clock: () => Date): Readable {
  async function* bytes(): AsyncGenerator<Buffer> {
    for (let chunkNo = 0, sent = 0; sent < section.bytes!; chunkNo++) {
      const text = await withViewer(db, viewer, clock(), (trx) => readChunk(reading(trx), keyOfSection(section), 'folded', chunkNo))
      if (!text) throw new Error('a payload was taken away while it was read')
      sent += text.length
      yield text
    }
  }
  return Readable.from(bytes(), { objectMode: false })
}

/** The receipt of an approved section, of the last approved version unless one is named. Throws `not_found`. */
export async function getReceipt(db: ReadDb, { refArea, reportId }: ReportKey, dataflow: string, version: number | undefined): Promise<Receipt> {
  const releases = db.selectFrom('release as r').innerJoin('receipt as c', (j) => j.onRef('c.ref_area', '=', 'r.ref_area').onRef('c.release_id', '=', 'r.release_id'))
    .select('c.body').where('r.ref_area', '=', refArea).where('r.report_id', '=', reportId).where('r.dataflow', '=', dataflow).where('c.kind', '=', 'approval')
  const found = await (version === undefined ? releases : releases.where('r.version', '=', version)).orderBy('r.version', 'desc').limit(1).executeTakeFirst()
  if (!found) throw new Problem('not_found')
  return found.body as unknown as Receipt
}
