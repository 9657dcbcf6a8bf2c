import { Problem } from '@openvrs/core/problem.ts'
import { addressOf, countAttempt, findHalfOpen, forgiveAttempt, limitOf, putHalfOpen, seal, takeHalfOpen, unseal, type IdentityServices, type Proof } from '../identity/index.ts'
import type { FastifyRequest } from 'fastify'
import { comeBack, leave, type Trip } from './oidc.ts'
import { clientOf, countsAsFactor, findProviderAtDoor, type Provider } from './providers.ts'

const TRIP_MS = 10 * 60_000
/** That come to nothing, of one address in a quarter of an hour: each makes this server ask a provider. */
const MOST_RETURNS = 100

/** Where a page of ours takes the way back: the one address that a provider may send people to. */
export const redirectOf = (services: IdentityServices, request: FastifyRequest): string => `${addressOf(services, request)}/sign-in/provider`

/** What a way to the provider was taken for. `person` links; without one somebody signs in. */
type Purpose = { readonly person?: string }
type Kept = Trip & Purpose & { readonly member: string; readonly provider: string }

export type Away = { readonly url: string; readonly ticket: string; readonly expires: string }

/** The way there. What belongs to it is kept sealed under a ticket, which this browser alone gets; the provider sees the state, the nonce and a hash. */
export async function beginTrip(services: IdentityServices, request: FastifyRequest, provider: Provider, purpose: Purpose, now: Date): Promise<Away> {
  const { url, trip } = await leave(services.mode, await clientOf(services.key, provider), redirectOf(services, request))
  const kept: Kept = { ...trip, ...purpose, member: provider.ref_area, provider: provider.provider_id }
  const value = await seal(services.key, JSON.stringify(kept))
  const expires = new Date(now.getTime() + TRIP_MS)
  const ticket = await services.db.transaction().execute((trx) => putHalfOpen(trx, 'provider', value, now, expires))
  return { url, ticket, expires: expires.toISOString() }
}

type Answer = { readonly ticket: string; readonly state: string; readonly code?: string | undefined; readonly iss?: string | undefined; readonly error?: string | undefined }

/** The way back: uses the ticket up, whatever comes of it, then lets the provider say who it was. Throws `provider.denied`. */
export async function endTrip(services: IdentityServices, request: FastifyRequest, { ticket, ...answer }: Answer, purpose: Purpose, now: Date): Promise<{ readonly proof: Proof; readonly secondFactor: boolean }> {
  const sealed = await services.db.transaction().execute(async (trx) => {
    const found = await findHalfOpen(trx, 'provider', ticket, now)
    return found !== undefined && (await takeHalfOpen(trx, 'provider', ticket, now)) ? found : undefined
  })
  if (sealed === undefined) throw new Problem('provider.denied')
  const kept = JSON.parse(await unseal(services.key, sealed)) as Kept
  if (kept.state !== answer.state || kept.person !== purpose.person || answer.error !== undefined) throw new Problem('provider.denied')
  const provider = await services.db.transaction().execute((trx) => findProviderAtDoor(trx, kept.member, now))
  if (provider?.provider_id !== kept.provider) throw new Problem('provider.denied')
  const limits = [limitOf(`provider:${request.ip}`, MOST_RETURNS)]
  await countAttempt(services.db, limits, now)
  const claims = await comeBack(services.mode, await clientOf(services.key, provider), kept, answer)
  await forgiveAttempt(services.db, limits)
  return { proof: { member: kept.member, provider: kept.provider, issuer: claims.issuer, subject: claims.subject }, secondFactor: countsAsFactor(provider, claims) }
}
