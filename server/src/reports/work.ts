import { withViewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { defineTask, type TaskHandlers } from '../jobs/index.ts'
import { termsFor, type AskedTerms } from '../sharing/index.ts'
import { approveReport } from './approve.ts'
import { combineReports } from './combine.ts'
import type { OverlapRule } from './merge.ts'
import type { Signer } from './signing.ts'
import { submitReport } from './submit.ts'

export type SubmitInput = { readonly report: number; readonly comment?: string }
export type ApproveInput = { readonly report: number; readonly terms: AskedTerms; readonly termsOf: { readonly [dataflow: string]: AskedTerms } }
export type CombineInput = { readonly reports: readonly number[]; readonly overlap: OverlapRule }

/** Between two tellings of how far an approval is. */
const TELL_ROWS = 100_000

/** Says how far the work is without waiting for it: the telling takes another connection than the work, and there may be none. */
async function tell(run: { readonly progress: (step: string, rows: number) => Promise<void> }, step: string, rows: number): Promise<void> {
  void run.progress(step, rows).catch(() => undefined)
}

/** The long work on reports. Each task's changes, its end and its audit entry are one transaction. */
export const reportTasks = (signer: () => Signer): TaskHandlers => ({
  submit: defineTask<SubmitInput>(async (run) => {
    const refusal = await withViewer(run.db, run.viewer, run.now(), async (trx) => {
      const refused = await submitReport(trx, run.viewer, { ...run.input, now: run.now() }, (step) => tell(run, step, 0))
      if (!refused) await run.finish(trx, { report: publicId(run.viewer.member, run.input.report) })
      return refused
    })
    if (refusal) throw refusal
  }),

  approve: defineTask<ApproveInput>(async (run) => {
    const { report, terms, termsOf } = run.input
    const now = run.now()
    await withViewer(run.db, run.viewer, now, async (trx) => {
      const approved = await approveReport(trx, run.viewer, {
        report, signer: signer(), now,
        termsOf: (dataflow) => termsFor(trx, run.viewer, dataflow, termsOf[dataflow] ?? terms, now),
        onRows: async (rows) => {
          run.signal.throwIfAborted()
          if (rows % TELL_ROWS === 0) await tell(run, 'storing', rows)
        },
      })
      await run.finish(trx, { ...approved, report: publicId(run.viewer.member, approved.report) })
    })
  }),

  combine: defineTask<CombineInput>(async (run) => {
    const now = run.now()
    await withViewer(run.db, run.viewer, now, async (trx) => {
      const { report, replaces, errors } = await combineReports(trx, run.viewer, { ...run.input, now })
      await run.finish(trx, { report: publicId(report.ref_area, report.report_id), status: report.status, replaces, errors })
    })
  }),
})
