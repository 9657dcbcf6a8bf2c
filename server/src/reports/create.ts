import { Problem } from '@openvrs/core/problem.ts'
import { mayCreate } from '@openvrs/core/report/abilities.ts'
import { frequencyOf } from '@openvrs/core/report/period.ts'
import { appendAudit } from '../audit/index.ts'
import type { Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { nextNumber } from '../jobs/index.ts'

export type NewReport = {
  readonly unit: string
  readonly collection: string
  readonly collectionVersion: string
  readonly freq: string
  /** Periods of that frequency, both included. */
  readonly from: string
  readonly to: string
  readonly now: Date
}

/**
 * Makes an empty draft and resolves to its number. It writes no audit entry: whoever calls ends the transaction with one.
 * Problems: `not_allowed`, `report.unit_unknown`, `report.range`.
 */
export async function createReport(trx: Trx, viewer: Viewer, report: NewReport): Promise<number> {
  if (!mayCreate(viewer, { member: viewer.member, unit: report.unit })) throw new Problem('not_allowed')
  const unit = await trx.selectFrom('unit').select('code').where('ref_area', '=', viewer.member).where('code', '=', report.unit).where('closed_at', 'is', null).executeTakeFirst()
  if (!unit) throw new Problem('report.unit_unknown', { unit: report.unit })
  if (frequencyOf(report.from) !== report.freq || frequencyOf(report.to) !== report.freq || report.from > report.to) {
    throw new Problem('report.range', { from: report.from, to: report.to, freq: report.freq })
  }
  return insertReport(trx, viewer, { ...report, status: 'draft' })
}

/** Writes the row of a report, whatever its unit. */
export async function insertReport(trx: Trx, viewer: Viewer, report: NewReport & { readonly status: 'draft' | 'submitted'; readonly inputs?: object; readonly standsOn?: object }): Promise<number> {
  const number = await nextNumber(trx, 'report', 'report_id', viewer.member)
  await trx.insertInto('report').values({
    ref_area: viewer.member, report_id: number, unit: report.unit, collection: report.collection, collection_version: report.collectionVersion, freq: report.freq, period_from: report.from, period_to: report.to,
    status: report.status, inputs: JSON.stringify(report.inputs ?? []), stands_on: JSON.stringify(report.standsOn ?? {}), made_by: viewer.person, made_at: report.now,
    submitted_at: report.status === 'submitted' ? report.now : null,
  }).execute()
  return number
}

/** The audit entry of a new report. */
export const auditCreated = (trx: Trx, viewer: Viewer, reportNumber: number, report: NewReport): Promise<unknown> =>
  appendAudit(trx, {
    chain: viewer.member, at: report.now, actor: viewer.person, action: 'report.create', subject: publicId(viewer.member, reportNumber),
    detail: { unit: report.unit, collection: report.collection, collection_version: report.collectionVersion, freq: report.freq, from: report.from, to: report.to },
  })
