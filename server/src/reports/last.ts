import type { z } from 'zod'
import type { reports } from '@openvrs/contract/reports.ts'
import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { kindOf } from '@openvrs/core/report/life.ts'
import { shiftPeriod } from '@openvrs/core/report/period.ts'
import type { FigureTable } from '@openvrs/core/report/table.ts'
import type { ReadDb } from '../db/connect.ts'
import { currentReleases, readCurrent } from './current.ts'
import { earlierOfUnit } from './earlier.ts'
import { collectionOf, getFlow } from './fold.ts'
import { presentRows } from './rows.ts'
import type { ReportRow } from './report.ts'

type Shown = z.input<typeof reports.last.response>

/** How far back figures are looked for. */
const BACK: { readonly [freq: string]: number } = { M: 12, Q: 4, A: 2 }

/** The figures of the nearest earlier period that has any: what a report starts from and is compared with. */
export async function readLast(db: ReadDb, report: ReportRow, dataflow: string, { after, limit }: { readonly after: number; readonly limit: number }): Promise<Shown> {
  const flow = getFlow(await collectionOf(db, report), dataflow)
  const source = await findLast(db, report, flow)
  const shown: Shown = { period: source?.period ?? null, rows: [], total: 0, next: null }
  for (const pieces of source?.pieces ?? []) {
    for await (const piece of pieces) {
      const first = Math.max(0, after + shown.rows.length - shown.total)
      for (const { key, value } of first < piece.rows && shown.rows.length < limit ? presentRows(piece, flow).slice(first, first + limit - shown.rows.length) : []) shown.rows.push({ key, value })
      shown.total += piece.rows
    }
  }
  return { ...shown, next: after + shown.rows.length < shown.total ? after + shown.rows.length : null }
}

type Source = { readonly period: string; readonly pieces: readonly AsyncIterable<FigureTable>[] }

/** A unit goes on from what it brought itself, a nation from what counts now. */
async function findLast(db: ReadDb, report: ReportRow, flow: Dataflow): Promise<Source | undefined> {
  for (let back = 1; back <= (BACK[report.freq] ?? 1); back++) {
    const period = shiftPeriod(report.period_from, -back)
    const pieces = kindOf(report.unit) === 'unit'
      ? await earlierOfUnit(db, report, flow.id, [period], flow, ['approved', 'submitted'])
      : (await currentReleases(db, report.ref_area, flow.id, report.freq, [period])).map((release) => readCurrent(db, release, flow))
    if (pieces.length > 0) return { period, pieces }
  }
  return undefined
}
