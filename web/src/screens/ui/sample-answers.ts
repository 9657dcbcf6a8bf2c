import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement, type ReactNode } from 'react'
import { members } from '../../api/members.ts'
import { read } from '../../api/queries.ts'
import type { Seen } from '../../ui/audience-of.ts'
import { LEVELS } from '../../ui/reach.tsx'
import words from './words.json' with { type: 'json' }

/** Answers for the components that ask the API: this page is open to who is not signed in, and its pictures depend on nobody's figures. */
const samples = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
samples.setQueryData(members.queryKey, {
  members: (['THA', 'KHM', 'LAO', 'MMR', 'MYS', 'VNM'] as const).map((code) => ({ code, name: words[code], kind: 'state' as const, joined_at: null, left_at: null, units: [] })),
} as never)
samples.setQueryData(read('sharing', 'listGroups').queryKey, { groups: [{ group: words.group, made_by: 'THA', members: ['KHM', 'LAO', 'MMR', 'THA', 'VNM'], with_cau: false }] } as never)
samples.setQueryData(read('sharing', 'access', { params: { dataflow: 'VRS_DETECT' } }).queryKey, { unlocked: true, contributors: '6', states: ['KHM', 'LAO', 'MMR', 'MYS', 'THA', 'VNM'] } as never)
for (const level of LEVELS) {
  const isGroup = level === 'GROUP'
  const query = { level, ...(isGroup ? { group: words.group } : {}) }
  samples.setQueryData(read('sharing', 'audience', { params: { dataflow: 'VRS_DETECT' }, query }).queryKey, {
    dataflow: 'VRS_DETECT', level, group: isGroup ? words.group : null, told: true, waiting: isGroup ? ['LAO'] : [], secretariat: level !== 'NATIONAL' && !isGroup, contributors: '6',
    members: level === 'NATIONAL' || level === 'SECRETARIAT' ? ['THA'] : ['THA', 'KHM', 'MMR', 'VNM'],
  })
}

export const sample = (seen: Partial<Seen>): Seen => ({ dataflow: 'VRS_DETECT', level: 'NATIONAL', group: null, told: true, members: ['THA'], waiting: [], secretariat: false, contributors: '6', ...seen })

export const SampleAnswers = ({ children }: { readonly children: ReactNode }) => createElement(QueryClientProvider, { client: samples }, children)
