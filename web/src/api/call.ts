import table from 'virtual:routes'
import type { Contract } from '@openvrs/contract'
import type { Route } from '@openvrs/contract/route.ts'
import type { z } from 'zod'
import { Refusal } from './refusal.ts'

export { Refusal }
export type Capability = keyof Contract
export type NameOf<C extends Capability> = keyof Contract[C] & string
type RouteOf<C extends Capability, N extends NameOf<C>> = Contract[C][N] extends Route ? Contract[C][N] : never
type Part<S> = S extends z.ZodType ? z.input<S> : undefined
export type InputOf<C extends Capability, N extends NameOf<C>> = {
  readonly params?: Part<RouteOf<C, N>['params']>
  readonly query?: Part<RouteOf<C, N>['query']>
  readonly body?: Part<RouteOf<C, N>['body']>
}
export type AnswerOf<C extends Capability, N extends NameOf<C>> = RouteOf<C, N>['response'] extends z.ZodType ? z.output<RouteOf<C, N>['response']> : undefined

export type Extras = { readonly signal?: AbortSignal; readonly form?: FormData; readonly headers?: Readonly<Record<string, string>>; /** Makes a repetition do the work once. */ readonly key?: string }

/**
 * Calls a route of the contract by its name, typed by it: `call('reports', 'show', { params: { report: 'USA-7' } })`.
 * The session cookie goes along. Throws Refusal.
 */
export async function call<C extends Capability, N extends NameOf<C>>(capability: C, name: N, input: InputOf<C, N> = {}, extras: Extras = {}): Promise<AnswerOf<C, N>> {
  const [method, path] = table[`${capability}.${name}`]!
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': document.documentElement.lang, ...extras.headers, ...(extras.key ? { 'idempotency-key': extras.key } : {}) }
  const body = extras.form ?? (input.body === undefined ? undefined : JSON.stringify(input.body))
  if (body !== undefined && !extras.form) headers['content-type'] = 'application/json'
  const response = await fetch(addressOf(path, input), { method, headers, body, signal: extras.signal }).catch((error: unknown) => {
    if (extras.signal?.aborted) throw error
    throw new Refusal(0, {})
  })
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => ({}))
  if (!response.ok) throw new Refusal(response.status, answer as object)
  return answer as AnswerOf<C, N>
}

/** The address of a route, also for links that download. */
export const hrefOf = <C extends Capability, N extends NameOf<C>>(capability: C, name: N, input: InputOf<C, N> = {}): string => addressOf(table[`${capability}.${name}`]![1], input)

function addressOf(path: string, { params, query }: { readonly params?: unknown; readonly query?: unknown }): string {
  const filled = path.replaceAll(/:([a-z_]+)/g, (_, name: string) => encodeURIComponent(String((params as Record<string, unknown>)[name])))
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries((query as Record<string, unknown> | undefined) ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== '') asked.append(name, String(one))
  }
  return asked.size > 0 ? `${filled}?${asked}` : filled
}
