import { createHash } from 'node:crypto'
import { checkNarrative, type NarrativeFault } from '@openvrs/core/narrative/check.ts'
import { nominalIn } from '@openvrs/core/narrative/nominal.ts'
import { isSameBody, narrativeLine, type NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import type { Collection, Frequency, NarrativeKind } from '@openvrs/core/metadata/model.ts'
import type { Finding } from '@openvrs/core/rules/index.ts'
import type { Selectable } from 'kysely'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import type { NarrativeDraftTable } from '../db/tables/narratives.ts'
import { publicId } from '../http/public-id.ts'
import type { Numbered } from '../narratives/index.ts'
import { dropLayer, packChunk, storeChunk, type Written } from './chunks.ts'
import { storeFindings } from './findings.ts'
import type { ReportRow, SectionKey, SectionRow } from './report.ts'

/**
 * A section that holds narratives instead of figures. It lies in rows of its own while it is written, is checked whole with every change, and folds
 * into one line of canonical JSON a narrative; all else that becomes of a section becomes of it too.
 */
export type Draft = Omit<Selectable<NarrativeDraftTable>, 'body' | 'released'> & { readonly body: NarrativeBody; readonly released: NarrativeBody | null }

export const findKind = (collection: Collection, dataflow: string): NarrativeKind | undefined => collection.narratives.get(dataflow)

/** The narratives of a section in the order in which they came. */
export async function draftsOf(db: ReadDb, { refArea, reportId, version, dataflow }: SectionKey): Promise<Draft[]> {
  const rows = await db.selectFrom('narrative_draft').selectAll().where((e) => e.and({ ref_area: refArea, report_id: reportId, version, dataflow })).orderBy('place').execute()
  return rows as unknown as Draft[]
}

/** Narratives as they were released, or as units wrote them, put into another report's section. `isNew`: the report releases them for the first time. */
export async function takeDrafts(trx: Trx, report: ReportRow, to: SectionKey, given: readonly Numbered[], isNew: boolean, now: Date): Promise<void> {
  if (given.length === 0) return
  await trx.insertInto('narrative_draft').values(given.map(({ narrativeId, version, body }) => ({
    ref_area: to.refArea, report_id: to.reportId, version: to.version, narrative_id: narrativeId, dataflow: to.dataflow, unit: report.unit, narrative_version: version, edit_no: report.edit_no,
    body: JSON.stringify(body), released: isNew ? undefined : JSON.stringify(body), edited_by: report.made_by, edited_at: now,
  }))).execute()
}

export const faultsOf = (kind: NarrativeKind, body: NarrativeBody, report: ReportRow, collection: Collection, now: Date): readonly NarrativeFault[] =>
  checkNarrative(kind, body, { collection, now, range: { freq: report.freq as Frequency, from: report.period_from, to: report.period_to } })

/** The rule by which texts are screened, named by the words that were found: who says why these lead to nobody has said nothing of others. */
const nominalRule = (found: readonly NarrativeFault[]): string => `narrative.nominal.${createHash('sha256').update(JSON.stringify(found.map(({ values }) => values['found']).toSorted())).digest('hex').slice(0, 8)}`

/** Checks a section and counts it. Resolves to how many errors it has. */
export async function checkNarratives(trx: Trx, report: ReportRow, section: SectionKey, kind: NarrativeKind, collection: Collection, now: Date): Promise<number> {
  const drafts = await draftsOf(reading(trx), section)
  const findings = drafts.flatMap((draft): readonly Finding[] => {
    const key = publicId(draft.ref_area, draft.narrative_id)
    const nominal = nominalIn(kind, draft.body)
    return [
      ...faultsOf(kind, draft.body, report, collection, now).map((fault): Finding => ({ rule: `narrative.${fault.key}`, severity: 'error', outcome: fault.key === 'missing' ? 'missing' : 'wrong', key, column: fault.field, messageValues: fault.values })),
      ...nominal.map(({ field, values }): Finding => ({ rule: nominalRule(nominal), severity: 'warning', outcome: 'wrong', key, column: field, messageValues: values })),
    ]
  }).toSorted((x, y) => Number(x.severity === 'warning') - Number(y.severity === 'warning'))
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const rules = [...Map.groupBy(warnings, ({ rule }) => rule)].map(([rule, failed]) => ({ rule, severity: 'warning' as const, checked: drafts.length, failed: failed.length, notApplicable: 0 }))
  const errors = findings.length - warnings.length
  await storeFindings(trx, section, report.unit, { findings, rules, errors, warnings: warnings.length }, report.edit_no, now)
  await trx.updateTable('report_section').set({ base_rows: drafts.length, base_edit_no: report.edit_no })
    .where('ref_area', '=', section.refArea).where('report_id', '=', section.reportId).where('version', '=', section.version).where('dataflow', '=', section.dataflow).execute()
  return errors
}

/** Writes the canonical text of a section's narratives: what its receipt vouches for. */
export async function foldNarratives(trx: Trx, report: ReportRow, section: SectionKey): Promise<Written> {
  const drafts = await draftsOf(reading(trx), section)
  const text = Buffer.from(drafts.map((d) => narrativeLine({ narrative: publicId(d.ref_area, d.narrative_id), version: d.narrative_version, kind: d.dataflow, ...d.body })).join(''), 'utf8')
  await dropLayer(trx, section, 'folded')
  if (drafts.length > 0) await storeChunk(trx, section, report.unit, 'folded', 0, await packChunk(text, drafts.length))
  const written = { sha256: createHash('sha256').update(text).digest('hex'), bytes: text.length, rows: drafts.length }
  const periods = [...Map.groupBy(drafts, ({ body }) => body.period)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([period, all]) => ({ period, rows: all.length, nonzero: true }))
  await trx.updateTable('report_section').set({ ...written, sums: '[]', periods: JSON.stringify(periods) })
    .where('ref_area', '=', section.refArea).where('report_id', '=', section.reportId).where('version', '=', section.version).where('dataflow', '=', section.dataflow).execute()
  return written
}

export const numbered = (drafts: readonly Draft[]): Numbered[] => drafts.map(({ narrative_id: narrativeId, narrative_version: version, body }) => ({ narrativeId, version, body }))

/** How many narratives that count now do not stand in a section as they are. */
export function countChanged(now: readonly Numbered[], drafts: readonly Draft[]): number {
  const kept = new Map(drafts.map((draft) => [draft.narrative_id, draft.body]))
  return now.filter(({ narrativeId, body }) => !kept.has(narrativeId) || !isSameBody(kept.get(narrativeId)!, body)).length
}

export const isNarratives = (collection: Collection, section: Pick<SectionRow, 'dataflow'>): boolean => collection.narratives.has(section.dataflow)
