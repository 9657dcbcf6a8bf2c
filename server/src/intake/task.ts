import { join } from 'node:path'
import type { UploadResult } from '@openvrs/contract/intake.ts'
import { refusalText, type Reject } from '@openvrs/core/mapping/refusals.ts'
import type { Frequency } from '@openvrs/core/metadata/model.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { defineTask, teller, type TaskRun } from '../jobs/index.ts'
import { getCollection } from '../registry/index.ts'
import { createReport, getReport, replaceBase } from '../reports/index.ts'
import { removeSpool } from '../spool/index.ts'
import type { Chunk, IntakeJob, IntakeResult } from './process.ts'
import { dropRejects, storeRejects } from './rejects.ts'
import { runIntake } from './run-reader.ts'
import { getUpload, type UploadRow } from './uploads.ts'

type Run = TaskRun<{ readonly upload: number }>

/**
 * Reads an upload into a draft. Rejected rows are stored as they come; everything that counts (report, base, findings, the end of the task, the audit
 * entry) is one transaction, so that a crash at any moment leaves all of it or nothing, and the next attempt does the same again.
 */
export const uploadTask = (spoolFolder: string) => defineTask<{ readonly upload: number }>(async (run) => {
  const { upload, job } = await load(run)
  const path = join(spoolFolder, upload.spool_name!)
  try {
    const { result, chunks } = await read(run, upload, job, path)
    run.signal.throwIfAborted()
    await withViewer(run.db, run.viewer, run.now(), (trx) => store(trx, run, upload, result, chunks))
  } catch (error) {
    // A problem ends the task for good; anything else is tried again, and needs the file.
    if (error instanceof Problem) await discard(run, upload, path)
    throw error
  }
  await removeSpool(path)
})

async function read(run: Run, upload: UploadRow, job: IntakeJob, path: string): Promise<{ readonly result: IntakeResult; readonly chunks: readonly Chunk[] }> {
  const first: Reject[] = []
  const read = await runIntake({ kind: 'process', job, path, key: upload.spool_key! }, {
    signal: run.signal,
    onProgress: teller(run.progress),
    onRejects: async (rejects) => {
      first.push(...rejects.slice(0, FIRST_REASONS - first.length))
      await withViewer(run.db, run.viewer, run.now(), (trx) => storeRejects(trx, { refArea: upload.ref_area, uploadId: upload.upload_id }, { unit: upload.unit, person: run.viewer.person }, rejects, run.now()))
    },
  })
  const { account, rows } = read.result
  if (rows === 0) throw new Problem('intake.nothing_taken', { rows: account.read }, first.map((r) => ({ path: `row ${r.row}${r.column && `, ${r.column}`}`, message: refusalText(r), said: { in: 'refusals' as const, key: r.reason, values: r.values } })))
  return read
}

/** Takes the file, its key and the rejected rows away. */
async function discard(run: Run, upload: UploadRow, path: string): Promise<void> {
  await removeSpool(path)
  await withViewer(run.db, run.viewer, run.now(), async (trx) => {
    await dropRejects(trx, { refArea: upload.ref_area, uploadId: upload.upload_id })
    await trx.updateTable('upload').set({ spool_name: null, spool_key: null }).where('ref_area', '=', upload.ref_area).where('upload_id', '=', upload.upload_id).execute()
  })
}

const FIRST_REASONS = 20

async function load(run: Run): Promise<{ readonly upload: UploadRow; readonly job: IntakeJob }> {
  return withViewer(run.db, run.viewer, run.now(), async (trx) => {
    const upload = await getUpload(reading(trx), run.task.refArea, run.input.upload)
    if (upload.spool_key === null || upload.spool_name === null || upload.collection === null) throw new Problem('intake.spool_damaged')
    await dropRejects(trx, { refArea: upload.ref_area, uploadId: upload.upload_id })
    const collection = await getCollection(reading(trx), upload.collection, upload.collection_version ?? undefined)
    const report = upload.report_id === null ? undefined : await getReport(reading(trx), { refArea: upload.ref_area, reportId: upload.report_id })
    const range = report && { freq: report.freq as Frequency, from: report.period_from, to: report.period_to }
    // The hour of the upload, not of the attempt: trying again gives the same findings.
    return { upload, job: { mapping: upload.mapping, collection, dataflow: upload.dataflow, member: upload.ref_area, now: upload.made_at, ...(range ? { range } : {}) } }
  })
}

async function store(trx: Trx, run: Run, upload: UploadRow, result: IntakeResult, chunks: readonly Chunk[]): Promise<void> {
  const { viewer } = run
  const now = run.now()
  const report = upload.report_id ?? (await createReport(trx, viewer, { unit: upload.unit, collection: upload.collection!, collectionVersion: upload.collection_version!, freq: result.freq, from: result.from, to: result.to, now }))
  const { version } = await replaceBase(trx, viewer, {
    report, dataflow: upload.dataflow, chunks: chunks.map(({ rows, body }) => ({ rows, body: Buffer.from(body.buffer, body.byteOffset, body.byteLength) })), sha256: result.sha256, rows: result.rows, counts: result.account,
    checked: result.check, declarations: declarationsOf(result), uploadId: upload.upload_id, now,
  })
  await trx.updateTable('upload').set({ report_id: report, version, spool_name: null, spool_key: null }).where('ref_area', '=', upload.ref_area).where('upload_id', '=', upload.upload_id).execute()
  const shown = presentResult(upload, report, result)
  await run.finish(trx, shown)
  await appendAudit(trx, {
    chain: viewer.member, at: now, actor: viewer.person, action: 'report.upload', subject: shown.report,
    detail: { ...shown, made_report: upload.report_id === null, freq: result.freq, from: result.from, to: result.to, unit: upload.unit },
  })
}

const declarationsOf = ({ section }: IntakeResult): { readonly [name: string]: string } =>
  Object.fromEntries(Object.entries(section).map(([name, value]) => [name, String(value)]))

const presentResult = (upload: UploadRow, report: number, { account, check, sha256 }: IntakeResult): UploadResult => ({
  upload: publicId(upload.ref_area, upload.upload_id), report: publicId(upload.ref_area, report), dataflow: upload.dataflow,
  rows_read: account.read, rows_taken: account.taken, rows_merged: account.merged, rows_rejected: account.rejected, errors: check.errors, warnings: check.warnings, sha256,
})
