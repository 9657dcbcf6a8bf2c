import { expect, test } from 'vitest'
import { gather, type News } from './gather.ts'

const change = (part: Partial<News['figures'][number]>): News['figures'][number] => ({ dataflow: 'VRS_DETECT', freq: 'M', member: 'MYS', kind: 'first', last: '2026-10', periods: 3, ...part })
const news = (part: Partial<News>): News => ({ since: null, at: '2026-11-21T12:00:00.000Z', mark: '0'.repeat(64), figures: [], own: [], notices: [], uses: [], ...part })

test('a member is named once for a dataflow: by what is new, else by what is newer', () => {
  const { flows } = gather(news({ figures: [change({}), change({ freq: 'Q', last: '2026-Q3' }), change({ kind: 'newer', freq: 'A', last: '2025' }), change({ member: 'THA', kind: 'newer' }), change({ dataflow: 'VRS_FEE', kind: 'more' })] }))
  expect(flows.map(({ dataflow, fresh, newer }) => [dataflow, fresh.map(({ member, last }) => `${member} ${last}`), newer.map(({ member }) => member)])).toEqual([['VRS_DETECT', ['MYS 2026-Q3'], ['THA']], ['VRS_FEE', ['MYS 2026-10'], []]])
})

test('uses are told by member, and whether a copy was taken away', () => {
  const use = (member: string, dataflow: string, action: 'query' | 'export') => ({ member, dataflow, action, count: 2 })
  expect(gather(news({ uses: [use('MYS', 'VRS_DETECT', 'query'), use('MYS', 'VRS_DETECT', 'export'), use('AUS', 'VRS_FEE', 'query')] })).uses).toEqual([{ member: 'MYS', took: true, dataflows: ['VRS_DETECT'] }, { member: 'AUS', took: false, dataflows: ['VRS_FEE'] }])
})
