import type { FastifyReply, FastifyRequest } from 'fastify'
import type { counterparts, passkeys, people, resets, returning, security, session, training, units } from '@openvrs/contract/identity.ts'
import type { Actor, Handlers } from '../http/context.ts'
import { authenticate, stillHolds } from './authenticate.ts'
import { counterpartHandlers } from './counterpart-routes.ts'
import { deviceHandlers } from './device-routes.ts'
import { invitationHandlers } from './invitation-routes.ts'
import { memberHandlers } from './member-routes.ts'
import { passkeyHandlers } from './passkey-routes.ts'
import { peopleHandlers } from './people-routes.ts'
import { resetHandlers } from './reset-routes.ts'
import { resetUseHandlers } from './reset-use.ts'
import { returnHandlers } from './return-routes.ts'
import { securityHandlers } from './security-routes.ts'
import type { IdentityServices } from './services.ts'
import { sessionHandlers } from './session-routes.ts'
import { tokenHandlers } from './token-routes.ts'
import { trainingHandlers } from './training-routes.ts'
import { unitHandlers } from './unit-routes.ts'

export type Identity = {
  /** Who is behind a request: read anew each time, so that an end of rights is felt at once. */
  readonly authenticate: (request: FastifyRequest, reply: FastifyReply) => Promise<Actor | null>
  /** Whether what somebody came with holds still. */
  readonly holds: (actor: Actor) => Promise<boolean>
  readonly session: Handlers<typeof session>
  readonly passkeys: Handlers<typeof passkeys>
  readonly people: Handlers<typeof people>
  readonly units: Handlers<typeof units>
  readonly counterparts: Handlers<typeof counterparts>
  readonly resets: Handlers<typeof resets>
  readonly returning: Handlers<typeof returning>
  readonly security: Handlers<typeof security>
  readonly training: Handlers<typeof training>
}

/** Who is there and how they sign in: sharing.md's roles, two steps to a session, tokens for programs (docs/decisions/0007-identity.md). */
export const makeIdentity = (services: IdentityServices): Identity => ({
  authenticate: (request, reply) => authenticate(services, request, reply),
  holds: (actor) => stillHolds(services, actor),
  session: { ...sessionHandlers(services), ...deviceHandlers(services), ...tokenHandlers(services) },
  passkeys: passkeyHandlers(services),
  people: { ...memberHandlers(services), ...peopleHandlers(services), ...invitationHandlers(services) },
  units: unitHandlers(services),
  counterparts: counterpartHandlers(),
  returning: returnHandlers(services),
  resets: { ...resetHandlers(services), ...resetUseHandlers(services) },
  security: securityHandlers(services),
  training: trainingHandlers(services),
})

export { endOfMember } from './counterparts.ts'
export { dueMails } from './due-mails.ts'
export { erasure } from './erasure.ts'
export { identityExpiry } from './expiry.ts'
export { ensureSecretariat, inviteFirstAdministrator } from './first-administrator.ts'
export { keptKey } from './secrets.ts'
export { readersOf } from './reset-mail.ts'
export { seedPersonId } from './cast.ts'
export { seedPeople, type SeedPerson } from './seed.ts'
export { tallies } from './tallies.ts'
export type { IdentityServices } from './services.ts'
export { heldInvitation, joinLinked, offerJoining, openInvitation } from './enrolment.ts'
export { findHalfOpen, putHalfOpen, spendHalfOpen, useOnce } from './half-open.ts'
export { presentOffer } from './invitation-routes.ts'
export { countAttempt, forgiveAttempt, limitOf } from './limits.ts'
export { seal, unseal } from './factor.ts'
export { countLinks, endLink, hasLink, keepLink, requireOtherWayIn, type Proof } from './provider-links.ts'
export { openLinked } from './provider-sign-in.ts'
export { addressOf } from './services.ts'
export { comesFrom, handOver, sessionSecret } from './session-routes.ts'
export { ensureTrainingAdministrator, TRAINING_ADMINISTRATOR_EMAIL, trainingAdministrator } from './training-administrator.ts'
