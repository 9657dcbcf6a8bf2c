import { mayReset, type Person, type Role } from '@openvrs/core/sharing/people.ts'
import { resetActs, resetStatus, type Reset } from '@openvrs/core/sharing/reset.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Trx } from '../db/connect.ts'
import { anonymous, enterAs, type Viewer } from '../db/viewer.ts'
import { appendAudit, SYSTEM_CHAIN, type AuditEvent } from '../audit/index.ts'
import { findRights } from './rights.ts'

/** The open resets that the person of the transaction may see, with what they may see of the people in them. */
export const openResets = (trx: Trx) =>
  trx.selectFrom('credential_reset as r')
    .leftJoin('person as p', (join) => join.onRef('p.ref_area', '=', 'r.ref_area').onRef('p.person_id', '=', 'r.person_id'))
    .leftJoin('person as a', 'a.person_id', 'r.asked_by')
    .selectAll('r').select(['p.role', 'p.language', 'a.name as asker']).where('r.used_at', 'is', null).where('r.stopped_at', 'is', null)

export type ResetRow = Awaited<ReturnType<ReturnType<typeof openResets>['execute']>>[number]

/** An open reset that the viewer may see, locked until the commit. Throws `not_found`. */
export async function getReset(trx: Trx, id: string): Promise<ResetRow> {
  await trx.selectFrom('credential_reset').select('reset_id').where('reset_id', '=', id).forUpdate().execute()
  const row = await openResets(trx).where('r.reset_id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

export const asReset = (row: ResetRow): Reset =>
  ({ member: row.ref_area, person: { person: row.person_id, role: (row.role as Role | null) ?? undefined }, notice: row.notice, opens: row.opens_at, expires: row.expires_at })

export const presentReset = (row: ResetRow, viewer: Viewer, now: Date) => ({
  id: row.reset_id, member: row.ref_area, person: row.person_id, name: row.name, email: row.email, password: row.password, factor: row.factor, notice: row.notice, status: resetStatus(asReset(row), now),
  asked: row.asked_at.toISOString(), asked_by: row.asker, opens: row.opens_at?.toISOString() ?? null, expires: row.expires_at?.toISOString() ?? null, may: [...resetActs(viewer, asReset(row), now)],
})

/**
 * Writes what the secretariat does about somebody's way in into the chain of their member, where its people read it, and into
 * the system's. The transaction is entered as nobody of that member afterwards: call it last.
 */
export async function auditNotice(trx: Trx, event: Omit<AuditEvent, 'chain'> & { readonly member: string }): Promise<void> {
  const { member, ...rest } = event
  await enterAs(trx, { ...anonymous, member }, event.at)
  await appendAudit(trx, { ...rest, chain: member })
  await appendAudit(trx, { ...rest, chain: SYSTEM_CHAIN })
}

/** Who stands behind a link, and whom it lets in. */
export type Held = { readonly id: string; readonly member: string; readonly memberName: string; readonly person: string; readonly name: string; readonly email: string; readonly password: boolean; readonly factor: boolean; readonly expires: Date; readonly issuer: Viewer }

/**
 * The reset of which somebody holds the secret (given as its hash), while it is open: nothing about the person's rights has
 * changed since, and who issued it still may. Enters the transaction as the person.
 */
export async function findHeld(trx: Trx, secretHash: string, now: Date): Promise<Held | undefined> {
  await enterAs(trx, anonymous, now, { secretHash })
  const row = await trx.selectFrom('credential_reset').innerJoin('member', 'member.code', 'ref_area').selectAll('credential_reset').select('member.name as member_name')
    .where('secret_hash', '=', secretHash).where('used_at', 'is', null).where('stopped_at', 'is', null).where('expires_at', '>', now).where('member.left_at', 'is', null).executeTakeFirst()
  if (!row?.issued_by || !row.expires_at) return undefined
  const issuer = await findRights(trx, row.issued_by, now)
  const before = { ...anonymous, person: row.person_id }
  await enterAs(trx, before, now)
  const person = await trx.selectFrom('person').select('role').where('ref_area', '=', row.ref_area).where('person_id', '=', row.person_id).where('rights_version', '=', row.rights_version ?? 0).where('disabled_at', 'is', null).executeTakeFirst()
  if (!issuer || !person) return undefined
  const asked: Person = { person: row.person_id, member: row.ref_area, role: person.role as Role }
  if (!(row.notice ? issuer.viewer.role === 'administrator' : mayReset(issuer.viewer, asked))) return undefined
  return { id: row.reset_id, member: row.ref_area, memberName: row.member_name, person: row.person_id, name: row.name, email: row.email, password: row.password, factor: row.factor, expires: row.expires_at, issuer: issuer.viewer }
}

/** Uses the link up, and enters the transaction as the person again. False where somebody else was quicker. */
export async function useHeld(trx: Trx, held: Held, secretHash: string, now: Date): Promise<boolean> {
  await enterAs(trx, anonymous, now, { secretHash })
  const { numUpdatedRows } = await trx.updateTable('credential_reset').set({ used_at: now }).where('reset_id', '=', held.id).where('used_at', 'is', null).where('stopped_at', 'is', null).executeTakeFirst()
  await enterAs(trx, { ...anonymous, person: held.person }, now)
  return numUpdatedRows === 1n
}
