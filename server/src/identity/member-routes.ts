import { MAIN_UNIT, mayAddMember, mayChangeMember, type Member } from '@openvrs/core/sharing/people.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { people as routes } from '@openvrs/contract/people.ts'
import { appendAudit } from '../audit/index.ts'
import { sql } from 'kysely'
import { TERMS_VERSION } from '@openvrs/core/sharing/leaving.ts'
import { reading, type Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { memberNames } from '../registry/index.ts'
import { chainOf } from './chain.ts'
import { presentMember } from './present.ts'
import type { IdentityServices } from './services.ts'

/** Throws `not_found` for another member than the own, whose ledger counts the look-up. */
export async function requireOwn({ refused }: Pick<IdentityServices, 'refused'>, viewer: Viewer, code: string, now: Date): Promise<void> {
  if (viewer.member === code) return
  await refused(viewer, code, now)
  throw new Problem('not_found')
}

/**
 * The member that somebody names in order to change something of it. Throws `not_found` for one that is not theirs, which
 * the administrator's all are; the look-up is counted in that member's ledger.
 */
export async function requireMember({ db, refused }: IdentityServices, viewer: Viewer, code: string, now: Date): Promise<Member> {
  if (viewer.role !== 'administrator') await requireOwn({ refused }, viewer, code, now)
  const row = await withViewer(db, viewer, now, (trx) => trx.selectFrom('member').select(['code', 'had_focal_point', 'left_at']).where('code', '=', code).executeTakeFirst())
  if (!row) throw new Problem('not_found')
  return { code: row.code, hadFocalPoint: row.had_focal_point, left: row.left_at !== null }
}

/** A code is taken by a member that takes part, or by one that left and comes back another way. */
async function whyNot(trx: Trx, code: string): Promise<Problem> {
  const left = await trx.selectFrom('member').select('code').where('code', '=', code).where('left_at', 'is not', null).executeTakeFirst()
  return new Problem(left ? 'member.left' : 'member.exists', { code })
}

type MemberRoutes = Pick<typeof routes, 'addMember' | 'listMembers' | 'changeMember' | 'acceptTerms' | 'noteLanguage'>

export const memberHandlers = (services: IdentityServices): Handlers<MemberRoutes> => ({
  addMember: async ({ body, actor, now, store }) => {
    if (!mayAddMember(actor.viewer)) throw new Problem('not_allowed')
    const row = { code: body.code, name: body.name, kind: body.kind, joined_at: now, terms_accepted_at: null, terms_version: null, left_at: null }
    return store(async (trx) => {
      const added = await trx.insertInto('member').values(row).onConflict((conflict) => conflict.column('code').doNothing()).executeTakeFirst()
      if (added.numInsertedOrUpdatedRows !== 1n) throw await whyNot(trx, body.code)
      await trx.insertInto('unit').values({ ref_area: body.code, code: MAIN_UNIT, name: body.name }).execute()
      await appendAudit(trx, { chain: chainOf(actor.viewer), at: now, actor: actor.viewer.person, action: 'member.added', subject: body.code, detail: { kind: body.kind } })
      return presentMember({ ...row, had_focal_point: false })
    })
  },

  listMembers: async ({ actor, now, db, sentences }) => {
    const { rows, nameOf } = await withViewer(db, actor.viewer, now, async (trx) => ({
      rows: await trx.selectFrom('member').select(['code', 'name', 'kind', 'joined_at', 'left_at', 'had_focal_point', 'four_eyes', 'terms_accepted_at', 'member.terms_version']).orderBy('code').execute(),
      nameOf: await memberNames(reading(trx), sentences.language),
    }))
    return { members: rows.map((row) => presentMember({ ...row, name: nameOf(row.code, row.name) })), terms: TERMS_VERSION, four_eyes: rows.find((row) => row.code === actor.viewer.member)?.four_eyes ?? true }
  },

  changeMember: async ({ params, body, actor, now, db }) => {
    await requireOwn(services, actor.viewer, params.member, now)
    if (!mayChangeMember(actor.viewer, params.member)) throw new Problem('not_allowed')
    await withViewer(db, actor.viewer, now, async (trx) => {
      await trx.updateTable('member').set({ four_eyes: body.four_eyes }).where('code', '=', params.member).execute()
      await appendAudit(trx, { chain: chainOf(actor.viewer), at: now, actor: actor.viewer.person, action: 'member.changed', subject: params.member, detail: { four_eyes: body.four_eyes } })
    })
    return { code: params.member, four_eyes: body.four_eyes }
  },

  acceptTerms: async ({ params, body, actor, now, db }) => {
    await requireOwn(services, actor.viewer, params.member, now)
    if (!mayChangeMember(actor.viewer, params.member)) throw new Problem('not_allowed')
    if (body.version !== TERMS_VERSION) throw new Problem('member.terms_version', { version: TERMS_VERSION })
    await withViewer(db, actor.viewer, now, async (trx) => {
      await trx.updateTable('member').set({ terms_accepted_at: now, terms_version: body.version }).where('code', '=', params.member).execute()
      await appendAudit(trx, { chain: chainOf(actor.viewer), at: now, actor: actor.viewer.person, action: 'terms.accepted', subject: params.member, detail: { version: body.version } })
    })
    return { member: params.member, version: body.version, accepted: now.toISOString() }
  },

  noteLanguage: async ({ body, actor, now, db }) => {
    await withViewer(db, actor.viewer, now, (trx) => sql`select note_language(${body.language})`.execute(trx))
    return undefined
  },
})
