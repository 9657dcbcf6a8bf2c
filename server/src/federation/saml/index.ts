import { randomBytes } from 'node:crypto'
import { SAML } from '@node-saml/node-saml'
import { Problem } from '@openvrs/core/problem.ts'
import { useOnce } from '../../identity/index.ts'
import type { Going, Protocol } from '../protocol.ts'
import { readAssertion } from './assertion.ts'
import { isInForce, readCertificate } from './certificates.ts'
import { PERSISTENT } from './metadata.ts'
import { expectPost, takePost } from './post.ts'
import { requireShape } from './shape.ts'

/** What is kept of a provider: where people sign in, what its signatures are checked by, and the attribute that names an account; null: the persistent NameID. */
export type Settings = { readonly sign_on: string; readonly certificates: readonly string[]; readonly subject: string | null }

const WAY_MS = 5 * 60_000

/** Our address towards the provider of a member: our name, where our metadata lies, and where assertions go. */
export const samlAddress = (address: string, member: string): string => `${address}/api/federation/saml/${member}`

export const saml: Protocol = {
  leave: async (going) => {
    const { services, provider, now } = going
    const expires = new Date(now.getTime() + WAY_MS)
    const request = `_${randomBytes(20).toString('hex')}`
    const state = await expectPost(services, provider.ref_area, now, expires)
    return { url: await clientOf(going, request).getAuthorizeUrlAsync(state, undefined, {}), state, kept: request, expires }
  },

  comeBack: async (going, request, { state, code }) => {
    const { services, provider, address, now } = going
    const posted = code === undefined ? undefined : await takePost(services, state, code, now)
    if (posted === undefined) throw new Problem('provider.denied')
    const asked = { issuer: provider.issuer, here: samlAddress(address, provider.ref_area), request }
    requireShape(textOf(posted), asked)
    const said = readAssertion(await signedPart(going, request, posted), asked, settingsOf(going).subject, now)
    if (!(await services.db.transaction().execute((trx) => useOnce(trx, `saml:${provider.provider_id}:${said.id}`, now, said.until)))) throw new Problem('provider.denied')
    return said.claims
  },
}

const settingsOf = ({ provider }: Pick<Going, 'provider'>): Settings => provider.metadata as unknown as Settings

/** The assertion as the signature covers it, and nothing beside it. Which certificates are in force is our clock's to say, as all other times are. */
async function signedPart(going: Going, request: string, posted: string): Promise<string> {
  try {
    const { profile } = await clientOf(going, request).validatePostResponseAsync({ SAMLResponse: posted })
    const signed: unknown = profile?.getAssertionXml?.()
    if (typeof signed === 'string') return signed
  } catch (error) {
    if (error instanceof Problem) throw error
  }
  throw new Problem('provider.denied')
}

function clientOf(going: Going, request: string): SAML {
  const { sign_on: entryPoint, certificates, subject } = settingsOf(going)
  const here = samlAddress(going.address, going.provider.ref_area)
  const idpCert = certificates.map(readCertificate).filter((one) => isInForce(one, going.now)).map(({ pem }) => pem)
  if (idpCert.length === 0) throw new Problem('provider.certificate')
  return new SAML({
    entryPoint, idpCert, issuer: here, audience: here, callbackUrl: here, identifierFormat: subject === null ? PERSISTENT : null, generateUniqueId: () => request,
    // Which of the two is signed is the provider's choice; one has to be. Its times are read by `readAssertion`, by our clock.
    wantAssertionsSigned: false, wantAuthnResponseSigned: false, acceptedClockSkewMs: -1,
    // Many providers refuse whoever cannot give the class that is asked for; without it our second factor follows.
    disableRequestedAuthnContext: true,
  })
}

/** Base64 of UTF-8, as the library reads it too. */
function textOf(posted: string): string {
  const bytes = Buffer.from(posted, 'base64')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Problem('provider.denied')
  }
}
