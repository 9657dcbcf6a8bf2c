import { sql } from 'kysely'
import type { Trx } from '../db/connect.ts'

/** One change of a member's releases at a time, until the transaction ends: their numbers, and which of them counts, stand on what was there before. */
export async function lockReleases(trx: Trx, refArea: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`releases:${refArea}`}, 0))`.execute(trx)
}
