import { sql } from 'kysely'
import { appendAudit } from '../audit/index.ts'
import type { Db, Trx } from '../db/connect.ts'
import { anonymous, withViewer } from '../db/viewer.ts'
import type { Periodic } from '../jobs/index.ts'
import { authIn } from './tables.ts'

type Due = { readonly kind: 'failed' | 'refused' | 'token'; readonly key: string; readonly day: string; readonly member: string; readonly person: string }

const THE_SYSTEM = 'system'

/**
 * Tells each chain what was counted of its people: failed attempts and uses of tokens when their day is over, and that attempts
 * were refused within a minute. What is counted is deleted, or marked as told, in the transaction of the entry.
 */
export const tallies = (jobs: Db, db: Db, clock: () => Date): Periodic => ({
  name: 'sign-in-tallies',
  everySeconds: 60,
  run: async () => {
    const now = clock()
    const { rows } = await sql<Due>`select kind, key, day, member, person from due_tallies(${now})`.execute(jobs)
    for (const due of rows) {
      await withViewer(db, { ...anonymous, member: due.member, person: due.person }, now, (trx) => tell(trx, due, now), { secretHash: due.key })
    }
  },
})

async function tell(trx: Trx, { kind, key, day, member, person }: Due, now: Date): Promise<void> {
  const entry = { chain: member, at: now, actor: THE_SYSTEM }
  switch (kind) {
    case 'refused': {
      const row = await authIn(trx).updateTable('auth.failed_sign_in').set({ told: true }).where('account', '=', key).where('day', '=', day).where('told', '=', false).returning(['passwords', 'codes']).executeTakeFirst()
      return void (row && (await appendAudit(trx, { ...entry, action: 'sign_in.refused', subject: person, detail: { day, passwords: row.passwords, codes: row.codes } })))
    }
    case 'failed': {
      const row = await authIn(trx).deleteFrom('auth.failed_sign_in').where('account', '=', key).where('day', '=', day).returning(['passwords', 'codes', 'refused']).executeTakeFirst()
      return void (row && (await appendAudit(trx, { ...entry, action: 'sign_in.failed', subject: person, detail: { day, ...row } })))
    }
    case 'token': {
      const row = await authIn(trx).deleteFrom('auth.token_use').where('token_id', '=', key).where('day', '=', day).returning(['minutes']).executeTakeFirst()
      return void (row && (await appendAudit(trx, { ...entry, actor: person, action: 'token.used', subject: key, detail: { day, minutes: row.minutes } })))
    }
  }
}
