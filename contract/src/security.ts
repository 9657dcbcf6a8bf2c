import { z } from 'zod'
import { email, instant, role } from './common.ts'
import { route } from './route.ts'

const count = z.int().min(0)
const way = z.enum(['password', 'passkey', 'provider', 'invitation', 'reset', 'training'])
const factor = z.enum(['code', 'recovery_code', 'passkey', 'provider', 'none'])
const failed = z.strictObject({ passwords: count, codes: count, refused: count.meta({ description: 'As too many, unread' }) })

/** How safely one signs in oneself, and those for whom one answers. */
export const security = {
  own: route({
    id: 'security.own', method: 'GET', path: '/api/security', tag: 'sign-in', who: 'signed_in', scope: 'read', summary: 'My factors, my last sign-ins, and what failed today',
    description: 'Sign-ins of the last ninety days, fifty at most. No address and no place is kept of them.',
    response: z.strictObject({
      factors: z.strictObject({ authenticator: z.boolean(), recovery_codes: count.meta({ description: 'How many are left' }), passkeys: count, provider: z.boolean() }),
      device_known: z.boolean().meta({ description: 'Whether attempts from this device are counted apart from those of strangers' }),
      failed_today: failed,
      sign_ins: z.array(z.strictObject({ at: instant, way, factor, device: z.string(), known: z.boolean() })),
    }),
  }),
  people: route({
    id: 'security.people', method: 'GET', path: '/api/security/people', tag: 'people', who: 'signed_in', scope: 'read', summary: 'How the people of the own member sign in (focal point, administrator)',
    response: z.strictObject({
      people: z.array(z.strictObject({
        person: z.string(), name: z.string(), email, role, authenticator: z.boolean(), passkeys: count, provider: z.boolean(), signed_in: instant.nullable(), sessions: count, tokens: count,
        failed_today: count, locked_until: instant.nullable().meta({ description: 'Until when codes from devices that the account does not know are refused' }),
        peers: count.meta({ description: 'How many could let them back in at once, should they lose password or authenticator' }), sign_out: z.boolean().meta({ description: 'Whether the asker may sign them out' }),
      })),
    }),
    problems: ['not_allowed'],
  }),
  signOut: route({
    id: 'security.signOut', method: 'POST', path: '/api/people/:person/sign-out', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'session', summary: 'Sign a person out everywhere',
    description: 'Ends the sessions and tokens of that person, and the requests that they have under way; they may sign in again. An import that was begun goes on: disabling them ends it.',
    params: z.strictObject({ person: z.string().min(1).max(100) }), response: z.strictObject({ sessions: count, tokens: count }), problems: ['not_allowed'],
  }),
}
