import { sql } from 'kysely'
import { mayMakeGroup } from '@openvrs/core/sharing/abilities.ts'
import { groupIdOf } from '@openvrs/core/sharing/terms.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { appendAudit } from '../audit/index.ts'
import type { ReadDb, Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { askUnlocking } from './due.ts'

export type Group = { readonly id: string; readonly name: string; /** The member that made it. */ readonly owner: string; readonly members: readonly string[]; readonly withCau: boolean }
export type NewGroup = { readonly name: string; readonly members: readonly string[]; readonly withCau: boolean }

/** Makes a group, last of all in its transaction (it appends the audit entry). What its members have shared already may unlock it. */
export async function makeGroup(trx: Trx, viewer: Viewer, asked: NewGroup, now: Date): Promise<Group> {
  if (!mayMakeGroup(viewer)) throw new Problem('not_allowed')
  const members = [...new Set(asked.members)].sort()
  if (!members.includes(viewer.member)) throw new Problem('group.without_you', { member: viewer.member })
  if (members.length < 2) throw new Problem('group.too_small')
  await checkMembers(trx, members)
  const group = { id: groupIdOf(viewer.member, asked.name), name: asked.name, owner: viewer.member, members, withCau: asked.withCau }
  const made = await trx.insertInto('sharing_group').values({ id: group.id, owner: group.owner, name: group.name, with_cau: group.withCau, made_by: viewer.person, made_at: now })
    .onConflict((c) => c.doNothing()).executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) throw new Problem('group.taken', { group: group.name })
  await trx.insertInto('sharing_group_member').values(members.map((member) => ({ group_id: group.id, member }))).execute()
  await askUnlocking(trx, members.map((member) => ({ member, dataflow: null })), now)
  await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: 'group.make', subject: group.id, detail: { members, with_cau: group.withCau } })
  return group
}

async function checkMembers(trx: Trx, members: readonly string[]): Promise<void> {
  const known = await trx.selectFrom('member').select('code').where('code', 'in', members).where('kind', '<>', 'secretariat').where('left_at', 'is', null).execute()
  const unknown = members.find((member) => !known.some(({ code }) => code === member))
  if (unknown !== undefined) throw new Problem('group.member_unknown', { member: unknown })
}

/** The groups that the viewer's member belongs to; for the secretariat's analysts those that it is in. By name. */
export async function listGroups(trx: Trx, viewer: Viewer): Promise<Group[]> {
  const { rows } = await sql<{ id: string; name: string; owner: string; withCau: boolean; members: string[] }>`
    select g.id, g.name, g.owner, g.with_cau as "withCau", array_agg(m.member order by m.member) as members
      from sharing_group g join sharing_group_member m on m.group_id = g.id
     where (g.with_cau and ${viewer.role} = 'cau_analyst') or exists (select from sharing_group_member o where o.group_id = g.id and o.member = ${viewer.member})
     group by g.id order by g.name, g.id`.execute(trx)
  return rows
}

/** The id of a group that the viewer's member belongs to, by its name or by maker and name (`THA/Mekong`). Problems: group.unknown, .ambiguous. */
export async function getGroupId(trx: Trx, viewer: Viewer, reference: string): Promise<string> {
  const found = (await listGroups(trx, { ...viewer, role: '' })).filter(({ id, name }) => id === reference || name === reference)
  const choices = found.map(({ id }) => id)
  if (choices.length > 1) throw new Problem('group.ambiguous', { group: reference, choices: choices.join(', ') })
  const id = choices[0]
  if (id === undefined) throw new Problem('group.unknown', { group: reference })
  return id
}

/** Says for the given groups which have the secretariat in them. */
export async function loadSecretariatGroups(db: ReadDb, groups: readonly string[]): Promise<(group: string) => boolean> {
  const rows = groups.length === 0 ? [] : await db.selectFrom('sharing_group').select('id').where('id', 'in', groups).where('with_cau', '=', true).execute()
  const ids = new Set(rows.map(({ id }) => id))
  return (group) => ids.has(group)
}

/** What people call a group, or several circles together. */
export const groupNameOf = (id: string): string => id.split('&').map((one) => one.slice(one.indexOf('/') + 1)).join(' & ')
