import { z } from 'zod'
import { instant } from './common.ts'
import { route } from './route.ts'
import { whoAmI } from './session.ts'

/** Passkeys (Web Authentication): a key that stays on the person's device and is opened there, by finger, face or PIN. Bytes are base64url. */
const bytes = z.string().regex(/^[A-Za-z0-9_-]+$/).max(10_000)
const name = z.string().trim().min(1).max(60)
const passkeyId = z.strictObject({ passkey: z.uuid() })
const row = z.strictObject({ id: z.uuid(), name: z.string(), made: instant, used: instant.nullable(), synced: z.boolean().meta({ description: 'Whether it is kept on several devices, by whoever made the device or its password manager' }) })
/** What the browser asks the device with. `passkeys`: those that may answer; none named means whichever the person has here. */
const asked = z.strictObject({ challenge: bytes, rp_id: z.string(), passkeys: z.array(z.string()), expires: instant })
const assertion = z.strictObject({ id: bytes, client_data: bytes, authenticator_data: bytes, signature: bytes, user_handle: bytes.optional() })

export const passkeys = {
  offer: route({
    id: 'passkeys.offer', method: 'POST', path: '/api/passkeys/offer', tag: 'passkeys', who: 'anyone', summary: 'Sign in by passkey alone: what the device is asked',
    description: 'A challenge works once, within five minutes.', response: asked,
  }),
  signIn: route({
    id: 'passkeys.signIn', method: 'POST', path: '/api/passkeys/sign-in', tag: 'passkeys', who: 'anyone', summary: 'Sign in by passkey alone: what the device answers',
    description: 'The device has to have verified the person: having it and opening it are two factors.', body: assertion, response: whoAmI, problems: ['auth.denied'],
  }),
  ask: route({
    id: 'passkeys.ask', method: 'POST', path: '/api/passkeys/ask', tag: 'passkeys', who: 'signed_in', summary: 'Give a passkey as second factor again: what the device is asked', response: asked, problems: ['auth.session_needed'],
  }),
  give: route({
    id: 'passkeys.give', method: 'POST', path: '/api/passkeys/give', tag: 'passkeys', who: 'signed_in', summary: 'Give a passkey as second factor again: what the device answers',
    description: 'Gives a new session; the old one ends. The challenge is bound to the session that asked.', body: assertion, response: whoAmI, problems: ['auth.denied', 'auth.session_needed'],
  }),
  begin: route({
    id: 'passkeys.begin', method: 'POST', path: '/api/passkeys/new', tag: 'passkeys', who: 'signed_in', fresh: 'person', summary: 'Add a passkey: what the device is asked',
    response: z.strictObject({ ...asked.shape, user_id: bytes, email: z.string(), name: z.string() }), problems: ['passkey.too_many'],
  }),
  add: route({
    id: 'passkeys.add', method: 'POST', path: '/api/passkeys', tag: 'passkeys', who: 'signed_in', fresh: 'person', status: 201, summary: 'Add a passkey: what the device answers',
    body: z.strictObject({ name, id: bytes, client_data: bytes, attestation: bytes, transports: z.array(z.string().max(30)).max(10) }), response: row, problems: ['auth.denied'],
  }),
  list: route({ id: 'passkeys.list', method: 'GET', path: '/api/passkeys', tag: 'passkeys', who: 'signed_in', scope: 'read', summary: 'My passkeys', response: z.strictObject({ passkeys: z.array(row) }) }),
  rename: route({
    id: 'passkeys.rename', method: 'PATCH', path: '/api/passkeys/:passkey', tag: 'passkeys', who: 'signed_in', summary: 'Give one of my passkeys another name', params: passkeyId, body: z.strictObject({ name }), response: row, problems: ['auth.session_needed', 'not_found'],
  }),
  remove: route({
    id: 'passkeys.remove', method: 'DELETE', path: '/api/passkeys/:passkey', tag: 'passkeys', who: 'signed_in', fresh: 'person', status: 204, summary: 'Remove one of my passkeys', description: 'Not the last factor that a person has.',
    params: passkeyId, problems: ['not_found', 'passkey.last'],
  }),
}
