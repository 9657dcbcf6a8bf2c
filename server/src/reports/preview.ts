import { kindOf } from '@openvrs/core/report/life.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { presentTerms, termColumns, termsFor } from '../sharing/index.ts'
import { replacedBy } from './approve.ts'
import { termsText } from './list.ts'
import { planNational, previewNational } from './national.ts'
import { begin, sectionsOf, type ReportKey } from './report.ts'

type Part = { dataflow: string; rows: number; replaces: number; overlapping: number; examples: string[]; terms: string }

/** What approving a submitted report would do: how many figures each dataflow has and replaces, and its default terms. Problems: those of `begin`. */
export async function previewApproval(trx: Trx, viewer: Viewer, key: ReportKey, now: Date): Promise<Part[]> {
  const db = reading(trx)
  const { report } = await begin(trx, viewer, key, 'approve')
  const sections = await sectionsOf(db, report)
  const parts = kindOf(report.unit) === 'unit'
    ? await previewNational(db, await planNational(db, [{ report, sections }], { kind: 'refuse' }), { kind: 'refuse' })
    : await Promise.all(sections.map(async (section) => ({ dataflow: section.dataflow, rows: section.rows ?? 0, replaces: await replacedBy(db, report, section), overlapping: 0, examples: [] })))
  const shown: Part[] = []
  for (const part of parts) shown.push({ ...part, examples: [...part.examples], terms: termsText(presentTerms(termColumns(await termsFor(trx, viewer, part.dataflow, {}, now)))) })
  return shown
}
