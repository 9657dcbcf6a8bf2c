import { z } from 'zod'
import { email, instant, memberCode } from './common.ts'
import { route } from './route.ts'

const ofMember = z.strictObject({ member: memberCode })
const returnId = z.strictObject({ return: z.uuid() })
const row = z.strictObject({
  id: z.uuid(), member: memberCode, email: email.meta({ description: 'Who is to be its first focal point' }), status: z.enum(['asked', 'notice', 'ready']), asked: instant, asked_by: z.string().nullable().meta({ description: 'Their name, where one may see it' }),
  opens: instant.nullable(), may: z.array(z.enum(['second', 'invite', 'stop'])),
})

/** A member that left comes back: administrator and analyst of the secretariat together, after a notice to its last focal points. */
export const returning = {
  ask: route({
    id: 'returning.ask', method: 'POST', path: '/api/returns', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'person', status: 201, summary: 'Ask that a member which left may come back (administrator)',
    description: 'An analyst of the secretariat seconds it; then its last focal points are told by mail, and after seven days the administrator invites the person who is named here.',
    body: z.strictObject({ ...ofMember.shape, email }), response: row, problems: ['not_allowed', 'return.not_left', 'return.open'],
  }),
  list: route({
    id: 'returning.list', method: 'GET', path: '/api/returns', tag: 'people', who: 'signed_in', scope: 'read', summary: 'The returns that are open (secretariat)', response: z.strictObject({ returns: z.array(row) }),
  }),
  second: route({
    id: 'returning.second', method: 'POST', path: '/api/returns/:return/second', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'person', summary: 'Second what the administrator asked for (analyst of the secretariat): the notice begins', params: returnId, response: row, problems: ['not_allowed'],
  }),
  invite: route({
    id: 'returning.invite', method: 'POST', path: '/api/returns/:return/invite', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'person', status: 201, summary: 'Invite the first focal point once the notice is over (administrator)',
    description: 'Again where the invitation ran out; the one before ends.', params: returnId, response: z.strictObject({ email, member: memberCode, url: z.string(), expires: instant, mailed: z.boolean() }), problems: ['not_allowed'],
  }),
  stop: route({
    id: 'returning.stop', method: 'POST', path: '/api/returns/:return/stop', tag: 'people', who: 'signed_in', scope: 'approve', status: 204, summary: 'Stop it (administrator or analyst)', params: returnId, problems: ['not_allowed'],
  }),
}
