import { Problem } from '@openvrs/core/problem.ts'
import type { Claims } from '../protocol.ts'
import { PERSISTENT } from './metadata.ts'
import type { Asked } from './shape.ts'
import { isNamed, named, parseXml, SAML, textOf } from './xml.ts'

/** How far two clocks may be apart. */
const SKEW_MS = 60_000
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const ENTITY = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity'

export type Said = { readonly claims: Claims; /** The assertion's own name, and when it can be of no use any more. */ readonly id: string; readonly until: Date }

/** Reads an assertion from the bytes that were signed, and holds each of its conditions against what was asked. Throws `provider.denied`. */
export function readAssertion(signed: string, asked: Asked, subject: string | null, now: Date): Said {
  const assertion = parseXml(signed)
  const [issuer, conditions, person, statement] = ['Issuer', 'Conditions', 'Subject', 'AuthnStatement'].map((name) => one(assertion, name)) as [Element, Element, Element, Element]
  const id = assertion.getAttribute('ID')
  const until = endOf(conditions)
  const holds = isNamed(assertion, SAML, 'Assertion') && assertion.getAttribute('Version') === '2.0' && textOf(issuer) === asked.issuer && ['', ENTITY].includes(issuer.getAttribute('Format') ?? '')
    && isNow(conditions, now) && isForUs(conditions, asked.here) && named(person, SAML, 'SubjectConfirmation').some((confirmation) => confirms(confirmation, asked, now)) && hasNotEnded(statement, now)
  if (!holds || !id || !until) throw new Problem('provider.denied')
  const classRef = named(one(statement, 'AuthnContext'), SAML, 'AuthnContextClassRef')
  const who = subject === null ? nameOf(person, asked) : attributeOf(assertion, subject)
  return { id, until: new Date(until.getTime() + SKEW_MS), claims: { issuer: asked.issuer, subject: who, acr: classRef.length === 1 ? textOf(classRef[0]!) : undefined, amr: [] } }
}

function one(parent: Element, name: string): Element {
  const found = named(parent, SAML, name)
  if (found.length !== 1) throw new Problem('provider.denied')
  return found[0]!
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

/** A time as SAML writes it; undefined where it stands there in no such form. */
const timeOf = (text: string): Date | undefined => (INSTANT.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(text) : undefined)

const endOf = (element: Element): Date | undefined => timeOf(element.getAttribute('NotOnOrAfter') ?? '')

/** Begun, where it says when it begins, and not over, which it has to say. */
function isNow(element: Element, now: Date): boolean {
  const [from, until] = [element.getAttribute('NotBefore'), endOf(element)]
  const begins = from ? timeOf(from)?.getTime() : 0
  return begins !== undefined && begins <= now.getTime() + SKEW_MS && until !== undefined && now.getTime() < until.getTime() + SKEW_MS
}

function isForUs(conditions: Element, here: string): boolean {
  const restrictions = named(conditions, SAML, 'AudienceRestriction')
  return restrictions.length > 0 && restrictions.every((restriction) => named(restriction, SAML, 'Audience').some((audience) => textOf(audience) === here))
}

function confirms(confirmation: Element, { here, request }: Asked, now: Date): boolean {
  const data = named(confirmation, SAML, 'SubjectConfirmationData')
  return confirmation.getAttribute('Method') === BEARER && data.length === 1 && data[0]!.getAttribute('Recipient') === here && data[0]!.getAttribute('InResponseTo') === request && isNow(data[0]!, now)
}

function hasNotEnded(statement: Element, now: Date): boolean {
  const end = statement.getAttribute('SessionNotOnOrAfter')
  return !end || (timeOf(end)?.getTime() ?? 0) + SKEW_MS > now.getTime()
}

/** The persistent name of the account: what a provider gives for good, to one person, in its own name and for us. */
function nameOf(person: Element, { issuer, here }: Asked): string {
  const name = one(person, 'NameID')
  const [own, ours] = [name.getAttribute('NameQualifier'), name.getAttribute('SPNameQualifier')]
  const text = textOf(name)
  if (name.getAttribute('Format') !== PERSISTENT || (own && own !== issuer) || (ours && ours !== here) || !text) throw new Problem('provider.denied')
  return text
}

function attributeOf(assertion: Element, wanted: string): string {
  const found = named(assertion, SAML, 'AttributeStatement').flatMap((statement) => named(statement, SAML, 'Attribute')).filter((attribute) => attribute.getAttribute('Name') === wanted)
  const values = found.flatMap((attribute) => named(attribute, SAML, 'AttributeValue'))
  const text = found.length === 1 && values.length === 1 ? textOf(values[0]!) : undefined
  if (!text) throw new Problem('provider.denied')
  return text
}
