import { Problem } from '@openvrs/core/problem.ts'
import type { training as routes } from '@openvrs/contract/training.ts'
import type { Route } from '@openvrs/contract/route.ts'
import { reading, type Db } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import type { Call, Handlers } from '../http/context.ts'
import { memberNames } from '../registry/index.ts'
import { refuseForeignPage } from './authenticate.ts'
import { isOfCast } from './cast.ts'
import { findRights, type Rights } from './rights.ts'
import { addressOf, type IdentityServices } from './services.ts'
import { comesFrom, handOverHere } from './session-routes.ts'
import { signIn } from './sign-in.ts'
import { issueToken } from './token-routes.ts'
import { trainingAdministrator } from './training-administrator.ts'

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** A training system listens on this machine alone; should it ever be reached otherwise, it has no cast. */
function requireLoopback({ request }: Call<Route>): void {
  if (!LOOPBACK.includes(request.ip)) throw new Problem('not_found')
}

export const trainingHandlers = (services: IdentityServices): Handlers<typeof routes> => ({
  makeToken: async (call) => {
    requireLoopback(call)
    if (call.actor.viewer.role !== 'administrator') throw new Problem('not_allowed')
    const { body, db, now } = call
    const expires = new Date(now.getTime() + body.days * 86_400_000)
    const rights = await getRights(db, body.email.toLowerCase(), now)
    const { token } = await db.transaction().execute((trx) => issueToken(trx, rights, trainingAdministrator.person, body.scopes, now, expires))
    call.reply.header('cache-control', 'no-store')
    return { token, email: rights.email, scopes: body.scopes, expires: expires.toISOString() }
  },

  become: async (call) => {
    requireLoopback(call)
    refuseForeignPage(call.request)
    const rights = await getRights(call.db, call.body.email.toLowerCase(), call.now)
    return handOverHere(services, call.reply, await call.db.transaction().execute((trx) => signIn(trx, rights, comesFrom(services, call), call.now, { way: 'training', factor: 'none' })))
  },

  cast: async (call) => {
    requireLoopback(call)
    const address = addressOf(services, call.request)
    const nameOf = await withViewer(call.db, trainingAdministrator, call.now, (trx) => memberNames(reading(trx), call.sentences.language))
    const rows = (await readPeople(call.db, call.now)).filter((row) => isOfCast(row.person_id, row.email))
    return {
      cast: rows.map((row) => ({
        email: row.email, name: row.name, member: row.ref_area, member_name: nameOf(row.ref_area, row.member_name), unit: row.unit, unit_name: row.unit_name, role: row.role as 'reporter',
        sign_in_url: `${address}/training#${encodeURIComponent(row.email)}`,
      })),
    }
  },
})

const readPeople = (db: Db, now: Date) =>
  withViewer(db, trainingAdministrator, now, (trx) =>
    trx.selectFrom('person').innerJoin('member', 'member.code', 'person.ref_area').innerJoin('unit', (join) => join.onRef('unit.ref_area', '=', 'person.ref_area').onRef('unit.code', '=', 'person.unit'))
      .select(['person_id', 'email', 'person.name', 'person.ref_area', 'member.name as member_name', 'person.unit', 'unit.name as unit_name', 'role'])
      .where('disabled_at', 'is', null).orderBy('person.ref_area').orderBy('role').orderBy('person.unit').orderBy('email').execute())

/** The rights of one of the cast. Throws `not_found`. */
const getRights = (db: Db, email: string, now: Date): Promise<Rights> =>
  withViewer(db, trainingAdministrator, now, async (trx) => {
    const row = await trx.selectFrom('person').select('person_id').where('email', '=', email).where('disabled_at', 'is', null).executeTakeFirst()
    const rights = row && isOfCast(row.person_id, email) ? await findRights(trx, row.person_id, now) : undefined
    if (!rights) throw new Problem('not_found')
    return rights
  })
