import type { ReportRow as Row } from '@openvrs/contract/reports.ts'
import type { Status } from '@openvrs/core/report/life.ts'
import type { ReadDb } from '../db/connect.ts'
import { publicId } from '../http/public-id.ts'
import { presentTerms, type ReleaseRow } from '../sharing/index.ts'
import { collectionOf, foldSection, getFlow, isSmall, lastChange } from './fold.ts'
import type { ReportRow, SectionRow } from './report.ts'

export type Wanted = { readonly status?: Status; readonly dataflow?: string; readonly unit?: string; readonly before?: number }

const PAGE = 200

/** The newest reports that the viewer may see, as rows of their present versions. */
export async function listReports(db: ReadDb, refArea: string, { status, dataflow, unit, before }: Wanted): Promise<{ rows: Row[]; next: number | null }> {
  let wanted = db.selectFrom('report').selectAll().where('ref_area', '=', refArea).orderBy('report_id', 'desc').limit(PAGE + 1)
  if (status !== undefined) wanted = wanted.where('status', '=', status)
  if (unit !== undefined) wanted = wanted.where('unit', '=', unit)
  if (before !== undefined) wanted = wanted.where('report_id', '<', before)
  const found = await wanted.execute()
  const reports = found.slice(0, PAGE)
  const rows = await rowsOf(db, refArea, reports)
  return { rows: dataflow === undefined ? rows : rows.filter((row) => row.dataflow === dataflow), next: found.length > PAGE ? reports.at(-1)!.report_id : null }
}

/** The rows of some reports of one member, in their order. */
export async function rowsOf(db: ReadDb, refArea: string, reports: readonly ReportRow[]): Promise<Row[]> {
  if (reports.length === 0) return []
  const ids = reports.map((report) => report.report_id)
  const sections = await db.selectFrom('report_section').selectAll().where('ref_area', '=', refArea).where('report_id', 'in', ids).orderBy('dataflow').execute()
  const releases = await db.selectFrom('release').selectAll().where('ref_area', '=', refArea).where('report_id', 'in', ids).execute()
  const rows: Row[] = []
  const narratives = await kindsOf(db, reports)
  for (const report of reports) {
    const own = sections.filter((section) => section.report_id === report.report_id && section.version === report.version)
    if (own.length === 0) rows.push(presentRow(report, undefined, 0, 'figures'))
    for (const section of own) rows.push(presentRow(report, section, await countRows(db, report, section), narratives.has(section.dataflow) ? 'narratives' : 'figures', findRelease(releases, section)))
  }
  return rows
}

/** The ids of the kinds of narratives that reports may hold; an id means the same in every version of a collection. */
async function kindsOf(db: ReadDb, reports: readonly ReportRow[]): Promise<ReadonlySet<string>> {
  const versions = new Map(reports.map((report) => [`${report.collection} ${report.collection_version}`, report]))
  const collections = await Promise.all([...versions.values()].map((report) => collectionOf(db, report)))
  return new Set(collections.flatMap(({ narratives }) => [...narratives.keys()]))
}

/** How many figures a section has now. What was typed onto a large file since is not counted until it is submitted: that file would be read for it. */
async function countRows(db: ReadDb, report: ReportRow, section: SectionRow): Promise<number> {
  if (section.rows !== null) return section.rows
  if (!isSmall(section) || (await lastChange(db, section)) === section.base_edit_no) return section.base_rows
  return (await foldSection(db, section, getFlow(await collectionOf(db, report), section.dataflow))).table.rows
}

const findRelease = (releases: readonly ReleaseRow[], section: SectionRow): ReleaseRow | undefined =>
  releases.find((release) => release.report_id === section.report_id && release.version === section.version && release.dataflow === section.dataflow)

const presentRow = (report: ReportRow, section: SectionRow | undefined, rows: number, holds: Row['holds'], release?: ReleaseRow): Row => ({
  report: publicId(report.ref_area, report.report_id), member: report.ref_area, unit: report.unit, collection: report.collection, freq: report.freq as Row['freq'], from: report.period_from, to: report.period_to,
  version: report.version, status: report.status as Status, dataflow: section?.dataflow ?? null, holds, rows,
  release: release ? publicId(release.ref_area, release.release_id) : null, terms: release ? termsText(presentTerms(release)) : null,
})

/** Terms in a few words: level, group, embargo. */
export const termsText = ({ level, group, embargo }: { readonly level: string; readonly group: string | null; readonly embargo: string | null }): string =>
  [level, group ?? '', embargo === null ? '' : `from ${embargo}`].filter((part) => part !== '').join(' ')
