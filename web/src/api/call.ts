import type { z } from 'zod'
import { hrefOf, methodOf, type Capability, type InputOf, type NameOf, type RouteOf } from './address.ts'
import { forgetAhead, takeAhead, usualHeaders } from './ahead.ts'
import { Refusal } from './refusal.ts'

export { hrefOf, Refusal, type Capability, type InputOf, type NameOf }
export type AnswerOf<C extends Capability, N extends NameOf<C>> = RouteOf<C, N>['response'] extends z.ZodType ? z.output<RouteOf<C, N>['response']> : undefined

export type Extras = { readonly signal?: AbortSignal; readonly form?: FormData; readonly headers?: Readonly<Record<string, string>>; /** Makes a repetition do the work once. */ readonly key?: string }

/**
 * Calls a route of the contract by its name, typed by it: `call('reports', 'show', { params: { report: 'USA-7' } })`.
 * The session cookie goes along. Throws Refusal.
 */
export async function call<C extends Capability, N extends NameOf<C>>(capability: C, name: N, input: InputOf<C, N> = {}, extras: Extras = {}): Promise<AnswerOf<C, N>> {
  const method = methodOf(capability, name)
  const address = hrefOf(capability, name, input)
  const headers: Record<string, string> = { ...usualHeaders(), ...extras.headers, ...(extras.key ? { 'idempotency-key': extras.key } : {}) }
  const body = extras.form ?? (input.body === undefined ? undefined : JSON.stringify(input.body))
  if (body !== undefined && !extras.form) headers['content-type'] = 'application/json'
  if (method !== 'GET') forgetAhead()
  const ahead = method === 'GET' ? takeAhead(address) : undefined
  const response = await (ahead ?? fetch(address, { method, headers, body, signal: extras.signal })).catch((error: unknown) => {
    if (extras.signal?.aborted) throw error
    throw new Refusal(0, {})
  })
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => ({}))
  if (!response.ok) throw new Refusal(response.status, answer as object)
  return answer as AnswerOf<C, N>
}
