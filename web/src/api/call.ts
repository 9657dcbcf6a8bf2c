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
  const lost = (error: unknown): never => {
    if (extras.signal?.aborted) throw error
    throw new Refusal(0, {})
  }
  const response = await (ahead ?? fetch(address, { method, headers, body, signal: extras.signal })).catch(lost)
  if (!response.ok) throw new Refusal(response.status, await response.json().catch(() => ({})) as object)
  if (response.status === 204) return undefined as AnswerOf<C, N>
  // An answer that breaks off on its way, or comes from something in between, is none.
  return await response.json().catch(lost) as AnswerOf<C, N>
}
