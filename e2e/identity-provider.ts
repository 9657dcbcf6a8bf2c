import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export type RunningProvider = { readonly issuer: string; close(): Promise<void> }

/** A certified OpenID provider (oidc-provider) with its own pages: whoever gives a name there is that account, by any password. */
export async function runProvider(client: { readonly id: string; readonly secret: string; readonly redirect: string }): Promise<RunningProvider> {
  const server: Server = createServer()
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirect], response_types: ['code'], grant_types: ['authorization_code'], token_endpoint_auth_method: 'client_secret_basic' }],
    cookies: { keys: ['a key of this test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
  })
  server.on('request', provider.callback())
  return { issuer, close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections() }) }
}
