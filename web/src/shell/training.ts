import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queryClient, read } from '../api/queries.ts'

const KEPT = 'openvrs.mode'
const status = { ...read('system', 'status'), staleTime: Infinity }

/** Whether this is a training region. Remembered, so that what depends on it stands there from the first moment and nothing moves when the answer comes. */
export function useTraining(): boolean {
  const { data } = useQuery(status)
  useEffect(() => {
    if (data) localStorage.setItem(KEPT, data.mode)
  }, [data])
  return (data?.mode ?? localStorage.getItem(KEPT)) === 'training'
}

/** On the first visit the first page waits for the answer, which was asked for with it. */
export async function knowMode(): Promise<void> {
  if (localStorage.getItem(KEPT) === null) await queryClient.prefetchQuery({ ...status, retry: false, networkMode: 'always' })
}
