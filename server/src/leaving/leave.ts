import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { leavingOpens, mayConfirmLeaving, type Fate } from '@openvrs/core/sharing/leaving.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { appendAudit, readHead } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { endOfMember } from '../identity/index.ts'
import { lockReleases, refreshUnlocked, withdrawRelease, type Signer } from '../sharing/index.ts'

export type Asked = { readonly id: string; readonly releases: Fate; readonly askedBy: string; readonly asked: Date; readonly opens: Date }

/** What was asked and neither done nor stopped. */
export async function findAsked(trx: Trx, member: string): Promise<Asked | undefined> {
  const row = await reading(trx).selectFrom('leaving').selectAll().where('ref_area', '=', member).where('stopped_at', 'is', null).where('confirmed_at', 'is', null).executeTakeFirst()
  return row && { id: row.leaving_id, releases: row.releases as Fate, askedBy: row.asked_by, asked: row.asked_at, opens: row.opens_at }
}

/** Throws `leaving.asked`. Last in its transaction: it appends the audit entry. */
export async function askToLeave(trx: Trx, { member, person }: Viewer, releases: Fate, now: Date): Promise<void> {
  if (await findAsked(trx, member)) throw new Problem('leaving.asked')
  await trx.insertInto('leaving').values({ ref_area: member, leaving_id: randomUUID(), releases, asked_by: person, asked_at: now, opens_at: leavingOpens(now) }).execute()
  await appendAudit(trx, { chain: member, at: now, actor: person, action: 'member.leaving', subject: member, detail: { releases } })
}

/** Throws `leaving.none` where nothing was asked. */
export async function stay(trx: Trx, { member, person }: Viewer, now: Date): Promise<void> {
  const { numUpdatedRows } = await trx.updateTable('leaving').set({ stopped_by: person, stopped_at: now }).where('ref_area', '=', member).where('stopped_at', 'is', null).where('confirmed_at', 'is', null).executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Problem('leaving.none')
  await appendAudit(trx, { chain: member, at: now, actor: person, action: 'member.leaving_stopped', subject: member })
}

/**
 * The member leaves, in one transaction: its releases stay or are withdrawn, it unlocks nothing any more, and everybody's
 * access ends with the commit. Throws `leaving.none`, `leaving.wait`.
 */
export async function leave(trx: Trx, viewer: Viewer, now: Date, signer: Signer): Promise<{ releases: Fate; entries: number; head: string }> {
  const { member, person } = viewer
  await lockReleases(trx, member)
  const asked = await findAsked(trx, member)
  if (!asked) throw new Problem('leaving.none')
  if (!mayConfirmLeaving(viewer, member, asked, now)) throw new Problem('leaving.wait', { day: asked.opens.toISOString().slice(0, 10) })
  await trx.updateTable('leaving').set({ confirmed_by: person, confirmed_at: now }).where('ref_area', '=', member).where('leaving_id', '=', asked.id).execute()
  const withdrawn = asked.releases === 'withdraw' ? await withdrawAll(trx, viewer, now, signer) : []
  await trx.updateTable('member').set({ left_at: now }).where('code', '=', member).execute()
  for (const { dataflow } of await trx.selectFrom('release').select('dataflow').distinct().where('ref_area', '=', member).execute()) await refreshUnlocked(trx, member, dataflow, now)
  await endOfMember(trx, viewer, now)
  await trx.updateTable('invitation').set({ withdrawn_at: now }).where('ref_area', '=', member).where('used_at', 'is', null).where('withdrawn_at', 'is', null).execute()
  await trx.updateTable('person').set({ disabled_at: now, rights_version: sql<number>`rights_version + 1` }).where('ref_area', '=', member).where('disabled_at', 'is', null).execute()
  await appendAudit(trx, { chain: member, at: now, actor: person, action: 'member.left', subject: member, detail: { releases: asked.releases, withdrawn } })
  return { releases: asked.releases, ...(await readHead(reading(trx), member)) }
}

/** Withdraws every release, the latest first: an earlier one may go with a later. Resolves to their names. */
async function withdrawAll(trx: Trx, viewer: Viewer, now: Date, signer: Signer): Promise<string[]> {
  const open = () => trx.selectFrom('release').select('release_id').where('ref_area', '=', viewer.member).where('withdrawn_at', 'is', null).orderBy('release_id', 'desc')
  const names = (await open().execute()).map(({ release_id }) => publicId(viewer.member, release_id))
  for (let next = await open().executeTakeFirst(); next; next = await open().executeTakeFirst()) await withdrawRelease(trx, viewer, next.release_id, now, signer)
  await trx.updateTable('report').set({ status: 'withdrawn' }).where('ref_area', '=', viewer.member).where('status', '=', 'approved').execute()
  return names
}
