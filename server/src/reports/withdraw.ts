import { appendAudit } from '../audit/index.ts'
import type { Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { withdrawRelease } from '../sharing/index.ts'
import { begin } from './report.ts'
import type { Signer } from './signing.ts'

/**
 * Takes a report back for good. What was never approved is laid aside; of what was approved every release is withdrawn, in all
 * versions, and nothing older returns in its place. Problems: those of `begin`. Resolves to the withdrawn releases.
 */
export async function withdrawReport(trx: Trx, viewer: Viewer, request: { readonly report: number; readonly signer: Signer; readonly now: Date }): Promise<readonly string[]> {
  const { report, next } = await begin(trx, viewer, { refArea: viewer.member, reportId: request.report }, 'withdraw')
  const releases = await trx.selectFrom('release').select('release_id').where('ref_area', '=', report.ref_area).where('report_id', '=', report.report_id).where('withdrawn_at', 'is', null).orderBy('release_id', 'desc').execute()
  for (const { release_id } of releases) {
    const open = await trx.selectFrom('release').select('release_id').where('ref_area', '=', report.ref_area).where('release_id', '=', release_id).where('withdrawn_at', 'is', null).executeTakeFirst()
    if (open) await withdrawRelease(trx, viewer, release_id, request.now, request.signer)
  }
  await trx.updateTable('report').set({ status: next }).where('ref_area', '=', report.ref_area).where('report_id', '=', report.report_id).execute()
  const ids = releases.map(({ release_id }) => publicId(report.ref_area, release_id)).toReversed()
  await appendAudit(trx, { chain: viewer.member, at: request.now, actor: viewer.person, action: 'report.withdraw', subject: publicId(report.ref_area, report.report_id), detail: { version: report.version, releases: ids } })
  return ids
}
