import { QueryCache, QueryClient, queryOptions } from '@tanstack/react-query'
import { call, Refusal, type AnswerOf, type Capability, type InputOf, type NameOf } from './call.ts'

const REFUSED = [401, 403, 404]

/** One cache for all screens. What was refused is not asked again; it takes away what had been answered before. A lost line is tried again, twice. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => {
    if (error instanceof Refusal && REFUSED.includes(error.status) && query.state.data !== undefined) query.setState({ data: undefined })
  } }),
  defaultOptions: {
    queries: { staleTime: 10_000, refetchOnWindowFocus: true, retry: (count, error) => count < 2 && error instanceof Refusal && (error.status === 0 || error.status === 503) },
    mutations: { retry: false },
  },
})

/** What a screen reads: `useQuery(read('reports', 'show', { params: { report } }))`. The key is the route and its input. */
export const read = <C extends Capability, N extends NameOf<C>>(capability: C, name: N, input: InputOf<C, N> = {}) =>
  queryOptions<AnswerOf<C, N>, Refusal>({ queryKey: [capability, name, input], queryFn: ({ signal }) => call(capability, name, input, { signal }) })

/** Forgets what was read of a capability, after something of it was changed. */
export const renew = (...capabilities: Capability[]): Promise<unknown> => Promise.all(capabilities.map((capability) => queryClient.invalidateQueries({ queryKey: [capability] })))

export type Me = AnswerOf<'session', 'show'>

/** Who is signed in, or null. */
export const me = queryOptions<Me | null, Refusal>({
  queryKey: ['session', 'show', 'me'],
  staleTime: 60_000,
  // Every page waits for this: without a line that is said at once.
  networkMode: 'always', retry: (count, error) => count < 2 && navigator.onLine && (error.status === 0 || error.status === 503),
  queryFn: ({ signal }) => call('session', 'show', {}, { signal }).catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 401) return null
    throw error
  }),
})
