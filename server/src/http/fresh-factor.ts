import { Problem } from '@openvrs/core/problem.ts'
import type { Route } from '@openvrs/contract/route.ts'
import type { Actor } from './context.ts'

const FRESH_MINUTES = 5

/** What a route's `fresh` says, held against who asks. Throws `auth.session_needed`, `auth.no_factor`, `auth.fresh_factor`. */
export function requireFresh({ fresh }: Pick<Route, 'fresh'>, actor: Actor, now: Date): void {
  if (!fresh || (fresh === 'session' && actor.via === 'token')) return
  if (actor.via === 'token') throw new Problem('auth.session_needed')
  requireFreshFactor(actor, now)
}

/** What cannot be taken back by a stolen session: the person at it has just given the second factor. Throws `auth.no_factor`, `auth.fresh_factor`. */
export function requireFreshFactor(actor: Actor, now: Date): void {
  requireFactor(actor)
  if (!actor.factorAt || now.getTime() - actor.factorAt.getTime() > FRESH_MINUTES * 60_000) throw new Problem('auth.fresh_factor', { minutes: FRESH_MINUTES })
}

/** Who has no second factor here is told so, and not asked for one. Throws `auth.no_factor`. */
export function requireFactor({ factorless }: Actor): void {
  if (factorless) throw new Problem('auth.no_factor')
}
