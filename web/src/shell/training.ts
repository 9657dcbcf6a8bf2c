import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { read } from '../api/queries.ts'

const KEPT = 'openvrs.mode'

/** Whether this is a training region. Remembered, so that what depends on it stands there from the first moment and nothing moves when the answer comes. */
export function useTraining(): boolean {
  const status = useQuery({ ...read('system', 'status'), staleTime: Infinity })
  useEffect(() => {
    if (status.data) localStorage.setItem(KEPT, status.data.mode)
  }, [status.data])
  return (status.data?.mode ?? localStorage.getItem(KEPT)) === 'training'
}
