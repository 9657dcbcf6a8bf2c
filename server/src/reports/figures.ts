import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { periodsOf as periodsOfTable } from '@openvrs/core/report/conform.ts'
import { pickRows } from '@openvrs/core/report/fold-tables.ts'
import { isPeriod } from '@openvrs/core/report/period.ts'
import { canonicalOrder } from '@openvrs/core/report/payload-order.ts'
import type { FigureTable } from '@openvrs/core/report/table.ts'
import type { ReadDb } from '../db/connect.ts'
import { readTables } from './chunks.ts'
import { foldSection } from './fold.ts'
import { keyOfSection, periodsOf, standsOn, type ReportRow, type SectionRow } from './report.ts'

/** The figures of a section as they are now, in pieces and in canonical order; those that a rule would refuse for their period are left out. */
export async function* figuresOf(db: ReadDb, section: SectionRow, flow: Dataflow): AsyncGenerator<FigureTable> {
  if (section.sha256 !== null) yield* readTables(db, keyOfSection(section), 'folded', flow)
  else {
    const { table } = await foldSection(db, section, flow)
    const { codes, at } = table.dimensions.get('TIME_PERIOD')!
    yield pickRows(table, canonicalOrder(table, flow).filter((row) => isPeriod(codes[at[row]!]!)))
  }
}

/** The periods that a section has figures for, and those that it had taken over and has emptied since. */
export async function periodsNow(db: ReadDb, report: ReportRow, section: SectionRow, flow: Dataflow): Promise<string[]> {
  const covers = section.sha256 !== null ? periodsOf(section) : periodsOfTable((await foldSection(db, section, flow)).table).filter(({ period }) => isPeriod(period))
  return [...new Set([...covers.map((cover) => cover.period), ...Object.keys(standsOn(report)[section.dataflow] ?? {})])].toSorted()
}
