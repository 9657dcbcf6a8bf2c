import { z } from 'zod'
import { email, instant, memberCode } from './common.ts'
import { route } from './route.ts'
import { chosenPassword, enrolment, enrolmentTicket, factorGiven, passwordProblems, totpCode, typedPassword, whoAmI } from './session.ts'

/** A forgotten password, a lost authenticator: whoever knows the person lets them choose another, by a link that opens once. */
const secret = z.string().min(20).max(100)
const lost = z.strictObject({ password: z.boolean(), factor: z.boolean().meta({ description: 'The authenticator' }) }).refine((what) => what.password || what.factor, 'say what is lost')
const link = z.strictObject({ url: z.string(), expires: instant, mailed: z.boolean() })
const resetId = z.strictObject({ reset: z.uuid() })
const resetRow = z.strictObject({
  id: z.uuid(), member: memberCode, person: z.string(), name: z.string(), email, password: z.boolean(), factor: z.boolean(),
  notice: z.boolean().meta({ description: 'Asked by the secretariat: it takes effect after a notice to all people of the member, each of whom can stop it' }),
  status: z.enum(['asked', 'notice', 'ready', 'issued', 'run_out']), asked: instant, asked_by: z.string().nullable().meta({ description: 'Their name, where one may see it' }),
  opens: instant.nullable(), expires: instant.nullable(), may: z.array(z.enum(['second', 'issue', 'stop'])),
})

export const resets = {
  start: route({
    id: 'resets.start', method: 'POST', path: '/api/people/:person/reset', tag: 'resets', who: 'signed_in', scope: 'approve', fresh: 'person', status: 201, summary: 'Let somebody back in who lost password or authenticator',
    description: 'A focal point does it for the people of the own member, in the secretariat one of the same role: the answer holds a link for the person, which opens once within a day; all their sessions and tokens end now, and nobody signs in as them until it is used or stopped. The administrator asks for it for the people of states: an analyst of the secretariat seconds it, then a notice of seven days runs. Needs a second factor that is at most five minutes old.',
    params: z.strictObject({ person: z.string().min(1).max(100) }), body: lost, response: z.strictObject({ ...resetRow.shape, link: link.nullable() }), problems: ['not_allowed', 'auth.locked', 'reset.open'],
  }),
  list: route({
    id: 'resets.list', method: 'GET', path: '/api/resets', tag: 'resets', who: 'signed_in', scope: 'read', summary: 'The resets that are open and that one may see', response: z.strictObject({ resets: z.array(resetRow) }),
  }),
  second: route({
    id: 'resets.second', method: 'POST', path: '/api/resets/:reset/second', tag: 'resets', who: 'signed_in', scope: 'approve', fresh: 'person', summary: 'Second what the administrator asked for (analyst of the secretariat): the notice begins',
    params: resetId, response: resetRow, problems: ['not_allowed'],
  }),
  issue: route({
    id: 'resets.issue', method: 'POST', path: '/api/resets/:reset/issue', tag: 'resets', who: 'signed_in', scope: 'approve', fresh: 'person', summary: 'Issue the link once the notice is over (administrator)',
    params: resetId, response: z.strictObject({ ...resetRow.shape, link }), problems: ['not_allowed'],
  }),
  stop: route({
    id: 'resets.stop', method: 'POST', path: '/api/resets/:reset/stop', tag: 'resets', who: 'signed_in', scope: 'approve', status: 204, summary: 'Stop a reset: what was lost before counts again', description: 'A notice is stopped by anybody of the member. Stopping a link of a peer needs a second factor that is at most five minutes old.',
    params: resetId, problems: ['not_allowed', 'auth.no_factor', 'auth.fresh_factor'],
  }),
  find: route({
    id: 'resets.find', method: 'POST', path: '/api/resets/find', tag: 'resets', who: 'anyone', summary: 'What a link lets its holder choose anew', body: z.strictObject({ secret }),
    response: z.strictObject({ name: z.string(), email, member_name: z.string(), password: z.boolean(), factor: z.boolean(), expires: instant }), problems: ['not_found'],
  }),
  choosePassword: route({
    id: 'resets.choosePassword', method: 'POST', path: '/api/resets/password', tag: 'resets', who: 'anyone', summary: 'Choose another password, where it alone was lost', description: 'The second factor is proved. Signs in.',
    body: z.strictObject({ secret, new_password: chosenPassword, factor: factorGiven }), response: whoAmI, problems: ['not_found', 'auth.denied', 'auth.locked', ...passwordProblems],
  }),
  enrol: route({
    id: 'resets.enrol', method: 'POST', path: '/api/resets/enrol', tag: 'resets', who: 'anyone', summary: 'Set up another authenticator, first step', description: 'Takes the password; where that was lost too, a new one. Nothing changes until the first code has confirmed it.',
    body: z.union([z.strictObject({ secret, password: typedPassword }), z.strictObject({ secret, new_password: chosenPassword })]),
    response: enrolment, problems: ['not_found', 'auth.denied', 'auth.locked', ...passwordProblems],
  }),
  confirm: route({
    id: 'resets.confirm', method: 'POST', path: '/api/resets/confirm', tag: 'resets', who: 'anyone', summary: 'Set up another authenticator, second step: its first code', description: 'The old authenticator and its recovery codes end. Signs in.',
    body: z.strictObject({ ticket: enrolmentTicket, code: totpCode }), response: whoAmI, problems: ['not_found', 'auth.denied', 'auth.locked'],
  }),
}
