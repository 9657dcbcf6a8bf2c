import type { federation } from '@openvrs/contract/federation.ts'
import type { Handlers } from '../http/context.ts'
import type { IdentityServices } from '../identity/index.ts'
import { joiningHandlers } from './joining.ts'
import { providerHandlers } from './provider-routes.ts'
import { samlHandlers } from './saml-routes.ts'
import { wayHandlers } from './way-routes.ts'

/** Signing in by the identity provider of one's own state (docs/decisions/0020-single-sign-on.md, 0021-saml.md). */
export const federationHandlers = (services: IdentityServices): Handlers<typeof federation> => ({ ...providerHandlers(services), ...samlHandlers(services), ...wayHandlers(services), ...joiningHandlers(services) })
