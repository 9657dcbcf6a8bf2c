import type { Reason, Reject } from '@openvrs/core/mapping/refusals.ts'
import { refusalText } from '@openvrs/core/mapping/refusals.ts'
import type { Sentences } from '@openvrs/core/i18n/sentences.ts'
import type { ProblemValues } from '@openvrs/core/problem.ts'
import type { ReadDb, Trx } from '../db/connect.ts'

export type UploadKey = { readonly refArea: string; readonly uploadId: number }

const RAW_DAYS = 7
const AT_ONCE = 1000
const DAY_MS = 86_400_000

/** Keeps rows that were not taken: where and why for the unit, the cell itself for the uploader alone and for 7 days. */
export async function storeRejects(trx: Trx, key: UploadKey, by: { readonly unit: string; readonly person: string }, rejects: readonly Reject[], now: Date): Promise<void> {
  const own = { ref_area: key.refArea, upload_id: key.uploadId }
  const raw = rejects.filter((reject) => reject.text !== '')
  const expires = new Date(now.getTime() + RAW_DAYS * DAY_MS)
  for (let at = 0; at < rejects.length; at += AT_ONCE) {
    await trx.insertInto('upload_reject').values(rejects.slice(at, at + AT_ONCE).map((reject) => ({
      ...own, unit: by.unit, row_no: reject.row, col: storable(reject.column), reason: reject.reason, message_values: JSON.stringify(reject.values),
    }))).execute()
  }
  for (let at = 0; at < raw.length; at += AT_ONCE) {
    await trx.insertInto('upload_raw').values(raw.slice(at, at + AT_ONCE).map((reject) => ({ ...own, row_no: reject.row, person_id: by.person, raw: storable(reject.text), expires_at: expires }))).execute()
  }
}

/** PostgreSQL keeps no NUL and no half of a surrogate pair in a text. */
const storable = (text: string): string => text.replaceAll('\0', '�').toWellFormed()

/** Before an upload is read again: what an attempt that did not end left behind. */
export async function dropRejects(trx: Trx, { refArea, uploadId }: UploadKey): Promise<void> {
  await trx.deleteFrom('upload_reject').where('ref_area', '=', refArea).where('upload_id', '=', uploadId).execute()
  await trx.deleteFrom('upload_raw').where('ref_area', '=', refArea).where('upload_id', '=', uploadId).execute()
}

export type RejectView = { readonly row: number; readonly column: string; readonly reason: string; readonly code: string; readonly text?: string }

export const REJECTS_A_PAGE = 5000

/** The rejects after a row, in the order of rows. The text comes only for the person who uploaded: the policies see to it. */
export async function listRejects(db: ReadDb, { refArea, uploadId }: UploadKey, after: number, sentences: Sentences): Promise<readonly RejectView[]> {
  const rows = await db.selectFrom('upload_reject as r')
    .leftJoin('upload_raw as t', (join) => join.onRef('t.ref_area', '=', 'r.ref_area').onRef('t.upload_id', '=', 'r.upload_id').onRef('t.row_no', '=', 'r.row_no'))
    .select(['r.row_no', 'r.col', 'r.reason', 'r.message_values', 't.raw'])
    .where('r.ref_area', '=', refArea).where('r.upload_id', '=', uploadId).where('r.row_no', '>', after).orderBy('r.row_no').limit(REJECTS_A_PAGE).execute()
  return rows.map((row) => ({
    row: row.row_no, column: row.col, code: row.reason, reason: refusalText({ reason: row.reason as Reason, values: row.message_values as ProblemValues }, sentences), ...(row.raw === null ? {} : { text: row.raw }),
  }))
}
