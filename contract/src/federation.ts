import { z } from 'zod'
import { instant, memberCode } from './common.ts'
import { invitationSecret, personName } from './people.ts'
import { route } from './route.ts'
import { enrolment, enrolmentTicket, whoAmI } from './session.ts'

/** Signing in by the identity provider of the own state: OpenID Connect or SAML 2.0. */
const issuer = z.string().max(300).regex(/^https?:\/\/[^\s]+$/).meta({ description: 'The address under which the provider publishes itself', example: 'https://login.example.gov' })
const entityId = z.string().trim().max(1024).regex(/^[^\s]+$/).meta({ description: 'What the provider calls itself', example: 'https://login.example.gov/saml' })
const address = z.string().trim().max(1000).regex(/^https?:\/\/[^\s]+$/)
const certificate = z.string().max(20_000).meta({ description: 'X.509, in PEM or as the base64 of its metadata' })
const values = z.array(z.string().trim().min(1).max(200)).max(20)
const trustFactor = z.boolean().meta({ description: 'Whether a second factor given at the provider counts here' })
const clientId = z.string().trim().min(1).max(300)
const signOn = address.meta({ description: 'Where people are sent to sign in (HTTP-Redirect)' })
const subject = z.string().trim().min(1).max(300).nullable().meta({ description: 'The attribute that says which account it is; null: the persistent NameID' })

const openId = { acr: values.meta({ description: 'Values of the claim acr that mean a second factor' }), amr: values.meta({ description: 'Values of the claim amr that mean a second factor' }) }
const saml = { acr: values.meta({ description: 'Classes of authentication context that mean a second factor' }), sign_on: signOn, subject }
const connection = z.union([
  z.strictObject({ kind: z.literal('oidc'), issuer, client_id: clientId, client_secret: z.string().min(1).max(1000).optional(), trust_factor: trustFactor, ...openId }),
  z.strictObject({ kind: z.literal('saml'), issuer: entityId, certificates: z.array(certificate).min(1).max(5), trust_factor: trustFactor, ...saml }),
])

const shownCertificate = z.strictObject({ pem: z.string(), fingerprint: z.string().meta({ description: 'SHA-256' }), from: instant, until: instant })
const connected = { issuer: z.string(), trust_factor: z.boolean(), made: instant, changed: instant, people: z.int().nullable().meta({ description: 'How many people are linked; told to a focal point' }) }
const provider = z.union([
  z.strictObject({ kind: z.literal('oidc'), client_id: z.string(), ...connected, ...openId }),
  z.strictObject({ kind: z.literal('saml'), certificates: z.array(shownCertificate), ...connected, ...saml }),
])
const shown = z.strictObject({
  provider: provider.nullable(), linked: z.boolean().meta({ description: 'Whether the asker is linked to an account there' }),
  redirect_uri: z.string().meta({ description: 'OpenID Connect: what the provider has to be told to send people back to' }),
  saml_address: z.string().meta({ description: 'SAML: the entity ID of this system towards the member\'s provider, where its metadata lies and where assertions are posted to' }),
})
const away = z.strictObject({ url: z.string().meta({ description: 'Where the browser goes on' }), ticket: enrolmentTicket, expires: instant })
const answer = z.strictObject({
  ticket: enrolmentTicket, state: z.string().min(1).max(200), code: z.string().min(1).max(4000).optional(), iss: z.string().max(300).optional(), error: z.string().max(200).optional(),
}).meta({ description: 'What the provider sent the browser back with, and the ticket that this browser was given before' })
const goesIn = z.strictObject({ next: z.literal('in'), me: whoAmI })

const lead = { tag: 'federation', who: 'signed_in', scope: 'approve', fresh: 'person' } as const
const ofMember = { path: '/api/federation/saml/:member', tag: 'federation', who: 'anyone', params: z.strictObject({ member: memberCode }), owned: { member: 'member' } } as const
const denied = ['provider.denied', 'provider.encrypted', 'provider.certificate', 'provider.unreachable', 'auth.locked'] as const

export const federation = {
  list: route({
    id: 'federation.list', method: 'GET', path: '/api/federation/members', tag: 'federation', who: 'anyone', summary: 'The members whose people can sign in by a provider of their own',
    response: z.strictObject({ members: z.array(z.strictObject({ code: memberCode, name: z.string() })) }),
  }),
  show: route({
    id: 'federation.show', method: 'GET', path: '/api/federation/provider', tag: 'federation', who: 'signed_in', scope: 'read', summary: 'The provider of the own member', response: shown,
  }),
  connect: route({
    ...lead, id: 'federation.connect', method: 'PUT', path: '/api/federation/provider', summary: 'Connect a provider, or change how it is used (focal point)',
    description: 'A provider that speaks OpenID Connect is asked about itself before anything is stored; of one that speaks SAML nothing is asked. Another kind or issuer takes the place of the one before: its links and the sessions that came by them end. The client secret is left out where issuer and client stay.',
    body: connection, response: shown, problems: ['not_allowed', 'provider.unreachable', 'provider.address_refused', 'provider.elsewhere', 'provider.weak', 'provider.secret_needed', 'provider.certificate', 'provider.subject_is_address', 'provider.only_way_in'],
  }),
  readMetadata: route({
    id: 'federation.readMetadata', method: 'POST', path: '/api/federation/provider/metadata', tag: 'federation', who: 'signed_in', scope: 'read', summary: 'What the metadata of a SAML provider says (focal point)', description: 'Keeps nothing: what it says is looked at, then connected.',
    body: z.strictObject({ xml: z.string().min(1).max(300_000) }), response: z.strictObject({ issuer: z.string(), sign_on: z.string(), certificates: z.array(shownCertificate) }),
    problems: ['not_allowed', 'provider.xml_refused', 'provider.metadata_lacks', 'provider.certificate', 'provider.address_refused'],
  }),
  test: route({
    ...lead, id: 'federation.test', method: 'POST', path: '/api/federation/provider/test', summary: 'Ask the provider about itself again, and keep what it says (focal point)',
    response: z.strictObject({ issuer: z.string(), sign_in_at: z.string(), algorithms: z.array(z.string()), keys: z.int() }),
    problems: ['not_allowed', 'provider.none', 'provider.not_asked', 'provider.unreachable', 'provider.address_refused', 'provider.elsewhere', 'provider.weak'],
  }),
  remove: route({
    ...lead, id: 'federation.remove', method: 'DELETE', path: '/api/federation/provider', status: 204, summary: 'Remove the provider (focal point)', description: 'All links and the sessions that came by them end. Passwords and authenticators stay as they are; who joined by the provider and has none needs a link of a focal point.',
    problems: ['not_allowed', 'provider.none', 'provider.only_way_in'],
  }),
  samlMetadata: route({
    ...ofMember, id: 'federation.samlMetadata', method: 'GET', summary: 'SAML metadata of this system, for the provider of a member', description: 'Its address is the entity ID. It says the same for every code, and so nothing of the member.', produces: ['application/samlmetadata+xml'],
  }),
  samlPost: route({
    ...ofMember, id: 'federation.samlPost', method: 'POST', fromElsewhere: true, consumes: 'application/x-www-form-urlencoded', status: 303, summary: 'SAML: where a provider\'s page posts its assertion to',
    description: 'Keeps it for two minutes, once, for the sign-in that RelayState names, and sends the browser on to a page of ours with a code for it. Nothing is read and nobody signed in before the browser that left has come with its ticket.',
    body: z.strictObject({ SAMLResponse: z.string().min(1).max(200_000), RelayState: z.string().max(200).optional() }),
  }),
  signIn: route({
    id: 'federation.signIn', method: 'POST', path: '/api/federation/sign-in', tag: 'federation', who: 'anyone', summary: 'Sign in by the provider of a member: the way there', body: z.strictObject({ member: memberCode }), response: away, problems: ['provider.none', 'provider.certificate'],
  }),
  finishSignIn: route({
    id: 'federation.finishSignIn', method: 'POST', path: '/api/federation/sign-in/finish', tag: 'federation', who: 'anyone', summary: 'Sign in by the provider of a member: the way back',
    description: 'Signs in where the provider says that a second factor was given and the member lets that count. Otherwise the answer holds the ticket of the second step, as after a password.',
    body: answer, response: z.union([z.strictObject({ next: z.literal('totp'), ticket: enrolmentTicket, expires: instant }), goesIn]), problems: [...denied, 'provider.xml_refused', 'provider.not_linked'],
  }),
  accept: route({
    id: 'federation.accept', method: 'POST', path: '/api/federation/invitation', tag: 'federation', who: 'anyone', summary: 'Accept an invitation by signing in at the member\'s provider: the way there', description: 'Instead of choosing a password.',
    body: z.strictObject({ secret: invitationSecret, name: personName }), response: away, problems: ['not_found', 'person.exists', 'invitation.terms_needed', 'provider.none', 'provider.certificate'],
  }),
  finishAccept: route({
    id: 'federation.finishAccept', method: 'POST', path: '/api/federation/invitation/finish', tag: 'federation', who: 'anyone', summary: 'Accept an invitation by signing in at the member\'s provider: the way back',
    description: 'Where the provider says that a second factor was given and the member lets that count, makes the account, linked to the one there, and signs in. Otherwise, and for focal points, analysts of the secretariat and administrators, our second factor follows, and its first code makes the account, as after a password.',
    body: answer, response: z.union([z.strictObject({ next: z.literal('enrol'), email: z.string(), ...enrolment.shape }), goesIn]), problems: [...denied, 'provider.xml_refused', 'not_found', 'person.exists', 'provider.linked_already'],
  }),
  link: route({
    id: 'federation.link', method: 'POST', path: '/api/federation/link', tag: 'federation', who: 'signed_in', fresh: 'person', summary: 'Link the own account at the provider: the way there', response: away, problems: ['provider.none', 'provider.certificate', 'provider.linked_already'],
  }),
  finishLink: route({
    id: 'federation.finishLink', method: 'POST', path: '/api/federation/link/finish', tag: 'federation', who: 'signed_in', status: 204, summary: 'Link the own account at the provider: the way back', body: answer, problems: [...denied, 'provider.xml_refused', 'auth.session_needed', 'provider.linked_already'],
  }),
  unlink: route({
    id: 'federation.unlink', method: 'DELETE', path: '/api/federation/link', tag: 'federation', who: 'signed_in', fresh: 'person', status: 204, summary: 'Remove the link to the own account at the provider', description: 'Sessions that came by it end.', problems: ['not_found', 'provider.only_way_in'],
  }),
}
