import { sql } from 'kysely'
import type { Trx } from './connect.ts'
import type { Viewer } from './viewer.ts'

/** Of what a person may have so many of, one is made at a time: whoever counts before making one counts all. The lock is held to the end of the transaction. */
export async function lockOwn(trx: Trx, { member, person }: Viewer, what: 'exports' | 'searches' | 'views'): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${what}:${member}:${person}`}, 0))`.execute(trx)
}
