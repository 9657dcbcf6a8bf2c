import { Problem } from '@openvrs/core/problem.ts'
import type { CellColumn } from '@openvrs/core/report/fold.ts'
import { parseKey } from '@openvrs/core/report/keys.ts'
import { checkTable } from '@openvrs/core/rules/index.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { beginEdit, openSection } from './base.ts'
import { storeFindings } from './findings.ts'
import { collectionOf, contextOf, foldSection, getFlow, isSmall } from './fold.ts'
import { getSection, type ReportRow, type SectionKey } from './report.ts'

export type NewEdits = {
  readonly report: number
  /** The change of the report that the writer saw. */
  readonly base: number
  /** Where the edits were made, so that two devices of one person are told apart. */
  readonly device: string
  readonly edits: readonly { readonly dataflow: string; readonly key: string; readonly column: CellColumn; readonly value: string | null }[]
  readonly now: Date
}

export type Edited = {
  readonly editNo: number
  /** Cells that somebody (or another device) had changed since `base`: the later edit, this one, counts. */
  readonly overtaken: readonly { readonly dataflow: string; readonly key: string; readonly column: string }[]
}

/**
 * Appends edits, in their order. Edits of two devices merge: nothing is refused because it is late, unless the file under
 * it was replaced. Problems: those of `begin`, `report.base_replaced`, `report.dataflow_unknown`, `report.key_unreadable`.
 */
export async function appendEdits(trx: Trx, viewer: Viewer, { report: number, base, device, edits, now }: NewEdits): Promise<Edited> {
  const { report, editNo } = await beginEdit(trx, viewer, number, edits.length)
  const collection = await collectionOf(reading(trx), report)
  const dataflows = [...new Set(edits.map((edit) => edit.dataflow))]
  for (const { dataflow, key } of edits) {
    const flow = getFlow(collection, dataflow)
    if (!parseKey(flow, key)) throw new Problem('report.key_unreadable', { key, dataflow, expected: flow.dimensions.length })
  }
  const overtaken = await findOvertaken(trx, report, viewer.person, { base, device, edits })
  const sections = new Map<string, SectionKey>()
  for (const dataflow of dataflows) {
    const section = await openSection(trx, report, dataflow)
    if ((await getSection(reading(trx), section)).base_edit_no > base) throw new Problem('report.base_replaced')
    sections.set(dataflow, section)
  }
  await trx.insertInto('cell_edit').values(edits.map((edit, at) => ({
    ref_area: report.ref_area, report_id: report.report_id, version: report.version, edit_no: editNo - edits.length + 1 + at, dataflow: edit.dataflow, unit: report.unit,
    key: edit.key, col: edit.column, value: edit.value, author: viewer.person, device, base_version: base, edited_at: now,
  }))).execute()
  for (const section of sections.values()) await checkIfSmall(trx, report, section, editNo, now)
  await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: 'report.edit', subject: publicId(report.ref_area, report.report_id), detail: { version: report.version, edits: edits.length, change: editNo, dataflows } })
  return { editNo, overtaken }
}

async function findOvertaken(trx: Trx, report: ReportRow, author: string, { base, device, edits }: Pick<NewEdits, 'base' | 'device' | 'edits'>): Promise<Edited['overtaken']> {
  const since = await trx.selectFrom('cell_edit').select(['dataflow', 'key', 'col as column'])
    .where('ref_area', '=', report.ref_area).where('report_id', '=', report.report_id).where('version', '=', report.version).where('edit_no', '>', base)
    .where((e) => e.or([e('author', '<>', author), e('device', '<>', device)])).where('key', 'in', edits.map((edit) => edit.key)).execute()
  const own = new Set(edits.map((edit) => `${edit.dataflow} ${edit.column} ${edit.key}`))
  const found = new Map(since.map((cell) => [`${cell.dataflow} ${cell.column} ${cell.key}`, cell]))
  return [...found].filter(([cell]) => own.has(cell)).map(([, cell]) => cell)
}

/** Checks a section anew, unless it is so large that submitting does. */
export async function checkIfSmall(trx: Trx, report: ReportRow, key: SectionKey, editNo: number, now: Date): Promise<void> {
  const db = reading(trx)
  const section = await getSection(db, key)
  if (!isSmall(section)) return
  const collection = await collectionOf(db, report)
  const flow = getFlow(collection, key.dataflow)
  const folded = await foldSection(db, section, flow)
  await storeFindings(trx, key, report.unit, checkTable(folded.table, flow, collection, contextOf(report, section, folded, now)), editNo, now)
}
