import { timingSafeEqual } from 'node:crypto'
import { Problem } from '@openvrs/core/problem.ts'
import type { training as routes } from '@openvrs/contract/training.ts'
import type { Route } from '@openvrs/contract/route.ts'
import type { Db } from '../db/connect.ts'
import { enterAs, type Viewer } from '../db/viewer.ts'
import type { Call, Handlers } from '../http/context.ts'
import { findRights, type Rights } from './rights.ts'
import { keyedHash } from './secrets.ts'
import { addressOf, type IdentityServices } from './services.ts'
import { comesFrom, handOver } from './session-routes.ts'
import { replaceSession } from './sign-in.ts'
import { issueToken } from './token-routes.ts'
import { trainingAdministrator } from './training-administrator.ts'

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** The person who may act as any of the cast: the administrator of a training system, on this machine. Throws `auth.required`, `not_allowed`. */
function requireAdministrator(call: Call<Route>): void {
  requireLoopback(call)
  if (call.actor.viewer.role !== 'administrator') throw new Problem('not_allowed')
}

function requireLoopback({ request }: Call<Route>): void {
  if (!LOOPBACK.includes(request.ip)) throw new Problem('not_found')
}

/** Stands in the sign-in address of one of the cast. */
const castKey = (services: IdentityServices, email: string): string => keyedHash(services.key, `training:${email}`)

const isKeyOf = (services: IdentityServices, email: string, key: string): boolean => {
  const right = Buffer.from(castKey(services, email))
  const given = Buffer.from(key)
  return given.length === right.length && timingSafeEqual(given, right)
}

export const trainingHandlers = (services: IdentityServices): Handlers<typeof routes> => ({
  makeToken: async (call) => {
    requireAdministrator(call)
    const { body, db, now } = call
    const expires = new Date(now.getTime() + body.days * 86_400_000)
    const rights = await getRights(db, body.email.toLowerCase(), now)
    const { token } = await db.transaction().execute((trx) => issueToken(trx, rights, trainingAdministrator.person, body.scopes, now, expires))
    call.reply.header('cache-control', 'no-store')
    return { token, email: rights.email, scopes: body.scopes, expires: expires.toISOString() }
  },

  become: async (call) => {
    const { body, db, now } = call
    const email = body.email.toLowerCase()
    if (body.key === undefined) requireAdministrator(call)
    else {
      requireLoopback(call)
      if (!isKeyOf(services, email, body.key)) throw new Problem('auth.denied')
    }
    const rights = await getRights(db, email, now)
    return handOver(services, call.reply, await db.transaction().execute((trx) => replaceSession(trx, rights, comesFrom(services, call), now)))
  },

  cast: async (call) => {
    requireAdministrator(call)
    const rows = await readAs(trainingAdministrator, call.db, call.now)
    const address = addressOf(services, call.request)
    return {
      cast: rows.map((row) => ({
        email: row.email, member: row.ref_area, unit: row.unit, role: row.role as 'reporter',
        sign_in_url: `${address}/training#${new URLSearchParams({ email: row.email, key: castKey(services, row.email) })}`,
      })),
    }
  },
})

const readAs = (viewer: Viewer, db: Db, now: Date) =>
  db.transaction().execute(async (trx) => {
    await enterAs(trx, viewer, now)
    return trx.selectFrom('person').select(['person_id', 'email', 'ref_area', 'unit', 'role']).where('disabled_at', 'is', null).orderBy('ref_area').orderBy('role').orderBy('unit').orderBy('email').execute()
  })

/** The rights of one of the cast. Throws `not_found`. */
const getRights = (db: Db, email: string, now: Date): Promise<Rights> =>
  db.transaction().execute(async (trx) => {
    await enterAs(trx, trainingAdministrator, now)
    const row = await trx.selectFrom('person').select('person_id').where('email', '=', email).where('disabled_at', 'is', null).executeTakeFirst()
    const rights = row && (await findRights(trx, row.person_id, now))
    if (!rights) throw new Problem('not_found')
    return rights
  })
