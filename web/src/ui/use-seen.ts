import { useQuery } from '@tanstack/react-query'
import { read } from '../api/queries.ts'
import { isJoint, type Seen, type Terms } from './audience-of.ts'

export const audienceUnder = (dataflow: string, { level, group }: Pick<Terms, 'level' | 'group'>) => ({
  ...read('sharing', 'audience', { params: { dataflow }, query: { level, ...(level === 'GROUP' ? { group } : {}) } }),
  enabled: (level !== 'GROUP' || group !== undefined) && !isJoint({ group }),
})

/** Asks who sees figures under the terms. While another choice is looked up nothing is said: the names of the last one would be wrong. */
export const useSeen = (dataflow: string, terms: Pick<Terms, 'level' | 'group'>): Seen | undefined => useQuery(audienceUnder(dataflow, terms)).data
