import * as client from 'openid-client'
import { Problem } from '@openvrs/core/problem.ts'
import { unseal } from '../identity/index.ts'
import { fetchPublic, requirePublic, type Mode } from './fetch.ts'
import type { Going, Protocol } from './protocol.ts'

/** What is kept of what a provider publishes about itself: the addresses, which are all its own, and the signatures that a public key checks. */
export type Metadata = {
  readonly issuer: string; readonly authorization_endpoint: string; readonly token_endpoint: string; readonly jwks_uri: string
  readonly id_token_signing_alg_values_supported: string[]; readonly token_endpoint_auth_methods_supported?: string[]; readonly authorization_response_iss_parameter_supported?: boolean
}

type Client = { readonly id: string; readonly secret: string; readonly metadata: Metadata }

/** What is kept between the way there and the way back. */
type Kept = { readonly state: string; readonly nonce: string; readonly verifier: string; readonly redirect: string }

const WAY_MS = 10 * 60_000

/** The page of ours, of all members, to which providers send people back. */
export const redirectOf = (address: string): string => `${address}/sign-in/provider`

const SIGNATURES: readonly string[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const CLOCK_SECONDS = 30

/** Asks a provider about itself. Throws `provider.unreachable`, `provider.address_refused`, `provider.elsewhere`, `provider.weak`. */
export async function discover(mode: Mode, issuer: string): Promise<{ readonly metadata: Metadata; readonly keys: number }> {
  const url = requirePublic(mode, issuer)
  return asking(issuer, async () => {
    const config = await client.discovery(url, 'openvrs', undefined, client.None(), { execute: insecure(url), [client.customFetch]: fetchOf(mode, url), algorithm: 'oidc' })
    const found = config.serverMetadata()
    // The library lets some vendors name another issuer than was asked for.
    if (new URL(found.issuer).href !== url.href) throw new Problem('provider.elsewhere', { address: new URL(found.issuer).origin })
    const at = (address: string | undefined): string => {
      if (address === undefined) throw new Problem('provider.unreachable', { issuer })
      if (new URL(address).origin !== url.origin) throw new Problem('provider.elsewhere', { address: new URL(address).origin })
      return address
    }
    const signatures = (found.id_token_signing_alg_values_supported ?? ['RS256']).filter((name) => SIGNATURES.includes(name))
    if (signatures.length === 0) throw new Problem('provider.weak')
    const metadata: Metadata = {
      issuer: found.issuer, authorization_endpoint: at(found.authorization_endpoint), token_endpoint: at(found.token_endpoint), jwks_uri: at(found.jwks_uri), id_token_signing_alg_values_supported: signatures,
      ...(found.token_endpoint_auth_methods_supported && { token_endpoint_auth_methods_supported: found.token_endpoint_auth_methods_supported }),
      ...(found.authorization_response_iss_parameter_supported === true && { authorization_response_iss_parameter_supported: true }),
    }
    const keys = (await (await fetchPublic(mode, metadata.jwks_uri, { method: 'GET', headers: { accept: 'application/json' } })).json()) as { keys?: unknown[] }
    if (!Array.isArray(keys.keys) || keys.keys.length === 0) throw new Problem('provider.unreachable', { issuer })
    return { metadata, keys: keys.keys.length }
  })
}

export const oidc: Protocol = {
  /** Authorization code, PKCE, state and nonce; nothing is asked of the provider yet. */
  leave: async (going) => {
    const { services, provider, address, now } = going
    const kept: Kept = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier(), redirect: redirectOf(address) }
    const asked = provider.trust_factor ? provider.acr : []
    const url = client.buildAuthorizationUrl(configOf(services.mode, await clientOf(going)), {
      redirect_uri: kept.redirect, scope: 'openid', state: kept.state, nonce: kept.nonce, code_challenge: await client.calculatePKCECodeChallenge(kept.verifier), code_challenge_method: 'S256',
      ...(asked.length > 0 ? { acr_values: asked.join(' ') } : {}),
    })
    return { url: url.href, state: kept.state, kept: JSON.stringify(kept), expires: new Date(now.getTime() + WAY_MS) }
  },

  /** The code for an ID token, whose signature, issuer, audience, nonce and times are checked. Throws also `provider.unreachable` where the provider did not answer. */
  comeBack: async (going, before, { state, code, iss }) => {
    const kept = JSON.parse(before) as Kept
    const url = new URL(kept.redirect)
    for (const [name, value] of Object.entries({ state, code, iss })) if (value !== undefined) url.searchParams.set(name, value)
    const config = configOf(going.services.mode, await clientOf(going))
    const tokens = await asking(going.provider.issuer, () =>
      client.authorizationCodeGrant(config, url, { pkceCodeVerifier: kept.verifier, expectedState: kept.state, expectedNonce: kept.nonce, idTokenExpected: true }), new Problem('provider.denied'))
    const claims = tokens.claims()
    if (!claims?.sub) throw new Problem('provider.denied')
    const amr = claims['amr']
    return { issuer: claims.iss, subject: claims.sub, acr: typeof claims['acr'] === 'string' ? claims['acr'] : undefined, amr: Array.isArray(amr) ? amr.filter((one) => typeof one === 'string') : [] }
  },
}

/** A provider of this kind has both; the database holds it to that. */
const clientOf = async ({ services, provider }: Going): Promise<Client> =>
  ({ id: provider.client_id!, secret: await unseal(services.key, provider.client_secret!), metadata: provider.metadata as unknown as Metadata })

function configOf(mode: Mode, { id, secret, metadata }: Client): client.Configuration {
  const posts = metadata.token_endpoint_auth_methods_supported?.includes('client_secret_basic') === false
  const config = new client.Configuration(metadata, id, { [client.clockTolerance]: CLOCK_SECONDS }, posts ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret))
  config[client.customFetch] = fetchOf(mode, new URL(metadata.issuer))
  client.enableNonRepudiationChecks(config)
  for (const allow of insecure(new URL(metadata.issuer))) allow(config)
  return config
}

/** Whatever the library asks for, it asks of the issuer alone. */
const fetchOf = (mode: Mode, issuer: URL): client.CustomFetch => (address, { method, headers, body, signal }) => {
  if (new URL(address).origin !== issuer.origin) throw new Problem('provider.elsewhere', { address: new URL(address).origin })
  return fetchPublic(mode, address, { method, headers, body, ...(signal ? { signal } : {}) })
}

/** Without TLS only on this machine, in training: `requirePublic` let no other address through. */
const insecure = (issuer: URL): ((config: client.Configuration) => void)[] => (issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [])

/** What the library and the line throw becomes what a person can act on: `provider.unreachable`, or what is said of an answer that is wrong. */
async function asking<T>(issuer: string, work: () => Promise<T>, wrong: Problem = new Problem('provider.unreachable', { issuer })): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const problem = [error, (error as Error).cause].find((one) => one instanceof Problem)
    if (problem) throw problem
    throw isAnswer(error) ? wrong : new Problem('provider.unreachable', { issuer })
  }
}

const NO_ANSWER: readonly (string | undefined)[] = [undefined, 'OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']

const isAnswer = (error: unknown): boolean =>
  error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError || (error instanceof client.ClientError && !NO_ANSWER.includes(error.code))
