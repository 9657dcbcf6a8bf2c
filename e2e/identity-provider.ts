import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type * as Saml from '@boxyhq/saml20'
import { Provider } from 'oidc-provider'

export type RunningProvider = { readonly issuer: string; close(): Promise<void> }

async function listen(): Promise<{ server: Server; issuer: string; close: () => Promise<void> }> {
  const server: Server = createServer()
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return { server, issuer: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections() }) }
}

/** A certified OpenID provider (oidc-provider) with its own pages: whoever gives a name there is that account, by any password. */
export async function runProvider(client: { readonly id: string; readonly secret: string; readonly redirect: string }): Promise<RunningProvider> {
  const { server, issuer, close } = await listen()
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirect], response_types: ['code'], grant_types: ['authorization_code'], token_endpoint_auth_method: 'client_secret_basic' }],
    cookies: { keys: ['a key of this test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
  })
  server.on('request', provider.callback())
  return { issuer, close }
}

/** A package of the older kind, whose default no two loaders take alike. */
const { default: saml } = createRequire(import.meta.url)('@boxyhq/saml20') as typeof Saml.default

export type SamlProvider = RunningProvider & { readonly metadata: string }

const pem = (name: string): string => readFileSync(new URL(`saml/${name}.pem`, import.meta.url), 'utf8')
/** It names each account by an attribute; its NameID is an e-mail address, as with many. */
export const ACCOUNT = 'urn:example:number'

/** A SAML provider of another maker than ours reads with (@boxyhq/saml20): whoever gives a number on its page is that account. */
export async function runSamlProvider(): Promise<SamlProvider> {
  const { server, issuer, close } = await listen()
  const [key, certificate] = [pem('key'), pem('certificate')]
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = new URL(request.url!, issuer).searchParams
    const say = (html: string) => void response.writeHead(200, { 'content-type': 'text/html' }).end(html)
    if (request.method === 'GET') return say('<!doctype html><title>A provider</title><form method="post"><label>Number <input name="number"></label><button>Show it</button></form>')
    const number = new URLSearchParams(await text(request)).get('number')!
    const { id, acsUrl, audience } = await saml.parseSAMLRequest(await saml.decodeBase64(asked.get('SAMLRequest')!, true), false) as { id: string; acsUrl: string; audience: string }
    const said = await saml.createSAMLResponse({ audience, acsUrl, issuer, requestId: id, claims: { email: `${number}@lka.example.org`, raw: { [ACCOUNT]: number } }, privateKey: key, publicKey: certificate })
    say(saml.createPostForm(acsUrl, [{ name: 'RelayState', value: asked.get('RelayState')! }, { name: 'SAMLResponse', value: Buffer.from(said).toString('base64') }]))
  }
  server.on('request', (request, response) => void answer(request, response))
  return { issuer, close, metadata: saml.createIdPMetadataXML({ ssoUrl: `${issuer}/sign-on`, entityId: issuer, x509cert: saml.stripCertHeaderAndFooter(certificate), wantAuthnRequestsSigned: false }) }
}
