import { createHash, randomBytes } from 'node:crypto'
import { TERMS_VERSION } from '@openvrs/core/sharing/leaving.ts'
import type { Db } from '../src/db/connect.ts'
import type { Role } from '../src/db/viewer.ts'

/** People who make tests read like stories: `THA focal_point`, `KHM reporter POLICE`. */
export type Actor = { readonly member: string; readonly role: Role; readonly unit: string; readonly person: string; readonly email: string; readonly token: string }

const KINDS: { readonly [code: string]: string } = { CAU: 'secretariat', FRONTEX: 'organisation' }

/** Makes a member with its unit MAIN, if it is not there. */
export async function addMember(migrator: Db, code: string, now: Date): Promise<void> {
  await migrator.insertInto('member').values({ code, name: code, kind: KINDS[code] ?? 'state', joined_at: now, terms_accepted_at: now, terms_version: code === 'CAU' ? null : TERMS_VERSION, terms_told: TERMS_VERSION, left_at: null, had_focal_point: true }).onConflict((c) => c.doNothing()).execute()
  await addUnit(migrator, code, 'MAIN')
}

export async function addUnit(migrator: Db, refArea: string, code: string): Promise<void> {
  await migrator.insertInto('unit').values({ ref_area: refArea, code, name: code }).onConflict((c) => c.doNothing()).execute()
}

/** Makes a person of a member with a token of every scope. Numbers people of the same role. */
export async function addActor(migrator: Db, member: string, role: Role, unit = 'MAIN', now = new Date('2026-11-21T12:00:00Z')): Promise<Actor> {
  await addMember(migrator, member, now)
  await addUnit(migrator, member, unit)
  const person = `${member}-${role}-${unit}-${randomBytes(4).toString('hex')}`.toLowerCase()
  const email = `${person}@example.test`
  const token = `vrs_${randomBytes(32).toString('base64url')}`
  await migrator.insertInto('person').values({ ref_area: member, person_id: person, email, name: person, unit, role, made_at: now, disabled_at: null }).execute()
  await migrator.insertInto('api_token').values({
    ref_area: member, token_id: crypto.randomUUID(), secret_hash: createHash('sha256').update(token).digest('hex'), person_id: person, scopes: ['read', 'draft', 'approve'], rights_version: 1, made_at: now,
    expires_at: new Date('2100-01-01T00:00:00Z'), revoked_at: null,
  }).execute()
  return { member, role, unit, person, email, token }
}
