import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MAIN_UNIT, SECRETARIAT } from '@openvrs/core/sharing/people.ts'
import type { Db, Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import { ADMINISTRATOR_ID } from './cast.ts'
import { ensureSecretariat } from './first-administrator.ts'
import words from './i18n/identity.en.json' with { type: 'json' }
import { ALL_SCOPES } from './present.ts'
import { authIn } from './tables.ts'
import { makeToken } from './tokens.ts'

/** Who runs a training system from the command line of its machine. */
export const trainingAdministrator: Viewer = { member: SECRETARIAT, unit: MAIN_UNIT, role: 'administrator', person: ADMINISTRATOR_ID }
export const TRAINING_ADMINISTRATOR_EMAIL = 'administrator@cau.example'

const LIFE_MS = 365 * 86_400_000

/**
 * Makes the secretariat and the administrator of a training system where they are missing, and writes a fresh token into
 * `<home>/training-token`, which only the owner of the home can read. The token before it ends. Call it at every start.
 */
export async function ensureTrainingAdministrator(services: { readonly db: Db; readonly clock: () => Date; readonly home: string }): Promise<void> {
  const now = services.clock()
  const { token } = await withViewer(services.db, trainingAdministrator, now, async (trx) => {
    const version = await ensurePerson(trx, now)
    await trx.updateTable('api_token').set({ revoked_at: now }).where('person_id', '=', trainingAdministrator.person).where('revoked_at', 'is', null).execute()
    return makeToken(trx, { viewer: trainingAdministrator, email: TRAINING_ADMINISTRATOR_EMAIL, name: words.administrator, version }, ALL_SCOPES, now, new Date(now.getTime() + LIFE_MS))
  })
  const file = join(services.home, 'training-token')
  writeFileSync(`${file}.new`, `${token}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

async function ensurePerson(trx: Trx, now: Date): Promise<number> {
  const { member, unit, role, person } = trainingAdministrator
  await ensureSecretariat(trx, now)
  const found = await trx.selectFrom('person').select('rights_version').where('person_id', '=', person).executeTakeFirst()
  if (found) return found.rights_version
  await authIn(trx).insertInto('auth.user').values({ id: person, name: words.administrator, email: TRAINING_ADMINISTRATOR_EMAIL, email_verified: false, image: null, two_factor_enabled: false, created_at: now, updated_at: now }).execute()
  await trx.insertInto('person').values({ ref_area: member, person_id: person, email: TRAINING_ADMINISTRATOR_EMAIL, name: words.administrator, unit, role, made_at: now, disabled_at: null }).execute()
  return 1
}
