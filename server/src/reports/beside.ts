import type { z } from 'zod'
import type { reports } from '@openvrs/contract/reports.ts'
import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { conform } from '@openvrs/core/report/conform.ts'
import { concatTables } from '@openvrs/core/report/fold-tables.ts'
import { columnsOf, groupRows, keyAt } from '@openvrs/core/report/keys.ts'
import { kindOf, NATIONAL, type Status } from '@openvrs/core/report/life.ts'
import { canonicalOrder } from '@openvrs/core/report/payload-order.ts'
import { alignRanges } from '@openvrs/core/report/ranges.ts'
import type { FigureTable } from '@openvrs/core/report/table.ts'
import type { ReadDb } from '../db/connect.ts'
import { publicId } from '../http/public-id.ts'
import { readableReleases, readCurrent } from './current.ts'
import { figuresOf, periodsNow } from './figures.ts'
import { collectionOf, getFlow } from './fold.ts'
import { isNarratives } from './narratives.ts'
import { inputsOf, sectionsOf, type ReportRow, type SectionRow } from './report.ts'

type Shown = z.input<typeof reports.beside.response>
type Row = Shown['rows'][number]
export type Wanted = { readonly only?: 'overlaps'; readonly after: number; readonly limit: number }

/** The figures of units' reports next to each other, key by key in canonical order, with what counts now. */
export async function readBeside(db: ReadDb, report: ReportRow, section: SectionRow, wanted: Wanted): Promise<Shown> {
  const units = await sectionsBeside(db, report, section)
  const collection = await collectionOf(db, report)
  // Narratives have numbers of their own: those of several units never say the same.
  if (isNarratives(collection, section)) return { reports: units.map(({ report: one }) => presentUnit(one)), keys: 0, overlapping: 0, rows: [], next: null }
  const flow = getFlow(collection, section.dataflow)
  const periods = new Set<string>()
  for (const unit of units) for (const period of await periodsNow(db, unit.report, unit.section, flow)) periods.add(period)
  const current = await readableReleases(db, report.ref_area, section.dataflow, report.freq, [...periods].toSorted())
  const sources = [...units.map((unit) => unitFigures(db, unit, flow)), ...current.map((release) => readCurrent(db, release, flow))]
  const ids = units.map((unit) => publicId(unit.report.ref_area, unit.report.report_id))
  const shown: Shown = { reports: units.map(({ report: one }) => presentUnit(one)), keys: 0, overlapping: 0, rows: [], next: null }
  let passed = 0
  for await (const pieces of alignRanges(sources, flow)) {
    for (const row of rowsBeside(pieces, ids, flow)) {
      if (row.figures.length === 0) continue
      shown.keys++
      if (row.figures.length > 1) shown.overlapping++
      else if (wanted.only === 'overlaps') continue
      if (passed++ < wanted.after) continue
      if (shown.rows.length < wanted.limit) shown.rows.push(row)
      else shown.next = wanted.after + wanted.limit
    }
  }
  return shown
}

type Unit = { readonly report: ReportRow; readonly section: SectionRow }

/** Of a unit's report: it and others that were submitted for the same time; of a national one: what it was made of. By unit. */
async function sectionsBeside(db: ReadDb, report: ReportRow, section: SectionRow): Promise<Unit[]> {
  const found: Unit[] = kindOf(report.unit) === 'unit' ? [{ report, section }] : []
  for (const other of await reportsBeside(db, report)) {
    const its = (await sectionsOf(db, other)).find((one) => one.dataflow === section.dataflow && one.sha256 !== null)
    if (its) found.push({ report: other, section: its })
  }
  return found.toSorted((a, b) => (a.report.unit < b.report.unit ? -1 : a.report.unit > b.report.unit ? 1 : a.report.report_id - b.report.report_id))
}

function reportsBeside(db: ReadDb, report: ReportRow): Promise<ReportRow[]> {
  const own = db.selectFrom('report').selectAll().where('ref_area', '=', report.ref_area)
  if (kindOf(report.unit) === 'national') {
    const ids = inputsOf(report).map((input) => input.report_id)
    return ids.length === 0 ? Promise.resolve([]) : own.where('report_id', 'in', ids).execute()
  }
  return own.where('unit', '<>', NATIONAL).where('report_id', '<>', report.report_id).where('status', '=', 'submitted').where('collection', '=', report.collection).where('freq', '=', report.freq)
    .where('period_from', '<=', report.period_to).where('period_to', '>=', report.period_from).orderBy('report_id').limit(MOST).execute()
}

/** As many as can be combined at once. */
const MOST = 49

async function* unitFigures(db: ReadDb, { report, section }: Unit, flow: Dataflow): AsyncGenerator<FigureTable> {
  for await (const piece of figuresOf(db, section, getFlow(await collectionOf(db, report), section.dataflow))) yield conform(piece, flow)
}

/** The rows of one range of keys; the pieces of the units come first, those that count now after them. */
function* rowsBeside(pieces: readonly FigureTable[], reports: readonly string[], flow: Dataflow): Generator<Row> {
  const all = concatTables(flow, pieces)
  const columns = columnsOf(all, flow)
  const { of } = groupRows(columns, all.rows)
  const rows = new Map<number, Row>()
  const sourceOf = pieces.flatMap((piece, source) => Array.from({ length: piece.rows }, () => source))
  for (const at of canonicalOrder(all, flow)) {
    const row = rows.get(of[at]!) ?? { key: keyAt(columns, at), figures: [] }
    rows.set(of[at]!, row)
    const value = Number.isNaN(all.value[at]!) ? null : all.value[at]!
    const report = reports[sourceOf[at]!]
    if (report === undefined) row.now = value
    else row.figures.push({ report, value })
  }
  yield* rows.values()
}

const presentUnit = (report: ReportRow): Shown['reports'][number] => ({
  report: publicId(report.ref_area, report.report_id), unit: report.unit, from: report.period_from, to: report.period_to, status: report.status as Status, submitted: report.submitted_at?.toISOString() ?? null,
})
