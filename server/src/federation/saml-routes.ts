import { mayConnectProvider } from '@openvrs/core/sharing/people.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { federation as routes } from '@openvrs/contract/federation.ts'
import type { Handlers } from '../http/context.ts'
import { addressOf, type IdentityServices } from '../identity/index.ts'
import { requireSafe } from './fetch.ts'
import { redirectOf } from './oidc.ts'
import { presentCertificate } from './saml/certificates.ts'
import { samlAddress } from './saml/index.ts'
import { ownMetadata, readMetadata } from './saml/metadata.ts'
import { keepPost } from './saml/post.ts'

type SamlRoutes = Pick<typeof routes, 'readMetadata' | 'samlMetadata' | 'samlPost'>

export const samlHandlers = (services: IdentityServices): Handlers<SamlRoutes> => ({
  readMetadata: async ({ actor, body, now }) => {
    if (!mayConnectProvider(actor.viewer)) throw new Problem('not_allowed')
    const { issuer, signOn, certificates } = readMetadata(body.xml, now)
    requireSafe(services.mode, signOn)
    return { issuer, sign_on: signOn, certificates: certificates.map(presentCertificate) }
  },

  samlMetadata: async ({ params, request, reply }) => {
    reply.type('application/samlmetadata+xml')
    return ownMetadata(samlAddress(addressOf(services, request), params.member))
  },

  /** The browser comes from the provider's page and brings no cookie along: our own page, which it is sent on to, takes the code to the server with its ticket. */
  samlPost: async ({ params, body, request, reply, now }) => {
    const code = body.RelayState === undefined ? undefined : await keepPost(services, params.member, body.RelayState, body.SAMLResponse, now)
    const said: Record<string, string> = code === undefined ? { state: 'unknown', error: 'unknown' } : { state: body.RelayState!, code }
    reply.header('location', `${redirectOf(addressOf(services, request))}?${new URLSearchParams(said).toString()}`)
    return ''
  },
})
