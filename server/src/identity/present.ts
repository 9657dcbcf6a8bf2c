import { abilitiesOf, mayAskReset, mayReset, type Role } from '@openvrs/core/sharing/people.ts'
import type { Scope } from '@openvrs/contract/route.ts'
import type { Viewer } from '../db/viewer.ts'
import type { Actor } from '../http/context.ts'
import { isOfCast } from './cast.ts'
import type { Rights } from './rights.ts'

export const presentPerson = (row: { person_id: string; email: string; name: string; ref_area: string; unit: string; role: string; made_at: Date; disabled_at: Date | null; awaits_confirmation: boolean }, viewer: Viewer) => ({
  person: row.person_id, email: row.email, name: row.name, member: row.ref_area, unit: row.unit, role: row.role as 'reporter', made: row.made_at.toISOString(), disabled: row.disabled_at?.toISOString() ?? null,
  awaits_confirmation: row.awaits_confirmation, reset: resetOf(row, viewer),
})

/** Whether the viewer may let a person back in who lost password or authenticator: at once, or after a notice. */
function resetOf(row: { person_id: string; ref_area: string; role: string; disabled_at: Date | null; awaits_confirmation: boolean }, viewer: Viewer): 'now' | 'after_notice' | 'no' {
  const person = { person: row.person_id, member: row.ref_area, role: row.role as Role }
  if (row.disabled_at || row.awaits_confirmation) return 'no'
  return mayReset(viewer, person) ? 'now' : mayAskReset(viewer, person) ? 'after_notice' : 'no'
}

export const presentMember = (row: { code: string; name: string; kind: string; joined_at: Date; left_at: Date | null; had_focal_point: boolean; terms_accepted_at: Date | null; terms_version: string | null }) => ({
  code: row.code, name: row.name, kind: row.kind as 'state', joined: row.joined_at.toISOString(), left: row.left_at?.toISOString() ?? null, terms_accepted: row.terms_accepted_at?.toISOString() ?? null, terms_version: row.terms_version, had_focal_point: row.had_focal_point,
})

/** Who a session or token speaks for, and what it may do. */
export const presentSelf = ({ viewer, email, name, language }: Rights, by: Pick<Actor, 'via' | 'factorAt'> & { readonly scopes: readonly Scope[] }) => ({
  awaits_confirmation: false, person: viewer.person, email, name, member: viewer.member, unit: viewer.unit, role: viewer.role as 'reporter', via: by.via, scopes: [...by.scopes],
  language: language ?? null, factor_at: by.factorAt?.toISOString() ?? null, of_cast: isOfCast(viewer.person, email), abilities: [...abilitiesOf(viewer)],
})

/** Somebody with an account whom others have to confirm: they can do nothing yet. */
export const presentAwaiting = (rights: Rights) => ({ ...presentSelf(rights, { via: 'session', scopes: [] }), awaits_confirmation: true, abilities: [] })

export const ALL_SCOPES: readonly Scope[] = ['read', 'draft', 'approve']
