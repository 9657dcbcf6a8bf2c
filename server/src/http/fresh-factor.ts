import { Problem } from '@openvrs/core/problem.ts'
import type { Actor } from './context.ts'

const FRESH_MINUTES = 5

/** What cannot be taken back by a stolen session: the person at it has just given the second factor. Throws `auth.fresh_factor`. */
export function requireFreshFactor(actor: Actor, now: Date): void {
  if (!actor.factorAt || now.getTime() - actor.factorAt.getTime() > FRESH_MINUTES * 60_000) throw new Problem('auth.fresh_factor', { minutes: FRESH_MINUTES })
}

/** The same of sessions alone: a token that approves lives an hour at most and was made with a fresh factor. */
export function requireFreshSession(actor: Actor, now: Date): void {
  if (actor.via === 'session') requireFreshFactor(actor, now)
}
