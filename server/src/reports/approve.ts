import type { Frequency } from '@openvrs/core/metadata/model.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { nextStatus } from '@openvrs/core/report/abilities.ts'
import type { Declarations } from '@openvrs/core/report/declarations.ts'
import { kindOf } from '@openvrs/core/report/life.ts'
import type { Manifest } from '@openvrs/core/report/manifest.ts'
import type { Receipt } from '@openvrs/core/report/receipt.ts'
import { areTermsDue } from '@openvrs/core/sharing/leaving.ts'
import type { Terms } from '@openvrs/core/sharing/terms.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { lockReleases, makeRelease, manifestTerms, termColumns } from '../sharing/index.ts'
import { readReleased, storeReleased } from '../narratives/index.ts'
import { currentReleases, readCurrent, standingOf } from './current.ts'
import { explode } from './explode.ts'
import { collectionOf, getFlow } from './fold.ts'
import { countReplaced } from './merge.ts'
import { countChanged, draftsOf, findKind, isNarratives, numbered } from './narratives.ts'
import { makeNational } from './national.ts'
import { readTables } from './chunks.ts'
import { begin, factsOf, inputsOf, keyOfSection, lockReport, periodsOf, sectionsOf, standsOn, sumsOf, type ReportRow, type SectionRow } from './report.ts'
import type { Signer } from './signing.ts'

export type Approval = {
  readonly report: number
  /** Who may see the release of each dataflow. */
  readonly termsOf: (dataflow: string) => Promise<Terms>
  readonly signer: Signer
  readonly now: Date
  readonly onRows: (rows: number) => Promise<void>
}

export type Approved = {
  /** The number of the national report. */
  readonly report: number
  readonly releases: { readonly [dataflow: string]: string }
  /** Of each dataflow, how many figures that counted before do not any more. */
  readonly replaces: { readonly [dataflow: string]: number }
}

/**
 * Approves a report: its figures become releases, with signed receipts, all within the given transaction, which the audit
 * entry ends. Of a unit's report a national one is made in the same act. Problems: those of `begin` and `makeNational`,
 * `report.has_errors`, `report.input_changed`, `report.base_changed`.
 */
export async function approveReport(trx: Trx, viewer: Viewer, approval: Approval): Promise<Approved> {
  await lockReleases(trx, viewer.member)
  await requireTerms(reading(trx), viewer.member)
  const { report, next } = await begin(trx, viewer, { refArea: viewer.member, reportId: approval.report }, 'approve')
  const { national, replaces } = kindOf(report.unit) === 'unit' ? await nationalOf(trx, viewer, report, approval.now) : await checkNational(trx, viewer, report)
  const releases: { [dataflow: string]: Released } = {}
  for (const section of await sectionsOf(reading(trx), national)) releases[section.dataflow] = await release(trx, viewer, national, section, approval)
  const inputs = national.version === 1 ? inputsOf(national).map((input) => input.report_id) : []
  await trx.updateTable('report').set({ status: next, approved_by: viewer.person, approved_at: approval.now })
    .where('ref_area', '=', national.ref_area).where('report_id', 'in', [national.report_id, ...inputs]).execute()
  await auditApproval(trx, viewer, national, inputs, Object.values(releases), replaces, approval.now)
  return { report: national.report_id, releases: Object.fromEntries(Object.entries(releases).map(([dataflow, made]) => [dataflow, made.release])), replaces }
}

/** Nothing new is shared under terms that have changed since a focal point accepted them. Throws `member.terms_due`. */
export async function requireTerms(db: ReadDb, member: string): Promise<void> {
  const { terms_version } = await db.selectFrom('member').select('terms_version').where('code', '=', member).executeTakeFirstOrThrow()
  if (areTermsDue(terms_version)) throw new Problem('member.terms_due')
}

type Ready = { readonly national: ReportRow; readonly replaces: { readonly [dataflow: string]: number } }

/** A unit's report approved by itself: a national one of it alone. */
async function nationalOf(trx: Trx, viewer: Viewer, report: ReportRow, now: Date): Promise<Ready> {
  const { report: national, replaces, errors } = await makeNational(trx, viewer, [{ report, sections: await sectionsOf(reading(trx), report) }], { kind: 'refuse' }, now)
  if (errors > 0) throw new Problem('report.merge_errors', { errors })
  return { national, replaces }
}

/** A national report is approved as it was made: its inputs, and the figures that it stands on, have not changed since. */
async function checkNational(trx: Trx, viewer: Viewer, national: ReportRow): Promise<Ready> {
  const db = reading(trx)
  for (const input of national.version === 1 ? inputsOf(national) : []) {
    const report = await lockReport(trx, { refArea: national.ref_area, reportId: input.report_id })
    if (report.status !== 'submitted' || report.edit_no !== input.edit_no) throw new Problem('report.input_changed', { report: publicId(report.ref_area, report.report_id) })
    nextStatus(viewer, await factsOf(db, report), 'approve')
  }
  const replaces: { [dataflow: string]: number } = {}
  for (const section of await sectionsOf(db, national)) replaces[section.dataflow] = await replacedBy(db, national, section)
  return { national, replaces }
}

/** How many figures that count now a national report replaces. Throws `report.base_changed`. */
export async function replacedBy(db: ReadDb, national: ReportRow, section: SectionRow): Promise<number> {
  const { releases } = await checkStanding(db, national, section)
  if (releases.length === 0) return 0
  const collection = await collectionOf(db, national)
  if (isNarratives(collection, section)) return countChanged(await readReleased(db, national.ref_area, releases), await draftsOf(db, keyOfSection(section)))
  const flow = getFlow(collection, section.dataflow)
  return countReplaced(releases.map((release) => readCurrent(db, release, flow)), readTables(db, keyOfSection(section), 'folded', flow), flow)
}

/** The releases that count in the periods of a section. Throws `report.base_changed` where they are others than when it was made. */
async function checkStanding(db: ReadDb, national: ReportRow, section: SectionRow) {
  const stood = standsOn(national)[section.dataflow] ?? {}
  const periods = coveredPeriods(national, section)
  const releases = await currentReleases(db, national.ref_area, section.dataflow, national.freq, periods)
  const standing = standingOf(releases, periods)
  const changed = periods.filter((period) => standing[period] !== (stood[period] ?? 0))
  if (changed.length > 0) throw new Problem('report.base_changed', { dataflow: section.dataflow, periods: changed.length === 1 ? changed[0]! : `${changed[0]} to ${changed.at(-1)}` })
  return { releases }
}

/** The periods that a section has figures for, and those that it had taken over and has emptied since. */
const coveredPeriods = (national: ReportRow, section: SectionRow): string[] =>
  [...new Set([...periodsOf(section).map((cover) => cover.period), ...Object.keys(standsOn(national)[section.dataflow] ?? {})])].toSorted()

type Released = { readonly release: string; readonly receipt: Receipt<Manifest> }

async function release(trx: Trx, viewer: Viewer, national: ReportRow, section: SectionRow, { termsOf, signer, now, onRows }: Approval): Promise<Released> {
  const collection = await collectionOf(reading(trx), national)
  const kind = findKind(collection, section.dataflow)
  const terms = await termsOf(section.dataflow)
  const nonzero = new Map(periodsOf(section).map((cover) => [cover.period, cover.nonzero]))
  const periods = coveredPeriods(national, section).map((timePeriod) => ({ freq: national.freq as Frequency, timePeriod, nonzero: nonzero.get(timePeriod) ?? false, empty: !nonzero.has(timePeriod) }))
  const { releaseId } = await makeRelease(trx, viewer, { refArea: national.ref_area, dataflow: section.dataflow, reportId: national.report_id, version: national.version, rows: section.rows!, holds: kind ? 'narratives' : 'figures', periods, terms, declarations: section.declarations as Declarations, now })
  const columns = termColumns(terms)
  const receipt = await signer.sign(manifestOf(national, section, releaseId, periods.map((p) => p.timePeriod), manifestTerms(columns), signer.kid, now))
  await trx.insertInto('receipt').values({ ref_area: national.ref_area, release_id: releaseId, receipt_no: 1, kind: 'approval', body: JSON.stringify(receipt), made_at: now }).execute()
  if (kind) {
    await storeReleased(trx, { refArea: national.ref_area, releaseId, collection: national.collection, collectionVersion: national.collection_version, freq: national.freq, kind, terms: columns, now }, numbered(await draftsOf(reading(trx), keyOfSection(section))))
    return { release: publicId(national.ref_area, releaseId), receipt }
  }
  const rows = await explode(trx, keyOfSection(section), getFlow(collection, section.dataflow), { ref_area: national.ref_area, release_id: releaseId, ...columns }, onRows)
  if (rows !== section.rows) throw new Error('a payload does not hold the rows that it was stored with')
  return { release: publicId(national.ref_area, releaseId), receipt }
}

function manifestOf(national: ReportRow, section: SectionRow, releaseId: number, periods: readonly string[], terms: Manifest['terms'], key: string, now: Date): Manifest {
  return {
    format: 'openvrs-manifest/1', kind: 'approval', member: national.ref_area, report: publicId(national.ref_area, national.report_id), version: national.version, release: publicId(national.ref_area, releaseId),
    collection: national.collection, collection_version: national.collection_version, dataflow: section.dataflow, freq: national.freq, from: periods[0] ?? national.period_from, to: periods.at(-1) ?? national.period_to,
    payload: { sha256: section.sha256!, bytes: section.bytes!, rows: section.rows! }, sums: sumsOf(section), declarations: section.declarations as Declarations, terms, approved_at: now.toISOString(), key,
  }
}

/** Hashes, counts and terms; no figure. */
async function auditApproval(trx: Trx, viewer: Viewer, national: ReportRow, inputs: readonly number[], releases: readonly Released[], replaces: Ready['replaces'], now: Date): Promise<void> {
  const manifests = releases.map(({ receipt }) => receipt.manifest)
  await appendAudit(trx, {
    chain: viewer.member, at: now, actor: viewer.person, action: 'report.approve', subject: publicId(national.ref_area, national.report_id),
    detail: {
      version: national.version, inputs: inputs.map((number) => publicId(national.ref_area, number)), dataflows: manifests.map((m) => m.dataflow), releases: manifests.map((m) => m.release),
      sha256: manifests.map((m) => m.payload.sha256), rows: manifests.reduce((sum, m) => sum + m.payload.rows, 0), replaces: Object.values(replaces).reduce((sum, n) => sum + n, 0),
      terms: manifests.map(({ terms }) => [terms.level, terms.group ?? '', terms.embargo ?? ''].join(' ').trim()), key: releases[0]?.receipt.manifest.key ?? null,
    },
  })
}
