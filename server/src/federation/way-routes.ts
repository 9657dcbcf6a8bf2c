import { Problem } from '@openvrs/core/problem.ts'
import type { federation as routes } from '@openvrs/contract/federation.ts'
import { appendAudit } from '../audit/index.ts'
import { withViewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { comesFrom, endLink, handOver, hasLink, keepLink, openLinked, requireOtherWayIn, sessionSecret, type IdentityServices } from '../identity/index.ts'
import { findProvider, findProviderAtDoor } from './providers.ts'
import { beginTrip, endTrip } from './trips.ts'

type WayRoutes = Pick<typeof routes, 'signIn' | 'finishSignIn' | 'link' | 'finishLink' | 'unlink'>

export const wayHandlers = (services: IdentityServices): Handlers<WayRoutes> => ({
  signIn: async ({ body, request, db, now }) => {
    const provider = await db.transaction().execute((trx) => findProviderAtDoor(trx, body.member, now))
    if (!provider) throw new Problem('provider.none')
    return beginTrip(services, request, provider, { to: 'sign_in' }, now)
  },

  finishSignIn: async (call) => {
    const { proof, secondFactor } = await endTrip(services, call.request, call.body, 'sign_in', call.now)
    const opened = await openLinked(call.db, proof, secondFactor, comesFrom(services, call), call.now)
    return 'secret' in opened ? { next: 'in', me: await handOver(services, call, opened) } : { next: 'totp', ticket: opened.ticket, expires: opened.expires.toISOString() }
  },

  link: async ({ actor, request, db, now }) => {
    const { member, person } = actor.viewer
    const provider = await withViewer(db, actor.viewer, now, async (trx) => {
      if (await hasLink(trx, person)) throw new Problem('provider.linked_already')
      return findProvider(trx, member)
    })
    if (!provider) throw new Problem('provider.none')
    return beginTrip(services, request, provider, { to: 'link', person }, now)
  },

  finishLink: async (call) => {
    sessionSecret(services, call)
    const { actor, db, now } = call
    const { member, person } = actor.viewer
    const { purpose, proof } = await endTrip(services, call.request, call.body, 'link', now)
    if (purpose.person !== person || proof.member !== member) throw new Problem('provider.denied')
    await withViewer(db, actor.viewer, now, async (trx) => {
      await keepLink(trx, actor.viewer, proof, now)
      await appendAudit(trx, { chain: member, at: now, actor: person, action: 'provider.linked', subject: person, detail: { provider: proof.provider } })
    })
    return undefined
  },

  unlink: async ({ actor, db, now }) => {
    const { member, person } = actor.viewer
    await withViewer(db, actor.viewer, now, async (trx) => {
      if (!(await hasLink(trx, person))) throw new Problem('not_found')
      await requireOtherWayIn(trx, person)
      await endLink(trx, person)
      await appendAudit(trx, { chain: member, at: now, actor: person, action: 'provider.unlinked', subject: person })
    })
    return undefined
  },
})
