import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import { z } from 'zod'
import type { Sentences } from '@openvrs/core/i18n/sentences.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Route } from '@openvrs/contract/route.ts'
import type { Db } from '../db/connect.ts'
import { anonymous, withViewer } from '../db/viewer.ts'
import type { Actor, Call, Handler, Handlers } from './context.ts'
import { requireFresh } from './fresh-factor.ts'
import { FORM, isForm } from './forms.ts'
import { once } from './idempotency.ts'
import { sameAsKept } from './kept.ts'
import { speak } from './language.ts'
import { isStorable } from './text.ts'
import { beforeEnd, until, type UnderWay } from './under-way.ts'

export type Binding = {
  readonly db: Db
  readonly clock: () => Date
  readonly mode: 'training' | 'live'
  /** Who is behind the session cookie or the token of a request, or null. */
  readonly authenticate: (request: FastifyRequest, reply: FastifyReply) => Promise<Actor | null>
  readonly underWay: UnderWay
}

/** Binds the routes of one capability to its handlers. */
export function bind<Routes extends { readonly [name: string]: Route }>(app: FastifyInstance, binding: Binding, routes: Routes, handlers: Handlers<Routes>): void {
  for (const name of Object.keys(routes)) bindRoute(app, binding, routes[name]!, handlers[name] as unknown as Handler<Route>)
}

function bindRoute(app: FastifyInstance, binding: Binding, route: Route, handle: Handler<Route>): void {
  if (route.who === 'training' && binding.mode !== 'training') return
  app.route({
    method: route.method,
    url: route.path,
    schema: schemaOf(route),
    config: { route },
    // Only what is read is packed: secrets (a token, recovery codes) come as answers to changes, and their length says nothing.
    ...(route.method !== 'GET' && { compress: false }),
    ...(route.kept && { onSend: [sameAsKept] }),
    preValidation: async (request) => {
      checkType(route, request)
      checkText(request)
    },
    handler: async (request, reply) => {
      const actor = route.fromElsewhere ? null : await binding.authenticate(request, reply)
      admit(route, actor, binding.clock())
      reply.code(route.status ?? 200)
      const answer = actor ? await answerWhileHeld(binding, route, handle, request, reply, actor) : await handle(callOf(binding, request, reply, null))
      return route.status === 204 ? reply.send() : answer
    },
  })
}

/** Answers somebody for as long as what they came with holds: an end of rights ends the request, too, whether it reads, works or sends. */
async function answerWhileHeld(binding: Binding, route: Route, handle: Handler<Route>, request: FastifyRequest, reply: FastifyReply, actor: Actor): Promise<unknown> {
  const { ended, done } = binding.underWay.watch(actor)
  reply.raw.once('finish', done).once('close', done)
  const call = callOf({ ...binding, db: until(ended, binding.db) }, request, reply, actor, ended)
  try {
    return await beforeEnd(ended, route.creates ? once(call, route, handle) : handle(call))
  } catch (error) {
    // What is still on its way in is not read to its end.
    if (ended.aborted) reply.header('connection', 'close').raw.once('finish', () => request.raw.destroy())
    throw error
  } finally {
    ended.addEventListener('abort', () => reply.raw.destroy(), { once: true })
  }
}

/** A form is read by the routes that take one alone, and they read nothing else. */
function checkType({ consumes }: Route, request: FastifyRequest): void {
  if (formOf(request) !== consumes) throw new Problem('request.unsupported_type', { expected: consumes ?? 'application/json' })
}

const formOf = (request: FastifyRequest): Route['consumes'] => (request.isMultipart() ? 'multipart/form-data' : isForm(request.headers['content-type']) ? FORM : undefined)

/** The database keeps no NUL and no half of a character, so neither gets as far as a handler. */
function checkText({ params, query, body }: FastifyRequest): void {
  for (const [path, part] of Object.entries({ params, querystring: query, body })) if (!isStorable(part)) throw new Problem('request.invalid', {}, [{ path, message: 'a text is not well-formed' }])
}

/** What can be said before anything is loaded: is somebody there, does the token reach this far, and was the second factor given just now. */
function admit(route: Route, actor: Actor | null, now: Date): void {
  if (route.who !== 'signed_in') return
  if (!actor) throw new Problem('auth.required')
  if (route.scope && !actor.scopes.includes(route.scope)) throw new Problem('auth.scope', { scope: route.scope })
  requireFresh(route, actor, now)
}

function callOf(binding: Binding, request: FastifyRequest, reply: FastifyReply, actor: Actor | null, ended?: AbortSignal): Call<Route> {
  const now = binding.clock()
  return {
    params: request.params as never,
    query: request.query as never,
    body: request.body as never,
    get actor(): Actor {
      if (!actor) throw new Problem('auth.required')
      return actor
    },
    maybeActor: actor,
    now,
    get sentences(): Sentences {
      return speak(request, reply)
    },
    db: binding.db,
    store: (work) => withViewer(binding.db, actor?.viewer ?? anonymous, now, work),
    get gone(): AbortSignal {
      return ended ? AbortSignal.any([goneOf(reply), ended]) : goneOf(reply)
    },
    request,
    reply,
  }
}

function goneOf({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  if (raw.destroyed) gone.abort()
  raw.once('close', () => { if (!raw.writableFinished) gone.abort() })
  return gone.signal
}

/** What a route takes nothing of is refused as a field too many is: who sends it believes that it is read. */
const NO_FIELD = z.strictObject({})
const NO_BODY = z.union([z.null(), NO_FIELD])

function schemaOf(route: Route): FastifySchema {
  return {
    summary: route.summary,
    description: route.description,
    tags: [route.tag],
    operationId: route.id,
    ...(route.params ? { params: route.params } : {}),
    querystring: route.query ?? NO_FIELD,
    ...(route.method === 'GET' || route.consumes === 'multipart/form-data' ? {} : { body: route.body ?? NO_BODY }),
    ...(route.consumes ? { consumes: [route.consumes] } : {}),
    ...(route.response ? { response: { [route.status ?? 200]: route.response } } : {}),
  } as FastifySchema
}

declare module 'fastify' {
  interface FastifyContextConfig {
    route?: Route
  }
}
