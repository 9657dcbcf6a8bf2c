import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { AuditAction } from '@openvrs/core/audit/actions.ts'
import { canonicalJson, GENESIS, hashedText, type AuditBody } from '@openvrs/core/audit/chain.ts'
import type { Trx } from '../db/connect.ts'

export { SYSTEM_CHAIN } from '@openvrs/core/audit/chain.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export type AuditEvent = {
  /** A member's code, or `_SYSTEM`. The viewer must belong to the member. */
  readonly chain: string
  readonly at: Date
  readonly actor: string
  readonly action: AuditAction
  readonly subject: string
  readonly detail?: AuditBody['detail']
}

/**
 * Adds one entry to a chain, in the transaction of the change that it tells of. Call it last before the commit: it holds
 * the chain's lock until then, so entries stand in the order of their commits. Resolves to the new head.
 */
export async function appendAudit(trx: Trx, event: AuditEvent): Promise<{ seq: number; hash: string }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audit:${event.chain}`}, 0))`.execute(trx)
  const head = await trx.selectFrom('audit_head').select(['seq', 'hash']).where('ref_area', '=', event.chain).executeTakeFirst()
  const body: AuditBody = {
    chain: event.chain, seq: (head?.seq ?? 0) + 1, at: event.at.toISOString(), actor: event.actor, action: event.action, subject: event.subject, detail: event.detail ?? {},
  }
  const prevHash = head?.hash ?? GENESIS
  const hash = sha256(hashedText(prevHash, body))
  await trx.insertInto('audit_entry').values({ ref_area: event.chain, seq: body.seq, body: canonicalJson(body), prev_hash: prevHash, hash }).execute()
  await trx.insertInto('audit_head').values({ ref_area: event.chain, seq: body.seq, hash })
    .onConflict((c) => c.column('ref_area').doUpdateSet({ seq: body.seq, hash })).execute()
  return { seq: body.seq, hash }
}
