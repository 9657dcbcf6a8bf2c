import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { again } from '../router/go.ts'
import { me, queryClient, read, renew } from './queries.ts'

/** Milliseconds between two questions. With the way there and back, what was taken from a reader is gone within five seconds. */
const EVERY = 3000

/**
 * Keeps a page that shows others' figures true while it is open: it asks whether what the reader may see is still the same, and
 * asks for the figures again when it is not. Whose session has ended is led out, and nothing stays. A page that nobody looks at
 * does not ask, and asks at once when it is looked at again.
 */
export function useSight(): void {
  const { data, error } = useQuery({ ...read('sharing', 'sight'), staleTime: 0, refetchInterval: EVERY, refetchOnWindowFocus: 'always', retry: false })
  const known = useRef<string>(undefined)
  const mark = data?.mark
  useEffect(() => {
    if (mark === undefined) return
    if (known.current !== undefined && known.current !== mark) void renew('explore', 'sharing')
    known.current = mark
  }, [mark])
  const isOut = error?.status === 401
  useEffect(() => {
    if (!isOut) return
    queryClient.setQueryData(me.queryKey, null) // the frame shows nothing from this moment on
    queryClient.clear()
    void again()
  }, [isOut])
}
