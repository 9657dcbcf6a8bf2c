import { z } from 'zod'
import { email, instant, memberCode, role, unitCode } from './common.ts'
import { route } from './route.ts'
import { scope, whoAmI } from './session.ts'

/** Only on a training system, which answers this machine alone: its administrator acts as any of the cast. */
export const training = {
  makeToken: route({
    id: 'training.makeToken', method: 'POST', path: '/api/training/tokens', tag: 'training', who: 'training', status: 201, summary: 'A token for one of the cast (training administrator)',
    body: z.strictObject({ email, scopes: z.array(scope).min(1).max(3), days: z.int().min(1).max(365).default(30) }),
    response: z.strictObject({ token: z.string(), email, scopes: z.array(scope), expires: instant }), problems: ['auth.required', 'not_allowed'],
  }),
  become: route({
    id: 'training.become', method: 'POST', path: '/api/training/session', tag: 'training', who: 'training', summary: 'Become one of the cast: sets the session cookie',
    description: 'Needs the token of the training administrator, or the key that stands in the sign-in address of that person.',
    body: z.strictObject({ email, key: z.string().max(100).optional() }), response: whoAmI, problems: ['auth.required', 'auth.denied', 'not_allowed'],
  }),
  cast: route({
    id: 'training.cast', method: 'GET', path: '/api/training/cast', tag: 'training', who: 'training', summary: 'The cast (training administrator)',
    response: z.strictObject({ cast: z.array(z.strictObject({ email, member: memberCode, unit: unitCode, role, sign_in_url: z.string() })) }), problems: ['auth.required', 'not_allowed'],
  }),
}
