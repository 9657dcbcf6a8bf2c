import { sql } from 'kysely'
import { returnActs, returnStatus } from '@openvrs/core/sharing/returning.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import type { Reader } from '../mail/index.ts'

/** The returns that are neither done nor stopped, for the secretariat. */
export const openReturns = (trx: Trx) =>
  trx.selectFrom('member_return as r').leftJoin('person as a', 'a.person_id', 'r.asked_by').selectAll('r').select('a.name as asker').where('r.stopped_at', 'is', null).where('r.used_at', 'is', null)

export type ReturnRow = Awaited<ReturnType<ReturnType<typeof openReturns>['execute']>>[number]

/** One that the viewer may see, locked until the commit. Throws `not_found`. */
export async function getReturn(trx: Trx, id: string): Promise<ReturnRow> {
  await trx.selectFrom('member_return').select('return_id').where('return_id', '=', id).forUpdate().execute()
  const row = await openReturns(trx).where('r.return_id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

export const presentReturn = (row: ReturnRow, viewer: Viewer, now: Date) => ({
  id: row.return_id, member: row.member, email: row.email, status: returnStatus({ opens: row.opens_at }, now), asked: row.asked_at.toISOString(), asked_by: row.asker, opens: row.opens_at?.toISOString() ?? null,
  may: [...returnActs(viewer, { opens: row.opens_at }, now)],
})

/** Whether a member that left may be joined again now. */
export const mayReturn = async (trx: Trx, member: string, now: Date): Promise<boolean> => (await sql<{ may: boolean }>`select may_return(${member}, ${now}) as may`.execute(trx)).rows[0]!.may

/** Brings the member back of whose first focal point the transaction holds the invitation. False where it never left, or may not. */
export const takeReturn = async (trx: Trx, terms: string, now: Date): Promise<boolean> => (await sql<{ back: boolean }>`select take_return(${now}, ${terms}) as back`.execute(trx)).rows[0]!.back

/** Who were the focal points of a member when it left, to the administrator. */
export async function lastFocalPoints(trx: Trx, member: string): Promise<Reader[]> {
  const rows = await trx.selectFrom('person').innerJoin('member', 'member.code', 'person.ref_area').select(['person.email', 'person.language']).where('ref_area', '=', member).where('role', '=', 'focal_point')
    .whereRef('person.disabled_at', '>=', 'member.left_at').where('person.email', 'not like', '%.invalid').execute()
  return rows
}
