import type { Receipt } from '@openvrs/core/report/receipt.ts'
import type { TermsManifest } from '@openvrs/core/sharing/terms-manifest.ts'
import type { Trx } from '../db/connect.ts'
import { publicId } from '../http/public-id.ts'
import { manifestTerms, type ReleaseRow } from './present.ts'

/** Signs manifests with the key in use, which each manifest names as its `key`. */
export type Signer = { readonly kid: string; readonly sign: <M extends { readonly key: string }>(manifest: M) => Promise<Receipt<M>> }

/** Stores a signed receipt of what the terms of a release were and are. */
export async function giveReceipt(trx: Trx, signer: Signer, kind: TermsManifest['kind'], before: ReleaseRow, after: ReleaseRow, now: Date): Promise<void> {
  const manifest: TermsManifest = {
    format: 'openvrs-manifest/1', kind, member: after.ref_area, release: publicId(after.ref_area, after.release_id), report: publicId(after.ref_area, after.report_id), version: after.version, dataflow: after.dataflow,
    before: manifestTerms(before), terms: manifestTerms(after), since: now.toISOString(), key: signer.kid,
  }
  const { last } = await trx.selectFrom('receipt').select((e) => e.fn.max<number | null>('receipt_no').as('last')).where('ref_area', '=', after.ref_area).where('release_id', '=', after.release_id).executeTakeFirstOrThrow()
  await trx.insertInto('receipt').values({ ref_area: after.ref_area, release_id: after.release_id, receipt_no: (last ?? 0) + 1, kind, body: JSON.stringify(await signer.sign(manifest)), made_at: now }).execute()
}

/** The receipts of changed terms and of a withdrawal, the oldest first. */
export async function listReceipts(trx: Trx, refArea: string, releaseId: number): Promise<Receipt[]> {
  const rows = await trx.selectFrom('receipt').select('body').where('ref_area', '=', refArea).where('release_id', '=', releaseId).where('kind', 'in', ['terms', 'withdrawal']).orderBy('receipt_no').execute()
  return rows.map((row) => row.body as unknown as Receipt)
}
