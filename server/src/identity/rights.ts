import type { Trx } from '../db/connect.ts'
import { anonymous, enterAs, type Role, type Viewer } from '../db/viewer.ts'

/** What a person may do now, read anew for every request. `version` is raised whenever that changes; sessions and tokens of an older one have ended. */
export type Rights = { readonly viewer: Viewer; readonly email: string; readonly name: string; readonly version: number; /** In which they last read the pages. */ readonly language?: string | null }

/** Enters the transaction as the person, and resolves to their rights: undefined where they are disabled, not confirmed yet, on their way back in by a link that is out, or their member has left. */
export async function findRights(trx: Trx, person: string, now: Date): Promise<Rights | undefined> {
  await enterAs(trx, { ...anonymous, person }, now)
  const row = await trx.selectFrom('person').innerJoin('member', 'member.code', 'person.ref_area')
    .select(['person.ref_area', 'person.unit', 'person.role', 'person.email', 'person.name', 'person.rights_version', 'person.language'])
    .where('person.person_id', '=', person).where('person.disabled_at', 'is', null).where('person.awaits_confirmation', '=', false).where('member.left_at', 'is', null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('credential_reset as r').select('r.reset_id')
      .whereRef('r.ref_area', '=', 'person.ref_area').whereRef('r.person_id', '=', 'person.person_id').where('r.issued_at', 'is not', null).where('r.used_at', 'is', null).where('r.stopped_at', 'is', null))))
    .executeTakeFirst()
  if (!row) return undefined
  return { viewer: { member: row.ref_area, unit: row.unit, role: row.role as Role, person }, email: row.email, name: row.name, version: row.rights_version, language: row.language }
}
