import { z } from 'zod'
import { instant, memberCode } from './common.ts'
import { route } from './route.ts'
import { enrolmentTicket, whoAmI } from './session.ts'

/** Signing in by the identity provider of the own state (OpenID Connect). */
const issuer = z.string().max(300).regex(/^https?:\/\/[^\s]+$/).meta({ description: 'The address under which the provider publishes itself', example: 'https://login.example.gov' })
const claimValues = z.array(z.string().trim().min(1).max(200)).max(20)
const trust = {
  trust_factor: z.boolean().meta({ description: 'Whether a second factor given at the provider counts here' }),
  acr: claimValues.meta({ description: 'Values of the claim acr that mean a second factor' }), amr: claimValues.meta({ description: 'Values of the claim amr that mean a second factor' }),
}
const clientId = z.string().trim().min(1).max(300)
const provider = z.strictObject({ issuer: z.string(), client_id: z.string(), ...trust, made: instant, changed: instant, people: z.int().nullable().meta({ description: 'How many people are linked; told to a focal point' }) })
const shown = z.strictObject({
  provider: provider.nullable(), linked: z.boolean().meta({ description: 'Whether the asker is linked to an account there' }),
  redirect_uri: z.string().meta({ description: 'What the provider has to be told to send people back to' }),
})
const away = z.strictObject({ url: z.string().meta({ description: 'Where the browser goes on' }), ticket: enrolmentTicket, expires: instant })
const answer = z.strictObject({
  ticket: enrolmentTicket, state: z.string().min(1).max(200), code: z.string().min(1).max(4000).optional(), iss: z.string().max(300).optional(), error: z.string().max(200).optional(),
}).meta({ description: 'What the provider sent the browser back with, and the ticket that this browser was given before' })

export const federation = {
  list: route({
    id: 'federation.list', method: 'GET', path: '/api/federation/members', tag: 'federation', who: 'anyone', summary: 'The members whose people can sign in by a provider of their own',
    response: z.strictObject({ members: z.array(z.strictObject({ code: memberCode, name: z.string() })) }),
  }),
  show: route({
    id: 'federation.show', method: 'GET', path: '/api/federation/provider', tag: 'federation', who: 'signed_in', scope: 'read', summary: 'The provider of the own member', response: shown,
  }),
  connect: route({
    id: 'federation.connect', method: 'PUT', path: '/api/federation/provider', tag: 'federation', who: 'signed_in', scope: 'approve', summary: 'Connect a provider, or change how it is used (focal point)',
    description: 'The provider is asked about itself before anything is stored. Another issuer takes the place of the one before: its links and the sessions that came by them end. The secret is left out where issuer and client stay. Needs a second factor that is at most five minutes old.',
    body: z.strictObject({ issuer, client_id: clientId, client_secret: z.string().min(1).max(1000).optional(), ...trust }),
    response: shown, problems: ['not_allowed', 'auth.session_needed', 'auth.fresh_factor', 'provider.unreachable', 'provider.address_refused', 'provider.elsewhere', 'provider.weak', 'provider.secret_needed'],
  }),
  test: route({
    id: 'federation.test', method: 'POST', path: '/api/federation/provider/test', tag: 'federation', who: 'signed_in', scope: 'approve', summary: 'Ask the provider about itself again, and keep what it says (focal point)',
    response: z.strictObject({ issuer: z.string(), sign_in_at: z.string(), algorithms: z.array(z.string()), keys: z.int() }),
    problems: ['not_allowed', 'auth.session_needed', 'auth.fresh_factor', 'provider.none', 'provider.unreachable', 'provider.address_refused', 'provider.elsewhere', 'provider.weak'],
  }),
  remove: route({
    id: 'federation.remove', method: 'DELETE', path: '/api/federation/provider', tag: 'federation', who: 'signed_in', scope: 'approve', status: 204, summary: 'Remove the provider (focal point)', description: 'All links and the sessions that came by them end. Passwords and authenticators stay as they are.',
    problems: ['not_allowed', 'auth.session_needed', 'auth.fresh_factor', 'provider.none'],
  }),
  signIn: route({
    id: 'federation.signIn', method: 'POST', path: '/api/federation/sign-in', tag: 'federation', who: 'anyone', summary: 'Sign in by the provider of a member: the way there', body: z.strictObject({ member: memberCode }), response: away, problems: ['provider.none'],
  }),
  finishSignIn: route({
    id: 'federation.finishSignIn', method: 'POST', path: '/api/federation/sign-in/finish', tag: 'federation', who: 'anyone', summary: 'Sign in by the provider of a member: the way back',
    description: 'Signs in where the provider says that a second factor was given and the member lets that count. Otherwise the answer holds the ticket of the second step, as after a password.',
    body: answer, response: z.union([z.strictObject({ next: z.literal('totp'), ticket: enrolmentTicket, expires: instant }), z.strictObject({ next: z.literal('in'), me: whoAmI })]), problems: ['provider.denied', 'provider.not_linked', 'provider.unreachable', 'auth.locked'],
  }),
  link: route({
    id: 'federation.link', method: 'POST', path: '/api/federation/link', tag: 'federation', who: 'signed_in', summary: 'Link the own account at the provider: the way there', description: 'Needs a second factor that is at most five minutes old.', response: away, problems: ['auth.session_needed', 'auth.fresh_factor', 'provider.none', 'provider.linked_already'],
  }),
  finishLink: route({
    id: 'federation.finishLink', method: 'POST', path: '/api/federation/link/finish', tag: 'federation', who: 'signed_in', status: 204, summary: 'Link the own account at the provider: the way back', body: answer, problems: ['auth.session_needed', 'provider.denied', 'provider.unreachable', 'provider.linked_already', 'auth.locked'],
  }),
  unlink: route({
    id: 'federation.unlink', method: 'DELETE', path: '/api/federation/link', tag: 'federation', who: 'signed_in', status: 204, summary: 'Remove the link to the own account at the provider', description: 'Sessions that came by it end.', problems: ['auth.session_needed', 'auth.fresh_factor', 'not_found'],
  }),
}
