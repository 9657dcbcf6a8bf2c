import { call } from './call.ts'
import type { Me } from './queries.ts'

const KEPT = 'openvrs.training'

/** In a training region: become one of the cast, and keep the key on this page, for where a fresh second factor is asked for. */
export async function become(email: string, key: string): Promise<Me> {
  const person = await call('training', 'become', { body: { email, key } })
  sessionStorage.setItem(KEPT, JSON.stringify({ email: person.email, key }))
  return person
}

/** The key by which this page became the person, or undefined. The cast have no authenticator. */
export function keyOf(email: string): string | undefined {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as { email?: string; key?: string }
  return kept.email === email ? kept.key : undefined
}
