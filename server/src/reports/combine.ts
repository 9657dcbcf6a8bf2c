import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import type { OverlapRule } from './merge.ts'
import { makeNational, type InputReport, type National } from './national.ts'
import { begin, sectionsOf } from './report.ts'

export type Combination = { readonly reports: readonly number[]; readonly overlap: OverlapRule; readonly now: Date }

/** Makes one national report of several units' submitted ones. Problems: those of `begin` and `makeNational`. */
export async function combineReports(trx: Trx, viewer: Viewer, { reports, overlap, now }: Combination): Promise<National> {
  const inputs = await loadInputs(trx, viewer, reports)
  const national = await makeNational(trx, viewer, inputs, overlap, now)
  await appendAudit(trx, {
    chain: viewer.member, at: now, actor: viewer.person, action: 'report.combine', subject: publicId(viewer.member, national.report.report_id),
    detail: {
      inputs: inputs.map(({ report }) => publicId(report.ref_area, report.report_id)), overlap: overlap.kind === 'prefer' ? `prefer ${overlap.unit}` : overlap.kind, choices: Object.values(overlap.choices ?? {}).reduce((sum, of) => sum + Object.keys(of).length, 0), dataflows: national.sections.map((s) => s.dataflow),
      rows: national.sections.reduce((sum, s) => sum + (s.rows ?? s.base_rows), 0), errors: national.errors,
    },
  })
  return national
}

/** Locks the inputs in the order of their numbers, so that two combinations do not wait for each other. */
async function loadInputs(trx: Trx, viewer: Viewer, reports: readonly number[]): Promise<InputReport[]> {
  const inputs: InputReport[] = []
  for (const reportId of [...new Set(reports)].toSorted((a, b) => a - b)) {
    const { report } = await begin(trx, viewer, { refArea: viewer.member, reportId }, 'combine')
    inputs.push({ report, sections: await sectionsOf(reading(trx), report) })
  }
  return inputs
}
