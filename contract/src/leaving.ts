import { z } from 'zod'
import { instant, memberCode } from './common.ts'
import { route } from './route.ts'

const params = z.strictObject({ member: memberCode })
const owned = { member: 'member' } as const
const releases = z.enum(['stay', 'withdraw']).meta({ description: '`stay`: releases stay under their terms with those who see them. `withdraw`: every release is withdrawn' })
const state = z.strictObject({
  leaving: z.strictObject({ releases, asked: instant, asked_by_me: z.boolean(), opens: instant.meta({ description: 'When who asked may confirm it, too' }), may_confirm: z.boolean() }).nullable(),
})

export const leaving = {
  show: route({
    id: 'leaving.show', method: 'GET', path: '/api/members/:member/leaving', tag: 'people', who: 'signed_in', scope: 'read', summary: 'Whether the own member is about to leave (focal point)',
    params, owned, response: state, problems: ['not_allowed'],
  }),
  ask: route({
    id: 'leaving.ask', method: 'POST', path: '/api/members/:member/leaving', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'person', summary: 'Ask that the own member leaves (focal point)',
    description: 'Nothing happens until another focal point confirms it, or the same after seven days. The other focal points are told by mail. A second factor is given within five minutes before.',
    params, owned, body: z.strictObject({ releases }), response: state, problems: ['not_allowed', 'leaving.asked'],
  }),
  stop: route({
    id: 'leaving.stop', method: 'DELETE', path: '/api/members/:member/leaving', tag: 'people', who: 'signed_in', scope: 'approve', status: 204, summary: 'Stay: any focal point stops it', params, owned, problems: ['not_allowed', 'leaving.none'],
  }),
  confirm: route({
    id: 'leaving.confirm', method: 'POST', path: '/api/members/:member/leaving/confirm', tag: 'people', who: 'signed_in', scope: 'approve', fresh: 'person', summary: 'Leave, for good (focal point)',
    description: 'Ends the access of everybody of the member at once, and cannot be undone. Take the archive first: nobody of the member can sign in afterwards. `entries` and `head` are where its audit chain ends. A second factor is given within five minutes before.',
    params, owned, response: z.strictObject({ member: memberCode, left: instant, releases, entries: z.int(), head: z.string() }), problems: ['not_allowed', 'leaving.none', 'leaving.wait'],
  }),
  archive: route({
    id: 'leaving.archive', method: 'GET', path: '/api/members/:member/archive', tag: 'people', who: 'signed_in', scope: 'read', summary: 'The own figures, receipts and audit chain as one tar archive (focal point)',
    description: 'Every approved payload byte for byte, every receipt, and the audit chain as it stands.', params, owned, produces: ['application/x-tar'], problems: ['not_allowed'],
  }),
}
