import type { Collection, Dataflow, Frequency } from '@openvrs/core/metadata/model.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { foldEdits, type CellColumn, type CellEdit, type Folded } from '@openvrs/core/report/fold.ts'
import type { CheckContext } from '@openvrs/core/rules/index.ts'
import type { ReadDb } from '../db/connect.ts'
import { getCollection } from '../registry/index.ts'
import { readTable } from './chunks.ts'
import { keyOfSection, type ReportRow, type SectionRow } from './report.ts'

const SMALL = 20_000

/** Whether a draft is checked with every change, and counted whenever it is listed; larger ones are when they are submitted. */
export const isSmall = (section: SectionRow): boolean => section.base_rows <= SMALL

/** A section's figures as they are now: its base with the cell edits that stand on it. */
export async function foldSection(db: ReadDb, section: SectionRow, flow: Dataflow): Promise<Folded & { readonly edited: boolean; readonly bytes: number }> {
  const { table, sha256, bytes } = await readTable(db, keyOfSection(section), 'base', flow)
  if (section.base_sha256 !== null && sha256 !== section.base_sha256) throw new Error('a stored base is not what it was')
  const edits = await editsOf(db, section)
  return { ...foldEdits(table, edits, flow), edited: edits.length > 0 || section.base_sha256 === null, bytes }
}

/** The edits of a section in their order, all or those on some keys. */
export async function editsOf(db: ReadDb, section: SectionRow): Promise<CellEdit[]> {
  const rows = await db.selectFrom('cell_edit').select(['key', 'col', 'value', 'edit_no'])
    .where('ref_area', '=', section.ref_area).where('report_id', '=', section.report_id).where('version', '=', section.version).where('dataflow', '=', section.dataflow).orderBy('edit_no').execute()
  return rows.map((row) => ({ key: row.key, column: row.col as CellColumn, value: row.value, seq: row.edit_no }))
}

/** The last change of a section; a check of this change or a later one still holds. */
export async function lastChange(db: ReadDb, section: SectionRow): Promise<number> {
  const { last } = await db.selectFrom('cell_edit').select((e) => e.fn.max('edit_no').as('last'))
    .where('ref_area', '=', section.ref_area).where('report_id', '=', section.report_id).where('version', '=', section.version).where('dataflow', '=', section.dataflow).executeTakeFirstOrThrow()
  return Math.max(section.base_edit_no, Number(last ?? 0))
}

/** What the rules are told of the report that a section belongs to. */
export const contextOf = (report: ReportRow, section: SectionRow | undefined, folded: Pick<Folded, 'invalid'> | undefined, now: Date): CheckContext => ({
  now,
  refArea: report.ref_area,
  range: { freq: report.freq as Frequency, from: report.period_from, to: report.period_to },
  invalidCells: folded?.invalid ?? [],
  declarations: (section?.declarations ?? {}) as { readonly [name: string]: string },
})

export const collectionOf = (db: ReadDb, report: Pick<ReportRow, 'collection' | 'collection_version'>): Promise<Collection> => getCollection(db, report.collection, report.collection_version)

export function getFlow(collection: Collection, dataflow: string): Dataflow {
  const flow = collection.dataflows.get(dataflow)
  if (!flow) throw new Problem('report.dataflow_unknown', { collection: collection.id, dataflow })
  return flow
}
