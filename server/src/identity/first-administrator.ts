import { randomUUID } from 'node:crypto'
import { MAIN_UNIT, SECRETARIAT } from '@openvrs/core/sharing/people.ts'
import { appendAudit, SYSTEM_CHAIN } from '../audit/index.ts'
import type { Db, Trx } from '../db/connect.ts'
import words from './i18n/identity.en.json' with { type: 'json' }
import { INVITATION_MS } from './invitation-routes.ts'
import { hashOf, makeSecret } from './secrets.ts'

type Services = { /** The migrator's login: no route reaches it. */ readonly migrator: Db; readonly clock: () => Date; readonly publicUrl: string; readonly email: string }

/**
 * Invites the first administrator of a live system: nobody could invite them otherwise. Resolves to the invitation's address,
 * to be shown once to who starts the server, or to undefined where the system has, or ever had, an administrator. A start
 * before the invitation is accepted gives another one and ends the one before.
 */
export async function inviteFirstAdministrator({ migrator, clock, publicUrl, email }: Services): Promise<string | undefined> {
  const now = clock()
  const secret = makeSecret()
  return migrator.transaction().execute(async (trx) => {
    await ensureSecretariat(trx, now)
    if (await trx.selectFrom('person').select('person_id').where('role', '=', 'administrator').executeTakeFirst()) return undefined
    await trx.updateTable('invitation').set({ used_at: now }).where('ref_area', '=', SECRETARIAT).where('role', '=', 'administrator').where('used_at', 'is', null).execute()
    const id = randomUUID()
    await trx.insertInto('invitation').values({
      ref_area: SECRETARIAT, invitation_id: id, secret_hash: hashOf(secret), email: email.toLowerCase(), unit: MAIN_UNIT, role: 'administrator', invited_by: 'system', invited_at: now,
      expires_at: new Date(now.getTime() + INVITATION_MS), used_at: null,
    }).execute()
    await appendAudit(trx, { chain: SYSTEM_CHAIN, at: now, actor: 'system', action: 'person.invited', subject: id, detail: { member: SECRETARIAT, role: 'administrator', unit: MAIN_UNIT } })
    return `${publicUrl}/invitation#${secret}`
  })
}

/** The secretariat as a member, with its unit. */
export async function ensureSecretariat(trx: Trx, now: Date): Promise<void> {
  await trx.insertInto('member').values({ code: SECRETARIAT, name: words.secretariat, kind: 'secretariat', joined_at: now, terms_accepted_at: now, left_at: null }).onConflict((c) => c.doNothing()).execute()
  await trx.insertInto('unit').values({ ref_area: SECRETARIAT, code: MAIN_UNIT, name: words.secretariat }).onConflict((c) => c.doNothing()).execute()
}
