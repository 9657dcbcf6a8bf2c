import { z } from 'zod'
import { email, instant, memberCode, role, unitCode } from './common.ts'
import { route } from './route.ts'
import { scope, whoAmI } from './session.ts'

/** Only on a training system, which answers this machine alone: whoever works on it becomes any of the cast. */
export const training = {
  makeToken: route({
    id: 'training.makeToken', method: 'POST', path: '/api/training/tokens', tag: 'training', who: 'training', status: 201, summary: 'A token for one of the cast (training administrator)',
    body: z.strictObject({ email, scopes: z.array(scope).min(1).max(3), days: z.int().min(1).max(365).default(30) }),
    response: z.strictObject({ token: z.string(), email, scopes: z.array(scope), expires: instant }), problems: ['auth.required', 'not_allowed'],
  }),
  become: route({
    id: 'training.become', method: 'POST', path: '/api/training/session', tag: 'training', who: 'training', summary: 'Become one of the cast: sets the session cookie',
    description: 'Asked by the pages of this system alone, on the machine that it runs on. Who joined by invitation is nobody of the cast, and signs in themselves.',
    body: z.strictObject({ email }), response: whoAmI, problems: ['not_found', 'request.wrong_origin'],
  }),
  cast: route({
    id: 'training.cast', method: 'GET', path: '/api/training/cast', tag: 'training', who: 'training', summary: 'The cast: everybody whom one can become',
    response: z.strictObject({ cast: z.array(z.strictObject({ email, name: z.string(), member: memberCode, member_name: z.string(), unit: unitCode, unit_name: z.string(), role, sign_in_url: z.string() })) }),
  }),
}
