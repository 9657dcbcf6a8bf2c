import { sql } from 'kysely'
import { counterpartActs, counterpartStatus, type Counterpart } from '@openvrs/core/sharing/units.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { postWords, presentDescribed } from './units.ts'

/** What stands and is not ended, of those that the person of the transaction may see. */
export const openCounterparts = (trx: Trx) => trx.selectFrom('counterpart').selectAll().where('ended_at', 'is', null)

export type CounterpartRow = Awaited<ReturnType<ReturnType<typeof openCounterparts>['execute']>>[number]

/** One that the viewer may see, locked until the commit. Throws `not_found`. */
export async function getCounterpart(trx: Trx, id: string): Promise<CounterpartRow> {
  const row = await openCounterparts(trx).where('counterpart_id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

export const asCounterpart = (row: CounterpartRow): Counterpart => ({ member: row.ref_area, withMember: row.with_member, accepted: row.accepted_at !== null })

/** The rows as the viewer reads them, each with the other's unit, which no other way tells. */
export async function presentCounterparts(trx: Trx, rows: readonly CounterpartRow[], viewer: Viewer, language: string) {
  const { rows: theirs } = await sql<Parameters<typeof presentDescribed>[0] & { counterpart_id: string }>`select * from counterpart_units()`.execute(trx)
  const words = await postWords(reading(trx), language)
  const unitOf = new Map(theirs.map((row) => [row.counterpart_id, presentDescribed(row, words)]))
  return rows.map((row) => {
    const first = row.ref_area === viewer.member
    return {
      id: row.counterpart_id, member: first ? row.with_member : row.ref_area, status: counterpartStatus(asCounterpart(row), viewer.member), asked: row.asked_at.toISOString(), accepted: row.accepted_at?.toISOString() ?? null,
      unit: first ? row.unit : row.with_unit, theirs: unitOf.get(row.counterpart_id) ?? null, may: [...counterpartActs(viewer, asCounterpart(row))],
    }
  })
}

/** Whether two units are paired already, whoever asked. */
export async function arePaired(trx: Trx, one: { member: string; unit: string }, other: { member: string; unit: string }): Promise<boolean> {
  const row = await openCounterparts(trx).where((e) => e.or([
    e.and([e('ref_area', '=', one.member), e('unit', '=', one.unit), e('with_member', '=', other.member), e('with_unit', '=', other.unit)]),
    e.and([e('ref_area', '=', other.member), e('unit', '=', other.unit), e('with_member', '=', one.member), e('with_unit', '=', one.unit)]),
  ])).executeTakeFirst()
  return row !== undefined
}

/** A unit that closes faces nobody any more. */
export async function endOfUnit(trx: Trx, member: string, unit: string, by: string, now: Date): Promise<void> {
  await trx.updateTable('counterpart').set({ ended_by: by, ended_at: now }).where('ended_at', 'is', null)
    .where((e) => e.or([e.and([e('ref_area', '=', member), e('unit', '=', unit)]), e.and([e('with_member', '=', member), e('with_unit', '=', unit)])])).execute()
}

/** Nor does any of a member that leaves. */
export async function endOfMember(trx: Trx, { member, person }: Viewer, now: Date): Promise<void> {
  await trx.updateTable('counterpart').set({ ended_by: person, ended_at: now }).where('ended_at', 'is', null).where((e) => e.or([e('ref_area', '=', member), e('with_member', '=', member)])).execute()
}
