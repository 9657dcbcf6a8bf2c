import { randomBytes } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { SignedXml } from 'xml-crypto'
import { makeSigner, type Signer } from './certificate.ts'

export const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'
export const PASSWORD_CLASS = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'
const C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

/** What an honest provider says, piece by piece; an attack or another make of provider changes some of it. */
export type Said = {
  readonly id: string; readonly issuer: string; readonly issued: Date; readonly destination: string; readonly responseTo: string; readonly status: string
  readonly audience: string; readonly recipient: string; readonly confirmedTo: string; readonly method: string; readonly from: Date; readonly until: Date; readonly confirmedUntil: Date
  readonly nameId: string; readonly format: string; readonly nameAttributes: string; readonly classRef: string; readonly attributes: string; readonly more: string
}
export type How = { readonly parts: readonly ('response' | 'assertion')[]; readonly signature: string; readonly digest: string; readonly by: Signer; readonly canonical: string; readonly transforms: readonly string[] }
export type Forgery = { readonly say?: (honest: Said) => Partial<Said>; readonly sign?: Partial<How>; /** What is done to the whole once it is signed. */ readonly after?: (xml: string) => string }

export type Request = { readonly id: string; readonly here: string; readonly entity: string; readonly relay: string; readonly xml: string }

/** What a request for a sign-in says, as a provider reads it from the address (HTTP-Redirect). */
export function readRequest(address: string): Request {
  const { searchParams } = new URL(address)
  const xml = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest')!, 'base64')).toString()
  const take = (pattern: RegExp): string => pattern.exec(xml)?.[1] ?? ''
  return { id: take(/ID="([^"]+)"/), here: take(/AssertionConsumerServiceURL="([^"]+)"/), entity: take(/<saml:Issuer[^>]*>([^<]+)</), relay: searchParams.get('RelayState') ?? '', xml }
}

export type SamlProvider = {
  readonly issuer: string; readonly signOn: string; readonly signer: Signer
  readonly metadata: string
  /** What the provider's page posts after `subject` signed in at `address`: a form for `action`. */
  post(address: string, subject: string, now: Date, forgery?: Forgery): { readonly action: string; readonly form: { readonly SAMLResponse: string; readonly RelayState: string } }
}

/** An identity provider (SAML 2.0) that lies where a test asks it to. */
export function samlProvider(host: string, now: Date, signer = makeSigner(now)): SamlProvider {
  const [issuer, signOn] = [`https://${host}/saml`, `https://${host}/saml/sign-on`]
  return {
    issuer, signOn, signer,
    metadata: `<?xml version="1.0"?><!-- of a test --><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}"><md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${bare(signer.certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${signOn}/post"/><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${signOn}"/></md:IDPSSODescriptor></md:EntityDescriptor>`,
    post: (address, subject, at, { say = () => ({}), sign = {}, after = (xml: string) => xml } = {}) => {
      const request = readRequest(address)
      const honest = honestly(request, issuer, subject, at)
      const said = { ...honest, ...say(honest) }
      const how: How = { parts: ['assertion'], signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', digest: 'http://www.w3.org/2001/04/xmlenc#sha256', by: signer, canonical: C14N, transforms: [ENVELOPED, C14N], ...sign }
      return { action: request.here, form: { SAMLResponse: encode(after(signAll(response(said), how))), RelayState: request.relay } }
    },
  }
}

export const encode = (xml: string): string => Buffer.from(xml).toString('base64')
const bare = (certificate: string): string => certificate.replaceAll(/-----[A-Z ]+-----|\n/g, '')

function honestly({ id, here, entity }: Request, issuer: string, nameId: string, now: Date): Said {
  const until = new Date(now.getTime() + 5 * 60_000)
  return {
    id: `_${randomBytes(16).toString('hex')}`, issuer, issued: now, destination: here, responseTo: id, status: 'urn:oasis:names:tc:SAML:2.0:status:Success', audience: entity, recipient: here, confirmedTo: id, method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
    from: now, until, confirmedUntil: until, nameId, format: PERSISTENT, nameAttributes: '', classRef: PASSWORD_CLASS, attributes: '', more: '',
  }
}

function response(said: Said): string {
  const at = (date: Date) => date.toISOString()
  const attributes = said.attributes === '' ? '' : `<saml:AttributeStatement>${said.attributes}</saml:AttributeStatement>`
  const assertion = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${said.id}" Version="2.0" IssueInstant="${at(said.issued)}"><saml:Issuer>${said.issuer}</saml:Issuer><saml:Subject><saml:NameID Format="${said.format}"${said.nameAttributes}>${said.nameId}</saml:NameID><saml:SubjectConfirmation Method="${said.method}"><saml:SubjectConfirmationData InResponseTo="${said.confirmedTo}" Recipient="${said.recipient}" NotOnOrAfter="${at(said.confirmedUntil)}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(said.from)}" NotOnOrAfter="${at(said.until)}"><saml:AudienceRestriction><saml:Audience>${said.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${at(said.issued)}"><saml:AuthnContext><saml:AuthnContextClassRef>${said.classRef}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>${attributes}</saml:Assertion>`
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r${said.id}" InResponseTo="${said.responseTo}" Version="2.0" IssueInstant="${at(said.issued)}" Destination="${said.destination}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${said.issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${said.status}"/></samlp:Status>${assertion}${said.more}</samlp:Response>`
}

const PLACES = { assertion: "/*[local-name()='Response']/*[local-name()='Assertion']", response: "/*[local-name()='Response']" } as const

/** Signs the assertion first: a signature of the response covers that too. */
const signAll = (xml: string, how: How): string =>
  (['assertion', 'response'] as const).filter((part) => how.parts.includes(part)).reduce((whole, part) => {
    const signer = new SignedXml({ privateKey: how.by.key, publicCert: how.by.certificate, signatureAlgorithm: how.signature as never, canonicalizationAlgorithm: how.canonical as never })
    signer.addReference({ xpath: PLACES[part], transforms: [...how.transforms], digestAlgorithm: how.digest as never })
    signer.computeSignature(whole, { prefix: 'ds', location: { reference: `${PLACES[part]}/*[local-name()='Issuer']`, action: 'after' } })
    return signer.getSignedXml()
  }, xml)
