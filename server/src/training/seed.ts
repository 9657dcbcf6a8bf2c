import { createHash } from 'node:crypto'
import { ENGLISH } from '@openvrs/core/i18n/sentences.ts'
import { TERMS_VERSION } from '@openvrs/core/sharing/leaving.ts'
import type { Collection, Dataflow } from '@openvrs/core/metadata/model.ts'
import { writePayload } from '@openvrs/core/report/payload.ts'
import { tableOf, type FigureRow } from '@openvrs/core/report/table.ts'
import { checkTable } from '@openvrs/core/rules/index.ts'
import { reading, type Db, type Trx } from '../db/connect.ts'
import { enterAs, withViewer, type Viewer } from '../db/viewer.ts'
import { seedPeople, seedPersonId } from '../identity/index.ts'
import { getCollection } from '../registry/index.ts'
import { addNarrative, approveReport, createReport, packChunk, replaceBase, submitReport, type Signer } from '../reports/index.ts'
import { makeGroup, termsFor } from '../sharing/index.ts'
import { members, people, REPORTING_STATES } from './cast.ts'
import { lastEndedMonth, monthNumber, monthOf, MONTHS, syntheticFigures } from './figures.ts'
import { GROUP, seedTerms } from './region.ts'
import { inventedNarratives } from './tell.ts'

export type SeedServices = { readonly migrator: Db; readonly db: Db; readonly signer: Signer; /** When the system was made: figures end with the last month that had ended then. */ readonly madeAt: Date; readonly now: Date }

const MONTHS_A_REPORT = 12

/**
 * Fills a training system: the cast, a sharing group, and five years of invented figures, each report brought by an officer
 * and released by a focal point as real ones are. Run again it does what is missing, so that a start that was cut short is finished by the next.
 */
export async function seedTraining(services: SeedServices): Promise<void> {
  await seedCast(services.migrator, services.madeAt)
  await seedGroup(services)
  const last = monthNumber(lastEndedMonth(services.madeAt))
  for (const member of REPORTING_STATES) {
    for (let first = last - MONTHS + 1; first <= last; first += MONTHS_A_REPORT) await seedReport(services, member, monthOf(first), monthOf(first + MONTHS_A_REPORT - 1), monthOf(last))
  }
}

async function seedCast(migrator: Db, madeAt: Date): Promise<void> {
  await migrator.insertInto('member').values(members.map((m) => ({ code: m.code, name: m.name, kind: m.kind, joined_at: madeAt, terms_accepted_at: madeAt, terms_version: m.kind === 'secretariat' ? null : TERMS_VERSION, terms_told: TERMS_VERSION, left_at: null }))).onConflict((c) => c.doNothing()).execute()
  await migrator.insertInto('unit').values(members.flatMap((m) => m.units.map((unit) => ({ ref_area: m.code, code: unit.code, name: unit.name, kind: unit.kind })))).onConflict((c) => c.doNothing()).execute()
  await seedPeople(migrator, people, madeAt)
}

const viewerOf = (member: string, role: 'reporter' | 'focal_point'): Viewer => {
  const person = people.find((p) => p.member === member && p.role === role)!
  return { member, unit: person.unit, role, person: seedPersonId(person.email) }
}

async function seedGroup({ db, now }: SeedServices): Promise<void> {
  const maker = viewerOf(GROUP.members[0]!, 'focal_point')
  await withViewer(db, maker, now, async (trx) => {
    const there = await trx.selectFrom('sharing_group').select('id').where('owner', '=', maker.member).where('name', '=', GROUP.name).executeTakeFirst()
    if (!there) await makeGroup(trx, maker, GROUP, now)
  })
}

/** One report of twelve months, from draft to release in one transaction: it is there wholly or not at all. */
async function seedReport({ db, signer, now }: SeedServices, member: string, from: string, to: string, last: string): Promise<void> {
  const officer = viewerOf(member, 'reporter')
  const focal = viewerOf(member, 'focal_point')
  await withViewer(db, focal, now, async (trx) => {
    const there = await trx.selectFrom('release_period').select('release_id').where('ref_area', '=', member).where('time_period', '>=', from).where('time_period', '<=', to).limit(1).executeTakeFirst()
    if (there) return
    const collection = await getCollection(reading(trx), 'vrs-msrc')
    await enterAs(trx, officer, now)
    const report = await createReport(trx, officer, { unit: officer.unit, collection: collection.id, collectionVersion: collection.version, freq: 'M', from, to, now })
    for (const flow of collection.dataflows.values()) {
      const rows = syntheticFigures(member, flow, last).filter((row) => row.key.TIME_PERIOD! >= from && row.key.TIME_PERIOD! <= to)
      if (rows.length > 0) await seedSection(trx, officer, report, collection, flow, rows, now)
    }
    if (to === last) for (const { kind, body } of inventedNarratives(member, last)) await addNarrative(trx, officer, { refArea: member, reportId: report }, { kind, body }, now, ENGLISH)
    const refusal = await submitReport(trx, officer, { report, comment: 'Invented figures of the training region.', now }, async () => undefined)
    if (refusal) throw refusal
    await enterAs(trx, focal, now)
    await approveReport(trx, focal, { report, signer, now, termsOf: (dataflow) => termsFor(trx, focal, dataflow, seedTerms(member, dataflow), now), onRows: async () => undefined })
  })
}

async function seedSection(trx: Trx, officer: Viewer, report: number, collection: Collection, flow: Dataflow, rows: readonly FigureRow[], now: Date): Promise<void> {
  const table = tableOf(flow, rows)
  const text = [...writePayload(table, flow, collection)].join('')
  await replaceBase(trx, officer, {
    report, dataflow: flow.id, chunks: [await packChunk(text, rows.length)], sha256: createHash('sha256').update(text).digest('hex'), rows: rows.length,
    counts: { read: rows.length, taken: rows.length, merged: 0, rejected: 0 }, checked: checkTable(table, flow, collection, { now, refArea: officer.member }),
    declarations: { source_type: 'administrative', def_conform: 'Y' }, now,
  })
}
