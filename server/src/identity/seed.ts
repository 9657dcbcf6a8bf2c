import type { Role } from '@openvrs/core/sharing/people.ts'
import type { Db } from '../db/connect.ts'
import { seedPersonId } from './cast.ts'
import { authOf } from './tables.ts'

/** One of a training system's cast: no password and no factor, since training's own routes alone sign them in. */
export type SeedPerson = { readonly member: string; readonly unit: string; readonly role: Role; readonly email: string; readonly name: string }

/**
 * Puts a cast into members that exist, making the units that they lack. Run again it adds whom it does not find.
 * @param migrator the migrator's login: no route reaches it.
 */
export async function seedPeople(migrator: Db, people: readonly SeedPerson[], now: Date): Promise<void> {
  if (people.length === 0) return
  await migrator.transaction().execute(async (trx) => {
    const units = [...new Map(people.map((p) => [`${p.member}|${p.unit}`, { ref_area: p.member, code: p.unit, name: p.unit }])).values()]
    await trx.insertInto('unit').values(units).onConflict((c) => c.doNothing()).execute()
    await authOf(trx).insertInto('auth.user')
      .values(people.map((p) => ({ id: seedPersonId(p.email), name: p.name, email: p.email, email_verified: false, image: null, two_factor_enabled: false, created_at: now, updated_at: now })))
      .onConflict((c) => c.doNothing()).execute()
    await trx.insertInto('person')
      .values(people.map((p) => ({ ref_area: p.member, person_id: seedPersonId(p.email), email: p.email, name: p.name, unit: p.unit, role: p.role, made_at: now, disabled_at: null })))
      .onConflict((c) => c.doNothing()).execute()
    const led = people.filter((p) => p.role === 'focal_point').map((p) => p.member)
    if (led.length > 0) await trx.updateTable('member').set({ had_focal_point: true }).where('code', 'in', led).execute()
  })
}
