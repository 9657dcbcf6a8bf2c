import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { narrativeDrafts } from '@openvrs/contract/narratives.ts'
import type { Sentences } from '@openvrs/core/i18n/sentences.ts'
import type { Collection, NarrativeKind } from '@openvrs/core/metadata/model.ts'
import { isSameBody, type NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import { narrativeWording } from '@openvrs/core/narrative/wording.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { readReleased } from '../narratives/index.ts'
import { beginEdit, openSection } from './base.ts'
import { currentReleases } from './current.ts'
import { collectionOf } from './fold.ts'
import { checkNarratives, draftsOf, faultsOf, findKind, isNarratives, type Draft } from './narratives.ts'
import { getReport, keyOfSection, sectionsOf, standsOn, type ReportKey, type ReportRow, type SectionKey } from './report.ts'

type Shown = z.input<typeof narrativeDrafts.add.response>
type List = z.input<typeof narrativeDrafts.list.response>

const MOST = 500

/** Puts a new narrative into a report. Problems: those of `begin`, `report.dataflow_unknown`, `narrative.too_many`. */
export async function addNarrative(trx: Trx, viewer: Viewer, key: ReportKey, asked: { readonly kind: string; readonly body: NarrativeBody }, now: Date, sentences: Sentences): Promise<Shown> {
  const { report } = await beginEdit(trx, viewer, key.reportId, 1)
  const collection = await collectionOf(reading(trx), report)
  const kind = findKind(collection, asked.kind)
  if (!kind) throw new Problem('report.dataflow_unknown', { collection: collection.id, dataflow: asked.kind })
  const section = await openSection(trx, report, kind.id)
  const drafts = await draftsOf(reading(trx), section)
  if (drafts.length >= MOST) throw new Problem('narrative.too_many', { most: MOST })
  const narrativeId = await drawNumber(trx, report.ref_area)
  await trx.insertInto('narrative_draft').values({
    ref_area: section.refArea, report_id: section.reportId, version: section.version, narrative_id: narrativeId, dataflow: kind.id, unit: report.unit, narrative_version: 1, edit_no: report.edit_no,
    body: JSON.stringify(asked.body), edited_by: viewer.person, edited_at: now,
  }).execute()
  return finish(trx, viewer, report, section, kind, collection, narrativeId, now, sentences)
}

const NUMBERS = [1_000_000, 10_000_000] as const

/** A number that the member has given to no other narrative. Drawn by lot: who reads it does not learn how many there are. The lock is held to the end of the transaction. */
async function drawNumber(trx: Trx, refArea: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`number:narrative:${refArea}`}, 0))`.execute(trx)
  for (;;) {
    const number = randomInt(...NUMBERS)
    const { rows } = await sql<{ taken: boolean }>`select narrative_number_taken(${refArea}, ${number}) as taken`.execute(trx)
    if (!rows[0]!.taken) return number
  }
}

/** Writes one anew. Problems: those of `begin`, `not_found`, `narrative.changed`. */
export async function writeNarrative(trx: Trx, viewer: Viewer, key: ReportKey, narrativeId: number, asked: { readonly base: number; readonly body: NarrativeBody }, now: Date, sentences: Sentences): Promise<Shown> {
  const { report, draft, section, kind, collection } = await open(trx, viewer, key, narrativeId, asked.base)
  const isChanged = draft.released !== null && !isSameBody(draft.released, asked.body)
  const wasChanged = draft.released !== null && !isSameBody(draft.released, draft.body)
  const version = draft.narrative_version + Number(isChanged) - Number(wasChanged)
  await trx.updateTable('narrative_draft').set({ body: JSON.stringify(asked.body), narrative_version: version, edit_no: report.edit_no, edited_by: viewer.person, edited_at: now }).where((e) => e.and(columnsOf(section, narrativeId))).execute()
  return finish(trx, viewer, report, section, kind, collection, narrativeId, now, sentences)
}

/** Takes one out. Problems: those of `begin`, `not_found`, `narrative.changed`. */
export async function removeNarrative(trx: Trx, viewer: Viewer, key: ReportKey, narrativeId: number, base: number, now: Date): Promise<void> {
  const { report, section, kind, collection } = await open(trx, viewer, key, narrativeId, base)
  await trx.deleteFrom('narrative_draft').where((e) => e.and(columnsOf(section, narrativeId))).execute()
  await checkNarratives(trx, report, section, kind, collection, now)
  await audit(trx, viewer, report, section, now)
}

const columnsOf = ({ refArea, reportId, version }: SectionKey, narrativeId: number) => ({ ref_area: refArea, report_id: reportId, version, narrative_id: narrativeId })

async function open(trx: Trx, viewer: Viewer, key: ReportKey, narrativeId: number, base: number) {
  const { report } = await beginEdit(trx, viewer, key.reportId, 1)
  const row = await trx.selectFrom('narrative_draft').selectAll().where((e) => e.and({ ref_area: report.ref_area, report_id: report.report_id, version: report.version, narrative_id: narrativeId })).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  if (row.edit_no !== base) throw new Problem('narrative.changed', { narrative: publicId(report.ref_area, narrativeId) })
  const collection = await collectionOf(reading(trx), report)
  const section: SectionKey = { refArea: report.ref_area, reportId: report.report_id, version: report.version, dataflow: row.dataflow }
  return { report, draft: row as unknown as Draft, section, kind: findKind(collection, row.dataflow)!, collection }
}

async function finish(trx: Trx, viewer: Viewer, report: ReportRow, section: SectionKey, kind: NarrativeKind, collection: Collection, narrativeId: number, now: Date, sentences: Sentences): Promise<Shown> {
  await checkNarratives(trx, report, section, kind, collection, now)
  const draft = (await draftsOf(reading(trx), section)).find((one) => one.narrative_id === narrativeId)!
  await audit(trx, viewer, report, section, now)
  return present(draft, kind, report, collection, now, sentences)
}

const audit = (trx: Trx, viewer: Viewer, report: ReportRow, section: SectionKey, now: Date): Promise<unknown> => appendAudit(trx, {
  chain: viewer.member, at: now, actor: viewer.person, action: 'report.edit', subject: publicId(report.ref_area, report.report_id), detail: { version: report.version, edits: 1, change: report.edit_no, dataflows: [section.dataflow] },
})

function present(draft: Draft, kind: NarrativeKind, report: ReportRow, collection: Collection, now: Date, sentences: Sentences): Shown {
  const say = narrativeWording(kind, collection, sentences)
  const isOpen = report.status === 'draft' || report.status === 'returned'
  return {
    narrative: publicId(draft.ref_area, draft.narrative_id), kind: draft.dataflow, edit_no: draft.edit_no, version: draft.narrative_version, body: wire(draft.body), before: draft.released && wire(draft.released),
    change: draft.released === null ? 'new' : isSameBody(draft.released, draft.body) ? 'same' : 'changed',
    faults: isOpen ? faultsOf(kind, draft.body, report, collection, now).map((fault) => ({ field: fault.field, message: say(fault) })) : [],
  }
}

/** Stored bodies came in through the same schema that they go out by. */
const wire = (body: NarrativeBody): Shown['body'] => body as unknown as Shown['body']

/** The narratives of a report's present version; of a national one also those that it leaves out of what counts now. */
export async function listNarratives(db: ReadDb, key: ReportKey, now: Date, sentences: Sentences): Promise<List> {
  const report = await getReport(db, key)
  const collection = await collectionOf(db, report)
  const narratives: Shown[] = []
  const removed: List['removed'] = []
  for (const section of (await sectionsOf(db, report)).filter((one) => isNarratives(collection, one))) {
    const kind = findKind(collection, section.dataflow)!
    const drafts = await draftsOf(db, keyOfSection(section))
    narratives.push(...drafts.map((draft) => present(draft, kind, report, collection, now, sentences)))
    if (report.status === 'approved' || report.status === 'withdrawn') continue
    const stood = await currentReleases(db, report.ref_area, section.dataflow, report.freq, Object.keys(standsOn(report)[section.dataflow] ?? {}))
    for (const { narrativeId, body } of await readReleased(db, report.ref_area, stood)) {
      if (!drafts.some((draft) => draft.narrative_id === narrativeId)) removed.push({ narrative: publicId(report.ref_area, narrativeId), kind: section.dataflow, body: wire(body) })
    }
  }
  return { narratives, removed }
}
