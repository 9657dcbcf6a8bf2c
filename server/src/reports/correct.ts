import { Problem } from '@openvrs/core/problem.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { readReleased } from '../narratives/index.ts'
import { openSection } from './base.ts'
import { copyLayer, PayloadWriter } from './chunks.ts'
import { currentReleases, readPeriods, standingOf, type CurrentRelease } from './current.ts'
import { collectionOf, getFlow } from './fold.ts'
import { keepBase } from './national.ts'
import { checkNarratives, findKind, takeDrafts } from './narratives.ts'
import { begin, keyOfSection, periodsOf, sectionsOf, type ReportRow, type SectionRow, type StandsOn } from './report.ts'

/**
 * Opens a new version of an approved national report, a draft on the figures that it still supplies: a period that a later
 * report has taken over stays with that one. Problems: those of `begin`, `report.superseded`.
 */
export async function correctReport(trx: Trx, viewer: Viewer, request: { readonly report: number; readonly now: Date }): Promise<{ readonly version: number }> {
  const { report, next } = await begin(trx, viewer, { refArea: viewer.member, reportId: request.report }, 'correct')
  const approved = await sectionsOf(reading(trx), report)
  const version = report.version + 1
  const editNo = report.edit_no + 1
  await trx.updateTable('report').set({ version, status: next, edit_no: editNo, last_edited_by: null, submitted_by: null, submitted_at: null })
    .where('ref_area', '=', report.ref_area).where('report_id', '=', report.report_id).execute()
  const standing: { [dataflow: string]: StandsOn[string] } = {}
  for (const section of approved) {
    const releases = await ownReleases(trx, report, section)
    if (releases.length === 0) continue
    await takeOver(trx, { ...report, version }, section, releases, editNo, request.now)
    standing[section.dataflow] = standingOf(releases, releases.flatMap((release) => release.periods))
  }
  if (Object.keys(standing).length === 0) throw new Problem('report.superseded')
  await trx.updateTable('report').set({ stands_on: JSON.stringify(standing) }).where('ref_area', '=', report.ref_area).where('report_id', '=', report.report_id).execute()
  await appendAudit(trx, { chain: viewer.member, at: request.now, actor: viewer.person, action: 'report.correct', subject: publicId(report.ref_area, report.report_id), detail: { version, dataflows: Object.keys(standing) } })
  return { version }
}

/** The releases of this report's approved version that still count, for a section. */
async function ownReleases(trx: Trx, report: ReportRow, section: SectionRow): Promise<CurrentRelease[]> {
  const periods = periodsOf(section).map((cover) => cover.period)
  const current = await currentReleases(reading(trx), report.ref_area, section.dataflow, report.freq, periods)
  return current.filter((release) => release.section.reportId === report.report_id && release.section.version === section.version)
}

async function takeOver(trx: Trx, report: ReportRow, from: SectionRow, releases: readonly CurrentRelease[], editNo: number, now: Date): Promise<void> {
  const db = reading(trx)
  const to = await openSection(trx, report, from.dataflow)
  const collection = await collectionOf(db, report)
  const kind = findKind(collection, from.dataflow)
  if (kind) {
    await takeDrafts(trx, report, to, await readReleased(db, report.ref_area, releases), false, now)
    return void (await checkNarratives(trx, { ...report, edit_no: editNo }, to, kind, collection, now))
  }
  const periods = new Set(releases.flatMap((release) => release.periods))
  if (periods.size === periodsOf(from).length) {
    await copyLayer(trx, { ...keyOfSection(from), layer: 'folded' }, { ...to, layer: 'base' }, report.unit)
    await keepBase(trx, to, { sha256: from.sha256!, rows: from.rows! }, from.declarations)
  } else {
    const flow = getFlow(collection, from.dataflow)
    const writer = new PayloadWriter(trx, to, report.unit, 'base', flow, collection)
    for await (const piece of readPeriods(db, keyOfSection(from), periods, flow)) await writer.write(piece)
    await keepBase(trx, to, await writer.done(), from.declarations)
  }
  await trx.updateTable('report_section').set({ base_edit_no: editNo }).where((e) => e.and({ ref_area: to.refArea, report_id: to.reportId, version: to.version, dataflow: to.dataflow })).execute()
}
