import { receiptText, type Receipt } from '@openvrs/core/report/receipt.ts'
import { exportChain } from '../audit/index.ts'
import { reading, type Db } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { streamPayload } from '../reports/index.ts'
import { TAR_END, tarHeader, tarPadding } from './tar.ts'

/** All that a member takes along: every approved payload, every receipt, its audit chain. Read piece by piece, so that a slow reader holds no connection. */
export async function* archiveOf(db: Db, viewer: Viewer, now: Date): AsyncGenerator<Buffer> {
  const { sections, receipts } = await withViewer(db, viewer, now, (trx) => listParts(reading(trx), viewer.member))
  for (const section of sections) {
    const name = `${publicId(section.ref_area, section.report_id)}-${section.dataflow}-v${section.version}`
    yield tarHeader(section.holds === 'narratives' ? `narratives/${name}.jsonl` : `figures/${name}.csv`, section.bytes!, now)
    for await (const part of streamPayload(db, viewer, section, () => now)) yield part as Buffer
    yield tarPadding(section.bytes!)
  }
  for (const { release_id: release, receipt_no: no, kind } of receipts) {
    const { body } = await withViewer(db, viewer, now, (trx) => reading(trx).selectFrom('receipt').select('body').where('ref_area', '=', viewer.member).where('release_id', '=', release).where('receipt_no', '=', no).executeTakeFirstOrThrow())
    yield* wholeFile(`receipts/${publicId(viewer.member, release)}-${no}-${kind}.json`, Buffer.from(receiptText(body as unknown as Receipt)), now)
  }
  const chain: string[] = []
  for await (const lines of exportChain(db, viewer, viewer.member, now)) chain.push(lines)
  yield* wholeFile(`audit-${viewer.member}.jsonl`, Buffer.from(chain.join('')), now)
  yield TAR_END
}

function* wholeFile(name: string, bytes: Buffer, at: Date): Generator<Buffer> {
  yield tarHeader(name, bytes.length, at)
  yield bytes
  yield tarPadding(bytes.length)
}

async function listParts(db: ReturnType<typeof reading>, member: string) {
  const sections = await db.selectFrom('report_section as s').innerJoin('release as r', (j) => j.onRef('r.ref_area', '=', 's.ref_area').onRef('r.report_id', '=', 's.report_id').onRef('r.version', '=', 's.version').onRef('r.dataflow', '=', 's.dataflow'))
    .selectAll('s').select('r.holds').where('s.ref_area', '=', member).where('s.sha256', 'is not', null).orderBy('s.report_id').orderBy('s.version').orderBy('s.dataflow').execute()
  const receipts = await db.selectFrom('receipt').select(['release_id', 'receipt_no', 'kind']).where('ref_area', '=', member).orderBy('release_id').orderBy('receipt_no').execute()
  return { sections, receipts }
}
