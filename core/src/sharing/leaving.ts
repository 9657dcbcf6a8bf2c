import type { Asker } from './people.ts'

/** The version of the terms of participation that the invitation shows. Raised with every change of what they say. */
export const TERMS_VERSION = '1'

/** Whether a new version waits for a focal point of a member; one that was set up with the system accepted none. */
export const areTermsDue = (accepted: string | null, version = TERMS_VERSION): boolean => accepted !== null && accepted !== version

/** What becomes of a member's releases: they stay as they are with those who see them, or none of them counts any more. */
export type Fate = 'stay' | 'withdraw'
export type Leaving = { readonly askedBy: string; readonly opens: Date }

export const LEAVING_WAIT_DAYS = 7
export const leavingOpens = (asked: Date): Date => new Date(asked.getTime() + LEAVING_WAIT_DAYS * 86_400_000)

export const mayLeave = (asker: Asker, member: string): boolean => asker.role === 'focal_point' && asker.member === member

/** Another focal point than who asked; who asked where there is no other, or none who answers, after the wait. */
export const mayConfirmLeaving = (asker: Asker, member: string, leaving: Leaving, now: Date): boolean =>
  mayLeave(asker, member) && (asker.person !== leaving.askedBy || leaving.opens <= now)
