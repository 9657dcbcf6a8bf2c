import { sql } from 'kysely'
import { mayDisable, mayReset, maySeeSecurity, type Role } from '@openvrs/core/sharing/people.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { security as routes } from '@openvrs/contract/security.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { chainOf } from './chain.ts'
import { countRecoveryCodes } from './factor.ts'
import { failuresToday } from './failures.ts'
import { knownDevice } from './known-device.ts'
import { passkeysOf } from './passkeys.ts'
import { asPerson, denied, endRights, getPerson } from './people-routes.ts'
import { hasLink } from './provider-links.ts'
import type { IdentityServices } from './services.ts'
import { authIn } from './tables.ts'

const MOST = 50

export const securityHandlers = (services: IdentityServices): Handlers<typeof routes> => ({
  own: ({ actor: { viewer, email }, db, now, request }) =>
    withViewer(db, viewer, now, async (trx) => {
      const { person } = viewer
      const codes = await countRecoveryCodes(trx, services.key, person)
      const factors = { authenticator: codes !== undefined, recovery_codes: codes ?? 0, passkeys: (await passkeysOf(trx, person)).length, provider: await hasLink(trx, person) }
      const rows = await authIn(trx).selectFrom('auth.sign_in').selectAll().where('user_id', '=', person).orderBy('at', 'desc').limit(MOST).execute()
      return {
        factors, device_known: (await knownDevice(trx, services, request.headers.cookie, email, now)) !== undefined, failed_today: await failuresToday(trx, email, now),
        sign_ins: rows.map(({ at, way, factor, device, known }) => ({ at: at.toISOString(), way, factor, device, known })),
      }
    }),

  people: async ({ actor: { viewer }, db, now }) => {
    if (!maySeeSecurity(viewer)) throw new Problem('not_allowed')
    const rows = await withViewer(db, viewer, now, (trx) => readPeople(trx, now))
    const all = rows.map((row) => asPerson({ person_id: row.person, ref_area: viewer.member, role: row.role }))
    return {
      people: rows.map(({ signed_in, locked_until, ...row }, at) => ({
        ...row, signed_in: signed_in?.toISOString() ?? null, locked_until: locked_until?.toISOString() ?? null,
        peers: all.filter((other) => mayReset(other, all[at]!)).length, sign_out: mayDisable(viewer, all[at]!),
      })),
    }
  },

  signOut: ({ params, actor: { viewer }, db, now }) =>
    withViewer(db, viewer, now, async (trx) => {
      const before = await getPerson(reading(trx), params.person)
      if (!mayDisable(viewer, asPerson(before))) throw denied(viewer, before)
      const row = (await readPeople(trx, now)).find(({ person }) => person === params.person)
      const held = { sessions: row?.sessions ?? 0, tokens: row?.tokens ?? 0 }
      await endRights(trx, params.person, {})
      await appendAudit(trx, { chain: chainOf(viewer), at: now, actor: viewer.person, action: 'person.signed_out', subject: params.person, detail: held })
      return held
    }),
})

type Row = {
  readonly person: string; readonly name: string; readonly email: string; readonly role: Role; readonly authenticator: boolean; readonly passkeys: number; readonly provider: boolean
  readonly signed_in: Date | null; readonly sessions: number; readonly tokens: number; readonly failed_today: number; readonly locked_until: Date | null
}

/** The people of the viewer's member who may sign in. The policies say whose names the viewer reads, the function whose factors. */
const readPeople = async (trx: Trx, now: Date): Promise<Row[]> =>
  (await sql<Row>`
    select s.person, p.name, p.email, p.role, s.authenticator, s.passkeys, s.provider, s.signed_in, s.sessions, s.tokens, s.failed as failed_today, s.locked_until
      from people_security(${now}) s join person p on p.person_id = s.person order by p.role = 'focal_point' desc, p.name`.execute(trx)).rows
