import table from 'virtual:routes'
import type { Contract } from '@openvrs/contract'
import type { Route } from '@openvrs/contract/route.ts'
import type { z } from 'zod'

export type Capability = keyof Contract
export type NameOf<C extends Capability> = keyof Contract[C] & string
export type RouteOf<C extends Capability, N extends NameOf<C>> = Contract[C][N] extends Route ? Contract[C][N] : never
type Part<S> = S extends z.ZodType ? z.input<S> : undefined
export type InputOf<C extends Capability, N extends NameOf<C>> = {
  readonly params?: Part<RouteOf<C, N>['params']>
  readonly query?: Part<RouteOf<C, N>['query']>
  readonly body?: Part<RouteOf<C, N>['body']>
}

/** The address of a route, also for links that download. */
export const hrefOf = <C extends Capability, N extends NameOf<C>>(capability: C, name: N, input: InputOf<C, N> = {}): string => addressOf(table[`${capability}.${name}`]![1], input)

export const methodOf = (capability: Capability, name: string): string => table[`${capability}.${name}`]![0]

function addressOf(path: string, { params, query }: { readonly params?: unknown; readonly query?: unknown }): string {
  const filled = path.replaceAll(/:([a-z_]+)/g, (_, name: string) => encodeURIComponent(String((params as Record<string, unknown>)[name])))
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries((query as Record<string, unknown> | undefined) ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== '') asked.append(name, String(one))
  }
  return asked.size > 0 ? `${filled}?${asked}` : filled
}
