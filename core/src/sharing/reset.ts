import { mayReset, type Asker, type Person } from './people.ts'

/** A reset of somebody's password or authenticator. Asked by the secretariat it runs through a notice; of a peer it is issued at once. */
export type Reset = {
  readonly member: string
  /** The person's role where the asker may see it. */
  readonly person: Pick<Person, 'person'> & { readonly role: Person['role'] | undefined }
  readonly notice: boolean
  readonly opens: Date | null
  readonly expires: Date | null
}

export type ResetStatus = 'asked' | 'notice' | 'ready' | 'issued' | 'run_out'

const DAY_MS = 86_400_000
/** How long a notice runs: longer where another focal point, who could do it at once, may be away. Without that, two who lost theirs together would be out for good. */
export const noticeMs = (hasPeer: boolean): number => (hasPeer ? 30 : 7) * DAY_MS
/** How long a link opens: long enough to be handed over in another time zone. */
export const LINK_MS = DAY_MS

export function resetStatus({ notice, opens, expires }: Reset, now: Date): ResetStatus {
  if (expires) return expires > now ? 'issued' : 'run_out'
  if (!notice) return 'run_out'
  if (!opens) return 'asked'
  return opens > now ? 'notice' : 'ready'
}

export type ResetAct = 'second' | 'issue' | 'stop'

/** What an asker may do about a reset that is neither used nor stopped. */
export function resetActs(asker: Asker, reset: Reset, now: Date): readonly ResetAct[] {
  const status = resetStatus(reset, now)
  const acts: ResetAct[] = []
  if (asker.role === 'cau_analyst' && status === 'asked') acts.push('second')
  if (asker.role === 'administrator' && reset.notice && (status === 'ready' || status === 'run_out')) acts.push('issue')
  if (mayStop(asker, reset)) acts.push('stop')
  return acts
}

/** A notice is stopped by anybody of the member, and by the secretariat; a peer's link by who could have issued it. */
function mayStop(asker: Asker, { member, person, notice }: Reset): boolean {
  if (notice) return asker.member === member || asker.role === 'administrator' || asker.role === 'cau_analyst'
  return person.role !== undefined && mayReset(asker, { person: person.person, member, role: person.role })
}
