import type { FastifyInstance } from 'fastify'
import { Problem } from '@openvrs/core/problem.ts'
import type { Db } from '../db/connect.ts'
import type { Actor } from './context.ts'

/** Requests that are being answered, each ended when what it came with no longer holds. */
export type UnderWay = {
  /** Watches a request of somebody until `done`. */
  readonly watch: (actor: Actor) => { readonly ended: AbortSignal; readonly done: () => void }
}

const SWEEP_MS = 1500
/** What takes no longer ends by itself sooner than it could be asked after. */
const LONG_MS = 1000

type Request = { readonly actor: Actor; readonly since: number; readonly end: AbortController }

/** Every server asks after its own long requests: so an end of rights is felt by what is under way, too, wherever it runs. */
export function watchRequests(http: FastifyInstance, holds: (actor: Actor) => Promise<boolean>): UnderWay {
  const open = new Set<Request>()
  let sweeping: Promise<void> | undefined
  const sweep = async (): Promise<void> => {
    const long = [...open].filter(({ since }) => performance.now() - since >= LONG_MS)
    for (const [, requests] of Map.groupBy(long, ({ actor }) => `${actor.via} ${actor.holds}`)) {
      if (!(await holds(requests[0]!.actor))) for (const { end } of requests) end.abort(new Problem('auth.required'))
    }
  }
  const timer = setInterval(() => {
    sweeping ??= sweep().catch((error: { code?: string }) => http.log.warn({ code: error.code }, 'requests under way could not be asked after')).finally(() => { sweeping = undefined })
  }, SWEEP_MS).unref()
  http.addHook('onClose', async () => {
    clearInterval(timer)
    await sweeping
  })
  return {
    watch: (actor) => {
      const request: Request = { actor, since: performance.now(), end: new AbortController() }
      open.add(request)
      return { ended: request.end.signal, done: () => void open.delete(request) }
    },
  }
}

/** The database of a request: from its end on every statement fails, so that nothing of it is committed. */
export const until = (ended: AbortSignal, db: Db): Db => db.withPlugin({
  transformQuery: ({ node }) => {
    ended.throwIfAborted()
    return node
  },
  transformResult: async ({ result }) => result,
})

/** What had been committed when the end came is answered: whoever changes their password ends what they came with. */
const COMMITTED_MS = 250

/** What `work` comes to, or the end, whichever is first. */
export function beforeEnd<T>(ended: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => void setTimeout(() => reject(ended.reason as Error), COMMITTED_MS).unref()
    ended.addEventListener('abort', end, { once: true })
    work.then(resolve, reject).finally(() => ended.removeEventListener('abort', end))
  })
}
