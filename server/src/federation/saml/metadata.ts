import { generateServiceProviderMetadata } from '@node-saml/node-saml'
import { Problem } from '@openvrs/core/problem.ts'
import { readCertificate, usable, type Certificate } from './certificates.ts'
import { allOf, isNamed, METADATA, named, parseXml, SAMLP, SIGNATURE, textOf } from './xml.ts'

export const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

export type Found = { readonly issuer: string; readonly signOn: string; readonly certificates: readonly Certificate[] }

/** What the metadata of one identity provider says of itself. Throws `provider.xml_refused`, `provider.metadata_lacks`, `provider.certificate`. */
export function readMetadata(xml: string, now: Date): Found {
  const providers = allOf(parseXml(xml)).filter((one) => isNamed(one, METADATA, 'IDPSSODescriptor') && (one.getAttribute('protocolSupportEnumeration') ?? '').split(/\s+/).includes(SAMLP))
  const provider = providers.length === 1 ? providers[0]! : lacks('IDPSSODescriptor')
  const issuer = (provider.parentNode as Element).getAttribute('entityID') || lacks('entityID')
  const signOn = named(provider, METADATA, 'SingleSignOnService').find((one) => one.getAttribute('Binding') === REDIRECT)?.getAttribute('Location') || lacks('SingleSignOnService (HTTP-Redirect)')
  const signs = named(provider, METADATA, 'KeyDescriptor').filter((one) => ['', 'signing'].includes(one.getAttribute('use') ?? ''))
  const certificates = signs.flatMap(allOf).filter((one) => isNamed(one, SIGNATURE, 'X509Certificate')).map((one) => readCertificate(textOf(one) ?? ''))
  if (certificates.length === 0) lacks('KeyDescriptor (signing)')
  return { issuer, signOn, certificates: usable(certificates, now) }
}

const lacks = (what: string): never => {
  throw new Problem('provider.metadata_lacks', { what })
}

/** What a provider is told of this system: one address is its name, where this lies, and where assertions go. */
export const ownMetadata = (address: string): string =>
  generateServiceProviderMetadata({ issuer: address, callbackUrl: address, identifierFormat: PERSISTENT, wantAssertionsSigned: true, generateUniqueId: () => '_openvrs' })
