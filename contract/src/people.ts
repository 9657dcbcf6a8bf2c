import { z } from 'zod'
import { LANGUAGES } from '@openvrs/core/i18n/languages.ts'
import { email, instant, memberCode, role, unitCode } from './common.ts'
import { route } from './route.ts'
import { chosenPassword, enrolment, enrolmentTicket, passwordProblems, totpCode, whoAmI } from './session.ts'

const kind = z.enum(['state', 'territory', 'organisation', 'secretariat'])
const name = z.string().trim().min(1).max(120)
const memberRow = z.strictObject({ code: memberCode, name: z.string(), kind, joined: instant, left: instant.nullable(), terms_accepted: instant.nullable(), terms_version: z.string().nullable().meta({ description: 'The version of the terms that its first focal point accepted' }), had_focal_point: z.boolean().meta({ description: 'Whether the member has had a focal point; until then the administrator invites the first' }) })
const personRow = z.strictObject({ person: z.string(), email, name: z.string(), member: memberCode, unit: unitCode, role, made: instant, disabled: instant.nullable(), awaits_confirmation: z.boolean(),
  reset: z.enum(['now', 'after_notice', 'no']).meta({ description: 'Whether the asker may let them back in who lost password or authenticator' }) })
const personId = z.strictObject({ person: z.string().min(1).max(100) })
const secret = z.string().min(20).max(100)
const ofMember = z.strictObject({ member: memberCode.optional() })

export const people = {
  addMember: route({
    id: 'members.add', method: 'POST', path: '/api/members', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'session', status: 201, creates: true, summary: 'Add a member (administrator)',
    body: z.strictObject({ code: memberCode, name, kind: z.enum(['state', 'territory', 'organisation']).default('state') }), response: memberRow, problems: ['not_allowed', 'member.exists', 'member.left'],
  }),
  listMembers: route({
    id: 'members.list', method: 'GET', path: '/api/members', tag: 'people', who: 'signed_in', scope: 'read', summary: 'The members',
    response: z.strictObject({ members: z.array(memberRow), terms: z.string().meta({ description: 'The version of the terms that holds now' }), four_eyes: z.boolean().meta({ description: 'Whether the own member asks that another person than who submitted a report approves it' }) }),
  }),
  changeMember: route({
    id: 'members.change', method: 'PATCH', path: '/api/members/:member', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'session', summary: 'Change how the own member works (focal point)',
    params: z.strictObject({ member: memberCode }), owned: { member: 'member' }, body: z.strictObject({ four_eyes: z.boolean() }),
    response: z.strictObject({ code: memberCode, four_eyes: z.boolean() }), problems: ['not_allowed'],
  }),
  acceptTerms: route({
    id: 'members.accept_terms', method: 'POST', path: '/api/members/:member/terms', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'person', summary: 'Accept the terms of taking part for the own member, in their new version (focal point)',
    description: 'Until a focal point has, nobody of the member approves figures; everything else goes on.', params: z.strictObject({ member: memberCode }), owned: { member: 'member' }, body: z.strictObject({ version: z.string().regex(/^[0-9]{1,6}$/) }),
    response: z.strictObject({ member: memberCode, version: z.string(), accepted: instant }), problems: ['not_allowed', 'member.terms_version'],
  }),
  noteLanguage: route({
    id: 'people.language', method: 'PUT', path: '/api/session/language', tag: 'people', who: 'signed_in', scope: 'draft', status: 204, summary: 'In which language I read: my mails are written in it', body: z.strictObject({ language: z.enum(LANGUAGES) }),
  }),
  list: route({
    id: 'people.list', method: 'GET', path: '/api/people', tag: 'people', who: 'signed_in', scope: 'read', summary: 'The people that one may see: a focal point those of the own member, others themselves', query: ofMember, owned: { member: 'member' },
    response: z.strictObject({ people: z.array(personRow) }),
  }),
  change: route({
    id: 'people.change', method: 'PATCH', path: '/api/people/:person', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'session', summary: 'Give a person of the own member another role or unit',
    description: 'Ends the sessions and tokens of that person.',
    params: personId, body: z.strictObject({ role: role.optional(), unit: unitCode.optional() }), response: personRow, problems: ['not_allowed', 'unit.unknown'],
  }),
  disable: route({
    id: 'people.disable', method: 'POST', path: '/api/people/:person/disable', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'session', summary: 'Disable a person',
    description: 'Ends the sessions and tokens of that person at once.', params: personId, response: personRow, problems: ['not_allowed'],
  }),
  confirmPerson: route({
    id: 'people.confirm', method: 'POST', path: '/api/people/:person/confirm', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'session', summary: 'Confirm a new analyst of the secretariat',
    description: 'Two people do, focal points or analysts of the secretariat, before the new one can sign in.', params: personId, response: personRow, problems: ['not_allowed'],
  }),
  invite: route({
    id: 'invitations.make', method: 'POST', path: '/api/invitations', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'session', status: 201, summary: 'Invite a person',
    description: 'A focal point invites people of the own member. The administrator invites the first focal point of a member that never had one, and people of the secretariat. The invitation is used once and expires after seven days; it replaces an open one to the same address.',
    body: z.strictObject({ email, member: memberCode, role, unit: unitCode.optional(), language: z.enum(LANGUAGES).optional().meta({ description: 'Of the mail; the asker\'s where it is not said' }) }),
    response: z.strictObject({ email, member: memberCode, role, unit: unitCode, url: z.string(), expires: instant, mailed: z.boolean() }), problems: ['not_allowed', 'person.exists', 'unit.unknown'],
  }),
  listInvitations: route({
    id: 'invitations.list', method: 'GET', path: '/api/invitations', tag: 'people', who: 'signed_in', scope: 'read', summary: 'The open invitations that one may withdraw: a focal point the own member\'s, the administrator the secretariat\'s and those of first focal points',
    response: z.strictObject({ invitations: z.array(z.strictObject({ id: z.uuid(), email, member: memberCode, role, unit: unitCode, made: instant, expires: instant, expired: z.boolean() })) }),
  }),
  withdrawInvitation: route({
    id: 'invitations.withdraw', method: 'DELETE', path: '/api/invitations/:invitation', tag: 'people', who: 'signed_in', scope: 'approve', status: 204, summary: 'Withdraw an open invitation', params: z.strictObject({ invitation: z.uuid() }), problems: ['not_found'],
  }),
  findInvitation: route({
    id: 'invitations.find', method: 'POST', path: '/api/invitations/find', tag: 'people', who: 'anyone', summary: 'What an invitation offers, to whom holds it', body: z.strictObject({ secret }),
    response: z.strictObject({ email, member: memberCode, member_name: z.string(), role, unit: unitCode, unit_name: z.string(), expires: instant, terms: z.boolean().meta({ description: 'Whether accepting it also accepts the terms for the member' }) }),
  }),
  accept: route({
    id: 'invitations.accept', method: 'POST', path: '/api/invitations/accept', tag: 'people', who: 'anyone', summary: 'Accept an invitation: choose a password, get the second factor',
    description: 'Nothing is stored as an account until the first code of the authenticator has confirmed it; until then the same invitation can be accepted again. `accept_terms` is asked of a member\'s first focal point.',
    body: z.strictObject({ secret, name, password: chosenPassword, accept_terms: z.boolean().optional() }),
    response: enrolment, problems: ['person.exists', 'invitation.terms_needed', ...passwordProblems],
  }),
  confirm: route({
    id: 'invitations.confirm', method: 'POST', path: '/api/invitations/confirm', tag: 'people', who: 'anyone', status: 201, summary: 'Finish accepting: the first code of the authenticator', description: 'Makes the account and signs in; a new analyst of the secretariat signs in once two people have confirmed them.',
    body: z.strictObject({ ticket: enrolmentTicket, code: totpCode }), response: whoAmI, problems: ['auth.denied', 'auth.locked', 'person.exists'],
  }),
}

export const invitationSecret = secret
export const personName = name
