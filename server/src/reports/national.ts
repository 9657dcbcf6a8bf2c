import type { Collection } from '@openvrs/core/metadata/model.ts'
import { compareVersions } from '@openvrs/core/metadata/version.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { combineDeclarations, type Declarations } from '@openvrs/core/report/declarations.ts'
import { checkTable } from '@openvrs/core/rules/index.ts'
import { NATIONAL } from '@openvrs/core/report/life.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { readReleased, type Numbered } from '../narratives/index.ts'
import { openSection } from './base.ts'
import { copyLayer, PayloadWriter, readTable, readTables, type Written } from './chunks.ts'
import { insertReport } from './create.ts'
import { currentReleases, readCurrent, standingOf, type CurrentRelease } from './current.ts'
import { copyFindings, storeFindings } from './findings.ts'
import { collectionOf, contextOf, getFlow } from './fold.ts'
import { mergeFigures, MergeTally, SUM, type OverlapRule } from './merge.ts'
import { checkNarratives, draftsOf, findKind, foldNarratives, isNarratives, numbered, takeDrafts } from './narratives.ts'
import { getReport, getSection, keyOfSection, periodsOf, sectionsOf, type ReportRow, type SectionKey, type SectionRow, type StandsOn } from './report.ts'
import { recordFolded } from './submit.ts'

/** A unit's submitted report, as an input of a national one. */
export type InputReport = { readonly report: ReportRow; readonly sections: readonly SectionRow[] }

/** A dataflow of a national report: the inputs' sections of it, and the figures that count now in their periods. */
type Part = { readonly dataflow: string; readonly inputs: readonly { readonly report: ReportRow; readonly section: SectionRow }[]; readonly periods: readonly string[]; readonly current: readonly CurrentRelease[] }

export type Plan = { readonly collection: Collection; readonly parts: readonly Part[]; readonly from: string; readonly to: string; readonly freq: string }

/** What goes into a national report. Throws `report.combine_mismatch` and `report.overlap_unit`. */
export async function planNational(db: ReadDb, inputs: readonly InputReport[], rule: OverlapRule): Promise<Plan> {
  const [first] = inputs
  if (!first || inputs.some(({ report }) => report.collection !== first.report.collection || report.freq !== first.report.freq)) throw new Problem('report.combine_mismatch')
  if (rule.kind === 'prefer' && !inputs.some(({ report }) => report.unit === rule.unit)) throw new Problem('report.overlap_unit', { unit: rule.unit })
  const unknown = Object.values(rule.choices ?? {}).flatMap((of) => Object.values(of)).find((choice) => choice !== SUM && !inputs.some(({ report }) => report.unit === choice))
  if (unknown !== undefined) throw new Problem('report.overlap_unit', { unit: unknown })
  const newest = inputs.map(({ report }) => report).toSorted((a, b) => compareVersions(b.collection_version, a.collection_version))[0]!
  const dataflows = [...new Set(inputs.flatMap(({ sections }) => sections.map((section) => section.dataflow)))].toSorted()
  const parts: Part[] = []
  for (const dataflow of dataflows) {
    const of = inputs.flatMap(({ report, sections }) => sections.filter((section) => section.dataflow === dataflow).map((section) => ({ report, section })))
    const periods = [...new Set(of.flatMap(({ section }) => periodsOf(section).map((cover) => cover.period)))].toSorted()
    parts.push({ dataflow, inputs: of, periods, current: await currentReleases(db, first.report.ref_area, dataflow, first.report.freq, periods) })
  }
  const ends = inputs.flatMap(({ report }) => [report.period_from, report.period_to]).toSorted()
  return { collection: await collectionOf(db, newest), parts, from: ends[0]!, to: ends.at(-1)!, freq: first.report.freq }
}

/** A dataflow that one unit reports anew goes over as it is; anything else is merged. */
const isCopy = (part: Part, collection: Collection): boolean => part.inputs.length === 1 && part.current.length === 0 && part.inputs[0]!.report.collection_version === collection.version

/** The figures of a part, in pieces; `tally` is complete at their end. */
function mergePart(db: ReadDb, part: Part, { collection }: Plan, rule: OverlapRule, tally: MergeTally) {
  const flow = getFlow(collection, part.dataflow)
  const units = part.inputs.map(({ report, section }) => ({ unit: report.unit, pieces: readInput(db, report, section) }))
  return mergeFigures(units, part.current.map((release) => readCurrent(db, release, flow)), flow, rule, tally)
}

async function* readInput(db: ReadDb, report: ReportRow, section: SectionRow) {
  yield* readTables(db, keyOfSection(section), 'folded', getFlow(await collectionOf(db, report), section.dataflow))
}

/** What making the national report would do, without making it. Overlaps are counted, not refused. */
export async function previewNational(db: ReadDb, plan: Plan, rule: OverlapRule): Promise<readonly { readonly dataflow: string; readonly rows: number; readonly replaces: number; readonly overlapping: number; readonly examples: readonly string[] }[]> {
  const previews = []
  for (const part of plan.parts) {
    const tally = new MergeTally()
    if (isNarratives(plan.collection, part)) {
      previews.push({ dataflow: part.dataflow, rows: (await narrativesOf(db, part)).length, replaces: 0, overlapping: 0, examples: [] })
      continue
    }
    let rows = isCopy(part, plan.collection) ? part.inputs[0]!.section.rows! : 0
    if (!isCopy(part, plan.collection)) for await (const piece of mergePart(db, part, plan, rule, tally)) rows += piece.rows
    previews.push({ dataflow: part.dataflow, rows, replaces: tally.replaced, overlapping: tally.overlapping, examples: tally.examples })
  }
  return previews
}

export type National = { readonly report: ReportRow; readonly sections: readonly SectionRow[]; readonly replaces: { readonly [dataflow: string]: number }; readonly errors: number }

/**
 * Makes a national report of submitted ones. It is submitted as it stands, unless merging brought errors: then it is a draft
 * with its findings. Problems: those of `planNational`, `report.overlap`, `report.overlap_not_additive`.
 */
export async function makeNational(trx: Trx, viewer: Viewer, inputs: readonly InputReport[], rule: OverlapRule, now: Date): Promise<National> {
  const db = reading(trx)
  const plan = await planNational(db, inputs, rule)
  const { collection } = plan
  const standsOn: StandsOn = Object.fromEntries(plan.parts.map((part) => [part.dataflow, standingOf(part.current, part.periods)]))
  const number = await insertReport(trx, viewer, {
    unit: NATIONAL, collection: collection.id, collectionVersion: collection.version, freq: plan.freq, from: plan.from, to: plan.to, now, status: 'submitted',
    inputs: inputs.map(({ report }) => ({ report_id: report.report_id, edit_no: report.edit_no })), standsOn,
  })
  const key = { refArea: viewer.member, reportId: number }
  const report = await getReport(db, key)
  const replaces: { [dataflow: string]: number } = {}
  for (const part of plan.parts) {
    const tally = new MergeTally()
    const section = await openSection(trx, report, part.dataflow)
    if (isNarratives(collection, part)) await writeNarratives(trx, report, section, part, collection, now)
    else if (isCopy(part, collection)) await copyPart(trx, part, section)
    else await writeMerged(trx, report, section, part, plan, rule, tally, now)
    replaces[part.dataflow] = tally.replaced
  }
  const sections = await sectionsOf(db, report)
  const errors = sections.reduce((sum, section) => sum + section.errors, 0)
  if (errors > 0) await trx.updateTable('report').set({ status: 'draft', submitted_at: null }).where('ref_area', '=', key.refArea).where('report_id', '=', number).execute()
  return { report: await getReport(db, key), sections, replaces, errors }
}

/** Narratives of several units stand beside each other, and beside those that count now: each has a number of its own, so none replaces another. */
async function narrativesOf(db: ReadDb, part: Part): Promise<Numbered[]> {
  const own: Numbered[] = []
  for (const { section } of part.inputs) own.push(...numbered(await draftsOf(db, keyOfSection(section))))
  return [...own, ...(await readReleased(db, part.inputs[0]!.report.ref_area, part.current))]
}

async function writeNarratives(trx: Trx, report: ReportRow, to: SectionKey, part: Part, collection: Collection, now: Date): Promise<void> {
  const db = reading(trx)
  await takeDrafts(trx, report, to, await readReleased(db, report.ref_area, part.current), false, now)
  for (const { section } of part.inputs) await takeDrafts(trx, report, to, numbered(await draftsOf(db, keyOfSection(section))), true, now)
  const errors = await checkNarratives(trx, report, to, findKind(collection, part.dataflow)!, collection, now)
  if (errors === 0) await foldNarratives(trx, report, to)
}

async function copyPart(trx: Trx, part: Part, to: SectionKey): Promise<void> {
  const { section: from } = part.inputs[0]!
  for (const layer of ['base', 'folded'] as const) await copyLayer(trx, { ...keyOfSection(from), layer: 'folded' }, { ...to, layer }, NATIONAL)
  await copyFindings(trx, keyOfSection(from), to, NATIONAL)
  await trx.updateTable('report_section').set({
    base_sha256: from.sha256, base_rows: from.rows!, sha256: from.sha256, bytes: from.bytes, rows: from.rows, sums: JSON.stringify(from.sums), periods: JSON.stringify(from.periods),
    declarations: JSON.stringify(from.declarations), rule_results: JSON.stringify(from.rule_results), warnings: from.warnings, checked_edit_no: 0, checked_at: from.checked_at,
  }).where('ref_area', '=', to.refArea).where('report_id', '=', to.reportId).where('version', '=', to.version).where('dataflow', '=', to.dataflow).execute()
}

async function writeMerged(trx: Trx, report: ReportRow, to: SectionKey, part: Part, plan: Plan, rule: OverlapRule, tally: MergeTally, now: Date): Promise<void> {
  const db = reading(trx)
  const { collection } = plan
  const flow = getFlow(collection, part.dataflow)
  const writer = new PayloadWriter(trx, to, NATIONAL, 'base', flow, collection)
  for await (const piece of mergePart(db, part, plan, rule, tally)) await writer.write(piece)
  tally.refuse()
  const written = await writer.done()
  await keepBase(trx, to, written, combineDeclarations(part.inputs.map(({ report: { unit }, section: { declarations } }) => ({ unit, declarations: declarations as Declarations }))))
  const { table } = await readTable(db, to, 'base', flow)
  const section = await getSection(db, to)
  const checked = checkTable(table, flow, collection, contextOf(report, section, undefined, now))
  await storeFindings(trx, to, NATIONAL, checked, report.edit_no, now)
  if (checked.errors > 0) return
  await copyLayer(trx, { ...to, layer: 'base' }, { ...to, layer: 'folded' }, NATIONAL)
  await recordFolded(trx, section, written, table, collection)
}

/** Notes what a base that was written here is. */
export async function keepBase(trx: Trx, section: SectionKey, { sha256, rows }: Pick<Written, 'sha256' | 'rows'>, declarations: unknown): Promise<void> {
  await trx.updateTable('report_section').set({ base_sha256: sha256, base_rows: rows, declarations: JSON.stringify(declarations ?? {}) })
    .where('ref_area', '=', section.refArea).where('report_id', '=', section.reportId).where('version', '=', section.version).where('dataflow', '=', section.dataflow).execute()
}
