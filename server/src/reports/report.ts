import type { Selectable } from 'kysely'
import { Problem } from '@openvrs/core/problem.ts'
import { nextStatus, type ReportFacts } from '@openvrs/core/report/abilities.ts'
import { kindOf, type Action, type Status } from '@openvrs/core/report/life.ts'
import type { PeriodCover } from '@openvrs/core/report/conform.ts'
import type { IndicatorSum } from '@openvrs/core/report/payload.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import type { ReportSectionTable, ReportTable } from '../db/tables/reports.ts'
import type { Viewer } from '../db/viewer.ts'

export type ReportRow = Selectable<ReportTable>
export type SectionRow = Selectable<ReportSectionTable>

/** A report of the viewer's own member, as its number names it. */
export type ReportKey = { readonly refArea: string; readonly reportId: number }

/** One dataflow of one version of a report. */
export type SectionKey = ReportKey & { readonly version: number; readonly dataflow: string }

/** What a national report was made of, as it was then. */
export type Input = { readonly report_id: number; readonly edit_no: number }

/** The release that counted for each period of each dataflow when a national report was made; 0 where none did. */
export type StandsOn = { readonly [dataflow: string]: { readonly [period: string]: number } }

export const keyOfReport = (report: ReportRow): ReportKey => ({ refArea: report.ref_area, reportId: report.report_id })
export const keyOfSection = (section: SectionRow): SectionKey => ({ refArea: section.ref_area, reportId: section.report_id, version: section.version, dataflow: section.dataflow })
export const inputsOf = (report: ReportRow): readonly Input[] => report.inputs as Input[]
export const standsOn = (report: ReportRow): StandsOn => report.stands_on as StandsOn
export const periodsOf = (section: SectionRow): readonly PeriodCover[] => section.periods as PeriodCover[]
export const sumsOf = (section: SectionRow): readonly IndicatorSum[] => (section.sums ?? []) as IndicatorSum[]

/** Throws `not_found` where there is none that the viewer may see. */
export async function getReport(db: ReadDb, { refArea, reportId }: ReportKey): Promise<ReportRow> {
  const report = await db.selectFrom('report').selectAll().where('ref_area', '=', refArea).where('report_id', '=', reportId).executeTakeFirst()
  if (!report) throw new Problem('not_found')
  return report
}

/** The same, held against other writers until the transaction ends. */
export async function lockReport(trx: Trx, { refArea, reportId }: ReportKey): Promise<ReportRow> {
  const report = await trx.selectFrom('report').selectAll().where('ref_area', '=', refArea).where('report_id', '=', reportId).forUpdate().executeTakeFirst()
  if (!report) throw new Problem('not_found')
  return report
}

/** The sections of a version, the present one unless another is named. */
export const sectionsOf = (db: ReadDb, report: ReportRow, version = report.version): Promise<SectionRow[]> =>
  db.selectFrom('report_section').selectAll().where('ref_area', '=', report.ref_area).where('report_id', '=', report.report_id).where('version', '=', version).orderBy('dataflow').execute()

export async function getSection(db: ReadDb, { refArea, reportId, version, dataflow }: SectionKey): Promise<SectionRow> {
  const section = await db.selectFrom('report_section').selectAll().where('ref_area', '=', refArea).where('report_id', '=', reportId).where('version', '=', version).where('dataflow', '=', dataflow).executeTakeFirst()
  if (!section) throw new Problem('not_found')
  return section
}

/** What decides over the abilities on a report. Of a national one, the hands of its inputs count as well: combining is no edit. */
export async function factsOf(db: ReadDb, report: ReportRow): Promise<ReportFacts> {
  const member = await db.selectFrom('member').select('four_eyes').where('code', '=', report.ref_area).executeTakeFirstOrThrow()
  const ids = inputsOf(report).map((input) => input.report_id)
  const inputs = ids.length === 0 ? [] : await db.selectFrom('report').select(['submitted_by', 'last_edited_by']).where('ref_area', '=', report.ref_area).where('report_id', 'in', ids).execute()
  const hands = [report, ...inputs].flatMap(({ submitted_by, last_edited_by }) => [submitted_by, last_edited_by]).filter((person) => person !== null)
  return { member: report.ref_area, unit: report.unit, status: report.status as Status, fourEyes: member.four_eyes, hands }
}

/**
 * Locks a report and says what the action makes of it. Throws `not_found`, `not_allowed`, `report.status`,
 * `report.four_eyes`, or `report.not_national` where the national report is the one to act on.
 */
export async function begin(trx: Trx, viewer: Viewer, key: ReportKey, action: Action): Promise<{ readonly report: ReportRow; readonly next: Status }> {
  const report = await lockReport(trx, key)
  const facts = await factsOf(reading(trx), report)
  if (kindOf(report.unit) === 'unit' && report.status === 'approved' && (action === 'correct' || action === 'withdraw') && viewer.role === 'focal_point') {
    const national = await findNationalOf(reading(trx), key)
    if (national !== undefined) throw new Problem('report.not_national', { national: `${key.refArea}-${national}` })
  }
  return { report, next: nextStatus(viewer, facts, action) }
}

/** The number of the approved national report that a unit's report went into. */
async function findNationalOf(db: ReadDb, { refArea, reportId }: ReportKey): Promise<number | undefined> {
  const nationals = await db.selectFrom('report').select(['report_id', 'inputs']).where('ref_area', '=', refArea).where('unit', '=', 'NATIONAL').where('approved_at', 'is not', null).orderBy('report_id', 'desc').execute()
  return nationals.find((national) => (national.inputs as Input[]).some((input) => input.report_id === reportId))?.report_id
}
