import type { Asker } from './people.ts'

/** A member that left is on its way back: an administrator asked, an analyst seconds, a notice runs, the administrator invites. */
export type Returning = { readonly opens: Date | null }
export type ReturnStatus = 'asked' | 'notice' | 'ready'
export type ReturnAct = 'second' | 'invite' | 'stop'

const NOTICE_MS = 7 * 86_400_000
export const returnOpens = (seconded: Date): Date => new Date(seconded.getTime() + NOTICE_MS)

export const mayAskReturn = (asker: Asker): boolean => asker.role === 'administrator'

export const returnStatus = ({ opens }: Returning, now: Date): ReturnStatus => (!opens ? 'asked' : opens > now ? 'notice' : 'ready')

/** The two roles of the secretariat are two people: neither does the other's part. */
export function returnActs(asker: Asker, one: Returning, now: Date): readonly ReturnAct[] {
  const status = returnStatus(one, now)
  switch (asker.role) {
    case 'cau_analyst':
      return status === 'asked' ? ['second', 'stop'] : ['stop']
    case 'administrator':
      return status === 'ready' ? ['invite', 'stop'] : ['stop']
    case 'focal_point': case 'reporter': case 'analyst': case 'liaison': case '':
      return []
  }
}
