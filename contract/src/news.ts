import { z } from 'zod'
import { dataflowId, freq, instant, level, memberCode, period, publicId } from './common.ts'
import { route } from './route.ts'

const figures = z.strictObject({
  dataflow: dataflowId, freq, member: memberCode,
  kind: z.enum(['first', 'more', 'newer']).meta({ description: '`first`: nothing of this member was shown before. `more`: further periods. `newer`: a later version' }),
  last: period.meta({ description: 'The last period that is shown' }), periods: z.int().meta({ description: 'How many periods there are more' }),
})
const own = z.strictObject({
  release: publicId, report: publicId, dataflow: dataflowId, what: z.enum(['approved', 'terms', 'withdrawn']), at: instant,
  from: period.nullable(), to: period.nullable(), level, group: z.string().nullable(), embargo: instant.nullable(),
})
const notice = z.strictObject({
  owner: memberCode, dataflow: dataflowId, from: period, to: period, at: instant,
  what: z.enum(['narrowed', 'withdrawn']).meta({ description: '`narrowed`: fewer members see it now, or nobody but its owner. `withdrawn`: it counts no more, for its owner either' }),
})
const mark = z.string().regex(/^[0-9a-f]{64}$/).meta({ description: 'Stands for all that was told' })

export const news = {
  list: route({
    id: 'news.list', method: 'GET', path: '/api/news', tag: 'news', who: 'signed_in', scope: 'read', summary: 'What is new for me since I last said that I had seen it',
    description: 'Figures that others show me now and did not then, by dataflow and member; releases of the own member that were approved, withdrawn or given other terms; for focal points who used the own figures. It comes from what the asker may see now. What was taken back is told by `notices`, to the members and roles that had exported it alone: whose, of which dataflow and periods, never a figure.',
    response: z.strictObject({
      since: instant.nullable().meta({ description: 'Null where nothing was ever seen' }), at: instant, mark, figures: z.array(figures), own: z.array(own), notices: z.array(notice),
      uses: z.array(z.strictObject({ member: memberCode, dataflow: dataflowId, action: z.enum(['query', 'export']), count: z.int() })),
    }),
  }),
  seen: route({
    id: 'news.seen', method: 'PUT', path: '/api/news/seen', tag: 'news', who: 'signed_in', scope: 'read', status: 204, summary: 'Say that I have seen what was told',
    description: 'With `mark` and `at` of what was told. Where something has come meanwhile it is refused, so that nothing passes unseen.',
    body: z.strictObject({ mark, at: instant }), problems: ['news.changed'],
  }),
}
