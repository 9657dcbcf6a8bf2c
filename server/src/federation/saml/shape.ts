import { Problem } from '@openvrs/core/problem.ts'
import { allOf, isNamed, isPlain, named, parseXml, SAML, SAMLP, SIGNATURE, textOf } from './xml.ts'

/** What a sign-in asked for, and of whom. `here` is our own address towards the provider. */
export type Asked = { readonly issuer: string; readonly here: string; readonly request: string }

const C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
/** How a signature may be made. What is not named here is refused, SHA-1 with it. */
const MAY: { readonly [element: string]: readonly string[] } = {
  CanonicalizationMethod: [C14N],
  SignatureMethod: ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'],
  DigestMethod: ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  Transform: [`${SIGNATURE}enveloped-signature`, C14N],
}
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'

/**
 * Looks at a response as it came, before anything of it is believed: it has to be of the one form in which what is signed and
 * what is read can only be the same. Throws `provider.denied`, `provider.encrypted`, `provider.xml_refused`.
 */
export function requireShape(xml: string, asked: Asked): void {
  const root = parseXml(xml)
  const all = allOf(root)
  if (all.some(({ localName }) => localName.startsWith('Encrypted'))) throw new Problem('provider.encrypted')
  const ids = all.flatMap((one) => ['ID', 'Id', 'id', 'xml:id'].map((name) => one.getAttribute(name)).filter((id) => id))
  const right = isPlain(root) && isAnswer(root, asked) && new Set(ids).size === ids.length && isSigned(root, all) && all.every(isStrong)
  if (!right) throw new Problem('provider.denied')
}

function isAnswer(root: Element, { issuer, here, request }: Asked): boolean {
  const says = named(root, SAML, 'Issuer')
  const [status, ...more] = named(root, SAMLP, 'Status').flatMap((one) => named(one, SAMLP, 'StatusCode'))
  return isNamed(root, SAMLP, 'Response') && root.getAttribute('Version') === '2.0' && root.getAttribute('Destination') === here && root.getAttribute('InResponseTo') === request
    && says.length <= 1 && says.every((one) => textOf(one) === issuer) && more.length === 0 && status?.getAttribute('Value') === SUCCESS
}

/** One assertion, right below the root; signatures of it or of the root, each with one reference, and nowhere else. */
function isSigned(root: Element, all: readonly Element[]): boolean {
  const assertions = all.filter(({ localName }) => localName === 'Assertion')
  const signatures = all.filter(({ localName }) => localName === 'Signature')
  const [assertion] = named(root, SAML, 'Assertion')
  return assertion !== undefined && assertions.length === 1 && signatures.length >= 1 && new Set(signatures.map(({ parentNode }) => parentNode)).size === signatures.length
    && signatures.every((one) => isNamed(one, SIGNATURE, 'Signature') && (one.parentNode === root || one.parentNode === assertion) && points(one))
}

function points(signature: Element): boolean {
  const references = allOf(signature).filter(({ localName }) => localName === 'Reference' || localName === 'Object' || localName === 'Manifest')
  return references.length === 1 && references[0]!.getAttribute('URI') === `#${(signature.parentNode as Element).getAttribute('ID')}`
}

const isStrong = (element: Element): boolean => {
  const may = MAY[element.localName]
  return may === undefined || may.includes(element.getAttribute('Algorithm') ?? '')
}
