import type { z } from 'zod'
import type { reports } from '@openvrs/contract/reports.ts'
import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { conform } from '@openvrs/core/report/conform.ts'
import { diffTables, mergeInto, type Change } from '@openvrs/core/report/fold.ts'
import { concatTables, filterRows } from '@openvrs/core/report/fold-tables.ts'
import { kindOf } from '@openvrs/core/report/life.ts'
import { shiftPeriod } from '@openvrs/core/report/period.ts'
import { alignRanges } from '@openvrs/core/report/ranges.ts'
import type { FigureTable } from '@openvrs/core/report/table.ts'
import type { ReadDb } from '../db/connect.ts'
import { readableReleases, readCurrent } from './current.ts'
import { earlierOfUnit } from './earlier.ts'
import { collectionOf, getFlow } from './fold.ts'
import { figuresOf, periodsNow } from './figures.ts'
import type { ReportRow, SectionRow } from './report.ts'

type Shown = z.input<typeof reports.difference.response>
export type Wanted = { readonly against: 'current' | 'period'; readonly kind?: 'added' | 'removed' | 'changed'; readonly after: number; readonly limit: number }

/** What to compare: both in canonical order. `merges`: `after` is laid over `before` as approving would. */
type Sides = { readonly against: Shown['against']; readonly before: readonly AsyncIterable<FigureTable>[]; readonly after: AsyncIterable<FigureTable>; readonly merges: boolean }

/** What a section changes: counts of all, and a page of the changes in canonical order. */
export async function readDifference(db: ReadDb, report: ReportRow, section: SectionRow, wanted: Wanted): Promise<Shown> {
  const flow = getFlow(await collectionOf(db, report), section.dataflow)
  const sides = wanted.against === 'current' ? await againstCurrent(db, report, section, flow) : await againstPeriod(db, report, section, flow)
  const total = { added: 0, removed: 0, changed: 0, same: 0, replaced: 0 }
  const page = new Page(wanted)
  for await (const [own, ...was] of alignRanges([sides.after, ...sides.before].map((pieces) => conforming(pieces, flow)), flow)) {
    const before = concatTables(flow, was)
    const difference = diffTables(before, sides.merges ? mergeInto(before, own!, flow) : own!, flow, page.isFull ? 0 : Infinity)
    for (const count of ['added', 'removed', 'changed', 'same', 'replaced'] as const) total[count] += difference[count]
    page.take(difference.changes)
  }
  return { against: sides.before.length === 0 ? 'nothing' : sides.against, ...total, changes: page.changes, next: page.isFull ? wanted.after + wanted.limit : null }
}

async function againstCurrent(db: ReadDb, report: ReportRow, section: SectionRow, flow: Dataflow): Promise<Sides> {
  const releases = await readableReleases(db, report.ref_area, section.dataflow, report.freq, await periodsNow(db, report, section, flow))
  return { against: 'national', before: releases.map((release) => readCurrent(db, release, flow)), after: figuresOf(db, section, flow), merges: kindOf(report.unit) === 'unit' }
}

/** Each period with the one before it, which is told the name of the next: in the report itself, else in what was approved before. */
async function againstPeriod(db: ReadDb, report: ReportRow, section: SectionRow, flow: Dataflow): Promise<Sides> {
  const own = await periodsNow(db, report, section, flow)
  const earlier = own.map((period) => shiftPeriod(period, -1)).filter((period) => !own.includes(period))
  const units = kindOf(report.unit) === 'unit' ? await earlierOfUnit(db, report, section.dataflow, earlier, flow) : []
  const national = units.length > 0 ? [] : (await readableReleases(db, report.ref_area, section.dataflow, report.freq, earlier)).map((release) => readCurrent(db, release, flow))
  const outside = [...units, ...national]
  const inside = own.length > 1 ? [figuresOf(db, section, flow)] : []
  const before = [...outside, ...inside].map((pieces) => shifted(pieces, new Set(own)))
  return { against: units.length > 0 ? 'unit' : 'national', before, after: figuresOf(db, section, flow), merges: false }
}

/** Figures under the name of the next period, where that is one of those wanted. Their order stays: texts of periods sort in time. */
async function* shifted(pieces: AsyncIterable<FigureTable>, wanted: ReadonlySet<string>): AsyncGenerator<FigureTable> {
  for await (const piece of pieces) {
    const { codes, at } = piece.dimensions.get('TIME_PERIOD')!
    const next = codes.map((period) => shiftPeriod(period, 1))
    const moved = { ...piece, dimensions: new Map([...piece.dimensions, ['TIME_PERIOD', { codes: next, at }]]) }
    yield filterRows(moved, (row) => wanted.has(next[at[row]!]!))
  }
}

async function* conforming(pieces: AsyncIterable<FigureTable>, flow: Dataflow): AsyncGenerator<FigureTable> {
  for await (const piece of pieces) yield conform(piece, flow)
}

/** The changes of one page, as they come by. */
class Page {
  readonly changes: Change[] = []
  isFull = false
  private passed = 0
  private readonly wanted: Wanted

  constructor(wanted: Wanted) {
    this.wanted = wanted
  }

  take(changes: readonly Change[]): void {
    for (const change of changes) {
      if (this.wanted.kind !== undefined && kindOfChange(change) !== this.wanted.kind) continue
      if (this.passed++ < this.wanted.after) continue
      if (this.changes.length === this.wanted.limit) {
        this.isFull = true
        return
      }
      this.changes.push(change)
    }
  }
}

const kindOfChange = ({ before, after }: Change) => (before === undefined ? 'added' : after === undefined ? 'removed' : 'changed')
