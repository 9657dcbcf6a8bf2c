import { useMutation } from '@tanstack/react-query'
import { call, type InputOf } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'

type Connection = NonNullable<InputOf<'federation', 'connect'>['body']>

/** Connects what was typed, once a fresh second factor was given. */
export function useConnect() {
  const { withFactor } = useFreshFactor()
  return useMutation({
    mutationFn: (body: Connection) => withFactor(() => call('federation', 'connect', { body })),
    onSuccess: (done) => { if (done) void renew('federation') },
  })
}

/** Several values in one line, with spaces or commas between them. */
export const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '')
