import { needsOwnFactor } from '@openvrs/core/sharing/people.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { federation as routes } from '@openvrs/contract/federation.ts'
import type { Handlers } from '../http/context.ts'
import { comesFrom, handOver, heldInvitation, joinLinked, offerJoining, openInvitation, presentOffer, type IdentityServices } from '../identity/index.ts'
import { findProviderAtDoor } from './providers.ts'
import { beginTrip, endTrip } from './trips.ts'

type JoiningRoutes = Pick<typeof routes, 'accept' | 'finishAccept'>

/** Accepting an invitation by showing who one is at the provider of the member that invites, instead of choosing a password. */
export const joiningHandlers = (services: IdentityServices): Handlers<JoiningRoutes> => ({
  accept: async ({ body, request, db, now }) => {
    const invitation = await openInvitation(db, body.secret, now)
    if (invitation.first) throw new Problem('invitation.terms_needed')
    const provider = await db.transaction().execute((trx) => findProviderAtDoor(trx, invitation.member, now))
    if (!provider) throw new Problem('provider.none')
    return beginTrip(services, request, provider, { to: 'join', invitation: invitation.secretHash, name: body.name }, now)
  },

  finishAccept: async (call) => {
    const { purpose, proof, secondFactor } = await endTrip(services, call.request, call.body, 'join', call.now)
    const { role } = await heldInvitation(services.db, purpose.invitation, proof, call.now)
    const joining = { invitation: purpose.invitation, name: purpose.name, link: proof }
    call.reply.header('cache-control', 'no-store')
    if (secondFactor && !needsOwnFactor(role)) return { next: 'in', me: await handOver(services, call, await joinLinked(services, joining, comesFrom(services, call), call.now)) }
    const offer = await offerJoining(services, joining, call.now)
    return { next: 'enrol', email: offer.email, ...presentOffer(offer) }
  },
})
