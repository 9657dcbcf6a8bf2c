import { z } from 'zod'
import { email, instant, memberCode, role, unitCode } from './common.ts'
import { route } from './route.ts'

/** Signing in: the password, then the second factor. Nothing can be done in between. */
const password = z.string().min(12).max(200)
/** Why a chosen password is refused; the same on every way. */
export const passwordProblems = ['password.short', 'password.common', 'password.own'] as const
const typedPassword = z.string().min(1).max(200)
const ticket = z.string().min(20).max(100)
const code = z.string().regex(/^[0-9]{6}$/).meta({ description: 'The six digits that the authenticator shows' })
const recoveryCode = z.string().min(8).max(20).meta({ description: 'One of the recovery codes; each works once' })
export const scope = z.enum(['read', 'draft', 'approve'])

export const whoAmI = z.strictObject({
  awaits_confirmation: z.boolean().meta({ description: 'Two people have to confirm this person before they can sign in' }), person: z.string(), email, name: z.string(), member: memberCode, unit: unitCode, role, via: z.enum(['session', 'token']), scopes: z.array(scope),
  language: z.string().nullable().meta({ description: 'In which the person last read the pages; null before that' }),
  factor_at: instant.nullable().meta({ description: 'When the second factor was last given' }),
  of_cast: z.boolean().meta({ description: 'One of the invented people of a training system, who have neither password nor authenticator' }),
  abilities: z.array(z.string()).meta({ description: 'What this person may do with people, units and members, and whether they review reports and set terms' }),
})

const ways = z.strictObject({
  password: z.boolean(), authenticator: z.boolean(), passkey: z.boolean(), provider: z.boolean().meta({ description: 'An account at the identity provider of the own state is linked' }),
  factor: z.boolean().meta({ description: 'Whether this person can give a second factor here; who joined under that of the provider cannot' }),
})

const sessionRow = z.strictObject({ id: z.string(), made: instant, used: instant, expires: instant, device: z.string(), current: z.boolean() })
const deviceRow = z.strictObject({ id: z.uuid(), made: instant, used: instant, device: z.string().meta({ description: 'What the browser called itself when it was last used' }), current: z.boolean() })
const sessionId = z.strictObject({ session: z.uuid() })
const tokenId = z.strictObject({ token: z.uuid() })
const factor = z.union([z.strictObject({ code }), z.strictObject({ recovery_code: recoveryCode })])

export const session = {
  signIn: route({
    id: 'session.signIn', method: 'POST', path: '/api/session', tag: 'sign-in', who: 'anyone', summary: 'Sign in: the first step, e-mail address and password',
    description: 'Answers with a ticket for the second step. It lasts five minutes, opens nothing by itself and works once.',
    body: z.strictObject({ email, password: typedPassword }),
    response: z.strictObject({ next: z.literal('totp'), ticket, expires: instant }),
    problems: ['auth.denied', 'auth.locked'],
  }),
  factor: route({
    id: 'session.factor', method: 'POST', path: '/api/session/factor', tag: 'sign-in', who: 'anyone', summary: 'Sign in: the second step, a code of the authenticator or a recovery code',
    description: 'Sets the session cookie. Wrong codes lock the account for a time, whichever session they came from; a code is accepted once.',
    body: z.union([z.strictObject({ ticket, code }), z.strictObject({ ticket, recovery_code: recoveryCode })]),
    response: whoAmI, problems: ['auth.denied', 'auth.locked'],
  }),
  reauthenticate: route({
    id: 'session.reauthenticate', method: 'POST', path: '/api/session/reauthenticate', tag: 'sign-in', who: 'signed_in', summary: 'Give the second factor again, before what needs a fresh one',
    description: 'Gives a new session; the old one ends.',
    body: factor, response: whoAmI, problems: ['auth.denied', 'auth.locked', 'auth.no_factor', 'auth.session_needed'],
  }),
  changePassword: route({
    id: 'session.changePassword', method: 'PUT', path: '/api/session/password', tag: 'sign-in', who: 'signed_in', summary: 'Change the password',
    description: 'Ends every session and token of the person, and gives this device a new session.',
    body: z.strictObject({ password: typedPassword, new_password: password, code }), response: whoAmI, problems: ['auth.denied', 'auth.locked', 'auth.session_needed', ...passwordProblems],
  }),
  renewRecoveryCodes: route({
    id: 'session.renewRecoveryCodes', method: 'POST', path: '/api/session/recovery-codes', tag: 'sign-in', who: 'signed_in', fresh: 'person', summary: 'Renew the recovery codes', description: 'Those before end. Needs a second factor that is at most five minutes old.',
    response: z.strictObject({ recovery_codes: z.array(z.string()) }), problems: ['not_allowed'],
  }),
  show: route({
    id: 'session.show', method: 'GET', path: '/api/session', tag: 'sign-in', who: 'signed_in', summary: 'Who am I, and what may I do', response: whoAmI,
  }),
  ways: route({
    id: 'session.ways', method: 'GET', path: '/api/session/ways', tag: 'sign-in', who: 'signed_in', scope: 'read', summary: 'How do I sign in', response: ways,
  }),
  deviceKey: route({
    id: 'session.deviceKey', method: 'GET', path: '/api/session/device-key', tag: 'sign-in', who: 'signed_in', summary: 'The key under which my unsent texts lie on my devices', scope: 'draft',
    description: 'Made for a browser that is signed in, and kept by it in memory alone: what lies on a device is opened by whoever wrote it, once they are signed in again. The same for all devices of a person. No token gets it.',
    response: z.strictObject({ key: z.base64().length(44).meta({ description: '256 bits' }) }), problems: ['auth.session_needed'],
  }),
  signOut: route({
    id: 'session.signOut', method: 'DELETE', path: '/api/session', tag: 'sign-in', who: 'signed_in', status: 204, summary: 'Sign out', problems: ['auth.session_needed'],
  }),
  list: route({
    id: 'session.list', method: 'GET', path: '/api/sessions', tag: 'sign-in', who: 'signed_in', summary: 'My sessions', scope: 'read',
    response: z.strictObject({ sessions: z.array(sessionRow) }),
  }),
  end: route({
    id: 'session.end', method: 'DELETE', path: '/api/sessions/:session', tag: 'sign-in', who: 'signed_in', status: 204, summary: 'End one of my sessions', params: sessionId, problems: ['auth.session_needed'],
  }),
  devices: route({
    id: 'devices.list', method: 'GET', path: '/api/devices', tag: 'sign-in', who: 'signed_in', summary: 'The devices known to my account', scope: 'read',
    description: 'A device is known for 180 days from the last second factor given on it: wrong passwords and codes from elsewhere do not lock it out.',
    response: z.strictObject({ devices: z.array(deviceRow) }),
  }),
  forgetDevice: route({
    id: 'devices.forget', method: 'DELETE', path: '/api/devices/:known_device', tag: 'sign-in', who: 'signed_in', fresh: 'person', status: 204, summary: 'Forget one of these devices', description: 'Its attempts count among those of strangers from now on. Sessions on it go on. Needs a second factor that is at most five minutes old.',
    params: z.strictObject({ known_device: z.uuid() }),
  }),
  makeToken: route({
    id: 'tokens.make', method: 'POST', path: '/api/tokens', tag: 'tokens', who: 'signed_in', fresh: 'person', status: 201, summary: 'Make a token for a program',
    description: 'The token is shown once. Scopes are a ceiling: the role still decides. Needs a second factor that is at most five minutes old. A token that approves lives an hour at most.',
    body: z.strictObject({ scopes: z.array(scope).min(1).max(3), days: z.int().min(1).max(365).optional() }),
    response: z.strictObject({ id: z.uuid(), token: z.string(), email, scopes: z.array(scope), expires: instant }),
  }),
  listTokens: route({
    id: 'tokens.list', method: 'GET', path: '/api/tokens', tag: 'tokens', who: 'signed_in', scope: 'read', summary: 'My tokens',
    response: z.strictObject({ tokens: z.array(z.strictObject({ id: z.uuid(), scopes: z.array(scope), made: instant, expires: instant, revoked: instant.nullable() })) }),
  }),
  revokeToken: route({
    id: 'tokens.revoke', method: 'DELETE', path: '/api/tokens/:token', tag: 'tokens', who: 'signed_in', status: 204, summary: 'Revoke one of my tokens', params: tokenId, problems: ['auth.session_needed'],
  }),
}

export const chosenPassword = password
export { typedPassword }
export const factorGiven = factor
export const enrolmentTicket = ticket
/** A second factor that is offered: its first code, with the ticket, makes it count. */
export const enrolment = z.strictObject({ ticket, totp_secret: z.string(), totp_url: z.string(), recovery_codes: z.array(z.string()), expires: instant })
export const totpCode = code
