import { randomUUID } from 'node:crypto'
import { mayAskReset, mayReset } from '@openvrs/core/sharing/people.ts'
import { LINK_MS, noticeMs, resetActs, type ResetAct } from '@openvrs/core/sharing/reset.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { resets as routes } from '@openvrs/contract/resets.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import { enterAs, withViewer, type Viewer } from '../db/viewer.ts'
import type { Actor, Handlers } from '../http/context.ts'
import { requireFreshFactor } from '../http/fresh-factor.ts'
import { tellAll, type Reader } from '../mail/index.ts'
import { chainOf } from './chain.ts'
import { countAttempt, limitOf } from './limits.ts'
import { asPerson, denied, getPerson } from './people-routes.ts'
import { lostOf, readersOf } from './reset-mail.ts'
import { asReset, auditNotice, getReset, openResets, presentReset, type ResetRow } from './resets.ts'
import { findRights } from './rights.ts'
import { hashOf, makeSecret } from './secrets.ts'
import { addressOf, type IdentityServices } from './services.ts'

type ResetRoutes = Pick<typeof routes, 'start' | 'list' | 'second' | 'issue' | 'stop'>

export const resetHandlers = (services: IdentityServices): Handlers<ResetRoutes> => ({
  start: async ({ params, body, actor, now, db, request, reply }) => {
    const { viewer } = actor
    const atOnce = await withViewer(db, viewer, now, async (trx) => mayStart(viewer, await getPerson(reading(trx), params.person)))
    await countAttempt(db, [limitOf(`reset:${viewer.person}`, 10)], now)
    const secret = makeSecret()
    const { row, told } = await withViewer(db, viewer, now, async (trx) => {
      const id = await begin(trx, viewer, params.person, body, atOnce ? secret : undefined, now)
      return { row: await getReset(trx, id), told: await readersOf(trx, viewer, viewer.member, atOnce ? 'leading' : 'analysts', now) }
    })
    if (!atOnce) await tellAll(services.mailer, told, { kind: 'reset_second_asked', values: { asker: actor.email, email: row.email, member: row.ref_area, lost: lostOf(row), url: `${addressOf(services, request)}/members` } })
    reply.header('cache-control', 'no-store')
    return { ...presentReset(row, viewer, now), link: atOnce ? await sendLink(services, { row, actor, told, secret, address: addressOf(services, request) }) : null }
  },

  list: async ({ actor, db, now }) => {
    const rows = await withViewer(db, actor.viewer, now, (trx) => openResets(trx).orderBy('r.asked_at', 'desc').limit(200).execute())
    return { resets: rows.filter((row) => row.person_id !== actor.viewer.person || row.notice).map((row) => presentReset(row, actor.viewer, now)) }
  },

  second: async ({ params, actor, now, db, request }) => {
    const { row, told, opens } = await withViewer(db, actor.viewer, now, async (trx) => {
      const before = await getReset(trx, params.reset)
      requireAct(actor.viewer, before, 'second', now)
      // The analyst sees no people of states; the administrator who asked does, and has to be one still.
      const asker = await findRights(trx, before.asked_by, now)
      if (asker?.viewer.role !== 'administrator') throw new Problem('not_allowed')
      const all = await readersOf(trx, asker.viewer, before.ref_area, 'all', now)
      const leading = await readersOf(trx, asker.viewer, before.ref_area, 'leading', now)
      const ends = new Date(now.getTime() + noticeMs(leading.some(({ email }) => email !== before.email)))
      await enterAs(trx, actor.viewer, now)
      const seconded = { seconded_by: actor.viewer.person, seconded_at: now, opens_at: ends }
      await trx.updateTable('credential_reset').set(seconded).where('reset_id', '=', before.reset_id).execute()
      await auditNotice(trx, { member: before.ref_area, at: now, actor: actor.viewer.person, action: 'reset.seconded', subject: before.person_id, detail: { opens: ends.toISOString() } })
      return { row: { ...before, ...seconded }, told: all, opens: ends }
    })
    await tellAll(services.mailer, told, { kind: 'reset_notice', values: { email: row.email, member: row.ref_area, lost: lostOf(row), opens: opens.toISOString().slice(0, 10), url: `${addressOf(services, request)}/home` } })
    return presentReset(row, actor.viewer, now)
  },

  issue: async ({ params, actor, now, db, request, reply }) => {
    const secret = makeSecret()
    const { row, told } = await withViewer(db, actor.viewer, now, async (trx) => {
      const before = await getReset(trx, params.reset)
      requireAct(actor.viewer, before, 'issue', now)
      const second = await findRights(trx, before.seconded_by ?? '', now)
      if (second?.viewer.role !== 'cau_analyst') throw new Problem('not_allowed')
      await enterAs(trx, actor.viewer, now)
      const issued = { issued_by: actor.viewer.person, issued_at: now, secret_hash: hashOf(secret), expires_at: new Date(now.getTime() + LINK_MS) }
      await trx.updateTable('credential_reset').set(issued).where('reset_id', '=', before.reset_id).execute()
      const all = await readersOf(trx, actor.viewer, before.ref_area, 'all', now)
      await auditNotice(trx, { member: before.ref_area, at: now, actor: actor.viewer.person, action: 'reset.issued', subject: before.person_id, detail: { expires: issued.expires_at.toISOString() } })
      return { row: { ...before, ...issued }, told: all }
    })
    reply.header('cache-control', 'no-store')
    return { ...presentReset(row, actor.viewer, now), link: await sendLink(services, { row, actor, told, secret, address: addressOf(services, request) }) }
  },

  stop: async ({ params, actor, now, db }) => {
    await withViewer(db, actor.viewer, now, async (trx) => {
      const before = await getReset(trx, params.reset)
      if (!resetActs(actor.viewer, asReset(before), now).includes('stop')) throw new Problem('not_allowed')
      if (!before.notice) requireFreshFactor(actor, now)
      await trx.updateTable('credential_reset').set({ stopped_by: actor.viewer.person, stopped_at: now }).where('reset_id', '=', before.reset_id).execute()
      const event = { at: now, actor: actor.viewer.person, action: 'reset.stopped', subject: before.person_id } as const
      if (before.notice) await auditNotice(trx, { ...event, member: before.ref_area })
      else await appendAudit(trx, { ...event, chain: chainOf(actor.viewer) })
    })
    return undefined
  },
})

/** True where a peer resets at once, false where the secretariat asks. Throws `not_allowed`, and `not_found` of another member's. */
function mayStart(viewer: Viewer, row: Awaited<ReturnType<typeof getPerson>>): boolean {
  const person = asPerson(row)
  const atOnce = mayReset(viewer, person)
  if (!atOnce && !mayAskReset(viewer, person)) throw denied(viewer, row)
  if (row.disabled_at || row.awaits_confirmation) throw new Problem('not_allowed')
  return atOnce
}

function requireAct(viewer: Viewer, row: ResetRow, act: ResetAct, now: Date): void {
  if (!resetActs(viewer, asReset(row), now).includes(act)) throw new Problem('not_allowed')
}

type Lost = { readonly password: boolean; readonly factor: boolean }

/** Stores a reset: of a peer with its link, in place of one that is open; of the secretariat as a question. Resolves to its id. */
async function begin(trx: Trx, viewer: Viewer, id: string, { password, factor }: Lost, secret: string | undefined, now: Date): Promise<string> {
  const person = await getPerson(reading(trx), id)
  const open = trx.updateTable('credential_reset').set({ stopped_by: viewer.person, stopped_at: now }).where('person_id', '=', id).where('used_at', 'is', null).where('stopped_at', 'is', null)
  if (secret) await open.execute()
  const reset = randomUUID()
  const link = secret ? { issued_by: viewer.person, issued_at: now, secret_hash: hashOf(secret), expires_at: new Date(now.getTime() + LINK_MS) } : { issued_by: null, issued_at: null, secret_hash: null, expires_at: null }
  const added = await trx.insertInto('credential_reset').values({ ref_area: person.ref_area, reset_id: reset, person_id: id, name: person.name, email: person.email, password, factor, notice: !secret, asked_by: viewer.person, asked_at: now, ...link })
    .onConflict((conflict) => conflict.columns(['ref_area', 'person_id']).where('used_at', 'is', null).where('stopped_at', 'is', null).doNothing()).executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) throw new Problem('reset.open')
  const event = { at: now, actor: viewer.person, action: secret ? 'reset.started' : 'reset.asked', subject: id, detail: { password, factor } } as const
  if (secret) await appendAudit(trx, { ...event, chain: chainOf(viewer) })
  else await auditNotice(trx, { ...event, member: person.ref_area })
  await enterAs(trx, viewer, now)
  return reset
}

type Sending = { readonly row: ResetRow; readonly actor: Actor; readonly told: readonly Reader[]; readonly secret: string; readonly address: string }

/** The link, to be shown once: mailed to the person, and told to others without it. The secret stands behind the # so that no server writes it into a log. */
async function sendLink(services: IdentityServices, { row, actor, told, secret, address }: Sending): Promise<{ url: string; expires: string; mailed: boolean }> {
  const expires = row.expires_at!
  const values = { asker: actor.email, email: row.email, member: row.ref_area, lost: lostOf(row), expires: expires.toISOString() }
  const url = `${address}/reset#${secret}`
  const mailed = await services.mailer.send({ to: row.email, kind: 'reset_link', values: { ...values, url }, language: row.language })
  await tellAll(services.mailer, told.filter(({ email }) => email !== row.email), { kind: 'reset_told', values: { ...values, url: `${address}/members` } })
  return { url, expires: expires.toISOString(), mailed }
}
