import { Problem } from '@openvrs/core/problem.ts'
import { addressOf, countAttempt, forgiveAttempt, limitOf, putHalfOpen, seal, spendHalfOpen, unseal, type IdentityServices, type Proof } from '../identity/index.ts'
import type { FastifyRequest } from 'fastify'
import { oidc } from './oidc.ts'
import type { Protocol, Returned } from './protocol.ts'
import { countsAsFactor, findProviderAtDoor, type Provider } from './providers.ts'
import { saml } from './saml/index.ts'

const protocols: { readonly [kind in Provider['kind']]: Protocol } = { oidc, saml }

/** Ways that come to nothing, of one address in a quarter of an hour: each makes this server ask a provider or read what it says. */
const MOST_RETURNS = 100

/** What a way to the provider is taken for. `join`: the invitation, by the hash of its secret, and the name of who accepts it. */
export type Purpose = { readonly to: 'sign_in' } | { readonly to: 'link'; readonly person: string } | { readonly to: 'join'; readonly invitation: string; readonly name: string }

type Kept = { readonly purpose: Purpose; readonly member: string; readonly provider: string; readonly state: string; readonly own: string }

export type Begun = { readonly url: string; readonly ticket: string; readonly expires: string }

/** The way there. What belongs to it is kept sealed under a ticket, which this browser alone gets; the provider sees the state and what its protocol asks for. */
export async function beginTrip(services: IdentityServices, request: FastifyRequest, provider: Provider, purpose: Purpose, now: Date): Promise<Begun> {
  const { url, state, kept: own, expires } = await protocols[provider.kind].leave({ services, provider, address: addressOf(services, request), now })
  const kept: Kept = { purpose, member: provider.ref_area, provider: provider.provider_id, state, own }
  const value = await seal(services.key, JSON.stringify(kept))
  const ticket = await services.db.transaction().execute((trx) => putHalfOpen(trx, 'provider', value, now, expires))
  return { url, ticket, expires: expires.toISOString() }
}

export type Ended<To extends Purpose['to']> = { readonly purpose: Extract<Purpose, { to: To }>; readonly proof: Proof; readonly secondFactor: boolean }

/** The way back: uses the ticket up, whatever comes of it, then lets the provider say who it was. Throws `provider.denied`, also where the ticket is for something else. */
export async function endTrip<To extends Purpose['to']>(services: IdentityServices, request: FastifyRequest, { ticket, ...returned }: Returned & { readonly ticket: string }, to: To, now: Date): Promise<Ended<To>> {
  const sealed = await services.db.transaction().execute((trx) => spendHalfOpen(trx, 'provider', ticket, now))
  if (sealed === undefined) throw new Problem('provider.denied')
  const { purpose, member, provider: id, state, own } = JSON.parse(await unseal(services.key, sealed)) as Kept
  if (!isFor(purpose, to) || state !== returned.state || returned.error !== undefined) throw new Problem('provider.denied')
  const provider = await services.db.transaction().execute((trx) => findProviderAtDoor(trx, member, now))
  if (provider?.provider_id !== id) throw new Problem('provider.denied')
  const limits = [limitOf(`provider:${request.ip}`, MOST_RETURNS)]
  await countAttempt(services.db, limits, now)
  const claims = await protocols[provider.kind].comeBack({ services, provider, address: addressOf(services, request), now }, own, returned)
  await forgiveAttempt(services.db, limits)
  return { purpose, proof: { member, provider: id, issuer: claims.issuer, subject: claims.subject }, secondFactor: countsAsFactor(provider, claims) }
}

const isFor = <To extends Purpose['to']>(purpose: Purpose, to: To): purpose is Extract<Purpose, { to: To }> => purpose.to === to
