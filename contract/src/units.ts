import { z } from 'zod'
import { UNIT_KINDS } from '@openvrs/core/sharing/units.ts'
import { codeId, instant, memberCode, unitCode } from './common.ts'
import { route } from './route.ts'

const name = z.string().trim().min(1).max(120)
const kind = z.enum(UNIT_KINDS)
const post = z.union([
  z.strictObject({ place: codeId.meta({ description: 'A place of the register', example: 'MAE_SOT' }) }),
  z.strictObject({ name, country: codeId.meta({ description: 'A code of the list of areas', example: 'THA' }) }),
]).nullable().meta({ description: 'The port or border post: a place of the register, or its name with the country that it lies in' })
const position = z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).nullable().meta({ description: 'Degrees, WGS 84' })

const shownPost = z.strictObject({ place: codeId.nullable(), name: z.string().meta({ description: 'In the language of the reader' }), country: codeId.nullable(), country_name: z.string().nullable() }).nullable()
const described = { name: z.string(), kind, post: shownPost, position }
const unitRow = z.strictObject({ member: memberCode, code: unitCode, ...described, closed: instant.nullable().meta({ description: 'Since when nobody works there any more' }) })
const ofMember = z.strictObject({ member: memberCode.optional() })

export const units = {
  add: route({
    id: 'units.add', method: 'POST', path: '/api/units', tag: 'units', who: 'signed_in', scope: 'approve', fresh: 'session', status: 201, creates: true, summary: 'Add a unit of a member (focal point; administrator before there is one)',
    body: z.strictObject({ member: memberCode.optional(), code: unitCode, name, kind: kind.default('other'), post: post.default(null), position: position.default(null) }), response: unitRow,
    problems: ['not_allowed', 'unit.exists', 'unit.reserved', 'unit.place_unknown'],
  }),
  list: route({
    id: 'units.list', method: 'GET', path: '/api/units', tag: 'units', who: 'signed_in', scope: 'read', summary: 'The units of the own member', query: ofMember, owned: { member: 'member' },
    response: z.strictObject({ units: z.array(unitRow) }),
  }),
  change: route({
    id: 'units.change', method: 'PATCH', path: '/api/units/:unit', tag: 'units', who: 'signed_in', scope: 'approve', fresh: 'session', summary: 'Change a unit of the own member, close it or open it again (focal point)',
    description: 'A unit is closed once nobody works there and nobody is invited to it. What it reported stays; its drafts stay with the focal points; no new report is made for it. Its counterparts end.',
    params: z.strictObject({ unit: unitCode }), body: z.strictObject({ name: name.optional(), kind: kind.optional(), post: post.optional(), position: position.optional(), closed: z.boolean().optional() }), response: unitRow,
    problems: ['not_allowed', 'unit.unknown', 'unit.in_use', 'unit.main', 'unit.place_unknown'],
  }),
}

const theirs = z.strictObject({ code: unitCode, ...described })
const counterpartId = z.strictObject({ counterpart: z.uuid() })
const counterpartRow = z.strictObject({
  id: z.uuid(), member: memberCode.meta({ description: 'The other member' }), status: z.enum(['asked_by_us', 'asked_of_us', 'paired']), asked: instant, accepted: instant.nullable(),
  unit: unitCode.nullable().meta({ description: 'The own unit; to be chosen where one is asked' }), theirs: theirs.nullable().meta({ description: 'The unit of the other member; null until it has answered' }), may: z.array(z.enum(['accept', 'end'])),
})

/** Units of two members that face each other across a border or a sea. Nobody but these two members learns of it. */
export const counterparts = {
  propose: route({
    id: 'counterparts.propose', method: 'POST', path: '/api/counterparts', tag: 'units', who: 'signed_in', scope: 'approve', fresh: 'session', status: 201, creates: true, summary: 'Ask another member for the counterpart of an own unit (focal point)',
    description: 'Names the member, never a unit of it: which units it has is not told. Its focal points choose one, or say no.',
    body: z.strictObject({ unit: unitCode, member: memberCode }), response: counterpartRow, problems: ['not_allowed', 'unit.unknown', 'counterpart.member', 'counterpart.asked', 'auth.locked'],
  }),
  list: route({
    id: 'counterparts.list', method: 'GET', path: '/api/counterparts', tag: 'units', who: 'signed_in', scope: 'read', summary: 'The counterparts of the own units: a focal point all of them, others those of the own unit', response: z.strictObject({ counterparts: z.array(counterpartRow) }),
  }),
  accept: route({
    id: 'counterparts.accept', method: 'POST', path: '/api/counterparts/:counterpart/accept', tag: 'units', who: 'signed_in', scope: 'approve', fresh: 'session', summary: 'Answer with one of the own units (focal point)',
    params: counterpartId, body: z.strictObject({ unit: unitCode }), response: counterpartRow, problems: ['not_allowed', 'unit.unknown', 'counterpart.there'],
  }),
  end: route({
    id: 'counterparts.end', method: 'POST', path: '/api/counterparts/:counterpart/end', tag: 'units', who: 'signed_in', scope: 'approve', fresh: 'session', status: 204, summary: 'End it, take it back or say no (focal point of either member)', params: counterpartId, problems: ['not_allowed'],
  }),
}
