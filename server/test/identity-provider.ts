import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'

export const CLIENT = { client_id: 'openvrs', client_secret: 'a secret of the provider' }

/** What an ID token says and how it is signed, as an honest provider would have it. An attack changes some of it. */
export type Token = { readonly claims: JWTPayload; readonly sign: 'own' | 'stranger' | 'none' | 'HS256' | 'altered' }
export type Returned = { readonly code: string; readonly state: string; readonly iss: string }

export type IdentityProvider = {
  readonly issuer: string
  /** What it publishes about itself beside the usual. */
  metadata: object
  /** What became of the last request for a token: the provider's own checks of the client. */
  readonly asked: string[]
  /** Somebody signs in at the page that `url` opens: what their browser is sent back with. */
  signIn(url: string, subject: string, forge?: (honest: Token) => Token): Returned
  close(): Promise<void>
}

/** An identity provider (OpenID Connect, authorization code) that lies where a test asks it to. It checks code, PKCE, client and address as an honest one does. */
export async function identityProvider(): Promise<IdentityProvider> {
  const [own, stranger] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')]
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }
  const codes = new Map<string, { readonly challenge: string; readonly redirect: string; readonly token: Token }>()
  const asked: string[] = []

  const signed = async ({ claims, sign }: Token): Promise<string> => {
    const header = { alg: 'RS256', kid: 'own' }
    switch (sign) {
      case 'own': return new SignJWT(claims).setProtectedHeader(header).sign(own.privateKey)
      case 'stranger': return new SignJWT(claims).setProtectedHeader(header).sign(stranger.privateKey)
      case 'none': return new UnsecuredJWT(claims).encode()
      case 'HS256': return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'own' }).sign(Buffer.from(JSON.stringify(jwk)))
      case 'altered': {
        const [head, , signature] = (await new SignJWT({ ...claims, sub: 'somebody else' }).setProtectedHeader(header).sign(own.privateKey)).split('.')
        return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
      }
    }
  }
  const giveToken = async (request: IncomingMessage): Promise<object | undefined> => {
    const form = new URLSearchParams(await text(request))
    const kept = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const basic = `Basic ${Buffer.from(`${CLIENT.client_id}:${encodeURIComponent(CLIENT.client_secret).replaceAll('%20', '+')}`).toString('base64')}`
    const verdict = !kept ? 'unknown code' : createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url') !== kept.challenge ? 'wrong verifier' : form.get('redirect_uri') !== kept.redirect ? 'wrong address'
      : request.headers.authorization !== basic ? 'wrong client' : 'right'
    asked.push(verdict)
    return verdict === 'right' ? { access_token: 'x', token_type: 'Bearer', id_token: await signed(kept!.token) } : undefined
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const say = (status: number, body: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    switch (request.url) {
      case '/.well-known/openid-configuration':
        return void say(200, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'], authorization_response_iss_parameter_supported: true, ...provider.metadata })
      case '/jwks':
        return void say(200, { keys: [jwk] })
      case '/token': {
        const tokens = await giveToken(request)
        return void say(tokens ? 200 : 400, tokens ?? { error: 'invalid_grant' })
      }
      case '/moved':
        return void response.writeHead(302, { location: `${issuer}/jwks` }).end()
      default:
        return void say(404, {})
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider: IdentityProvider = {
    issuer, metadata: {}, asked,
    signIn: (url, subject, forge = (honest) => honest) => {
      const { searchParams: given } = new URL(url)
      const [code, now] = [randomUUID(), Math.floor(Date.now() / 1000)]
      const claims = { iss: issuer, sub: subject, aud: given.get('client_id')!, nonce: given.get('nonce')!, iat: now, exp: now + 300 }
      codes.set(code, { challenge: given.get('code_challenge')!, redirect: given.get('redirect_uri')!, token: forge({ claims, sign: 'own' }) })
      return { code, state: given.get('state')!, iss: issuer }
    },
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections() }),
  }
  return provider
}
