import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Sentences } from '@openvrs/core/i18n/sentences.ts'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route, Scope } from '@openvrs/contract/route.ts'
import type { Db, Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'

/** Who asks, once signed in: the viewer of the transactions and what the session or token carries. */
export type Actor = {
  readonly viewer: Viewer
  readonly email: string
  readonly scopes: readonly Scope[]
  readonly via: 'session' | 'token'
  /** The id of that session or token: what the request stands on for as long as it takes. */
  readonly holds: string
  /** When the second factor was last given; approving and changes of rights ask for a recent one. */
  readonly factorAt?: Date
  /** There is none to give: they came by their provider's alone. */
  readonly factorless?: true
}

/** What a handler is given: the parsed request, who asks, and when. Handlers read: load, authorise, decide, store, present. */
export type Call<R extends Route> = {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  /** Throws `auth.required` where nobody is signed in; routes with `who: signed_in` never see that. */
  readonly actor: Actor
  readonly maybeActor: Actor | null
  readonly now: Date
  /** What is said to who asks, in their language; an answer that uses it says so in its headers. */
  readonly sentences: Sentences
  readonly db: Db
  /**
   * The one transaction of a route that creates something: it also remembers the answer, so that a repetition of the request gets it again and does nothing.
   * `content` stands for what the request streamed.
   */
  readonly store: <Answer extends ResponseOf<R>>(work: (trx: Trx) => Promise<Answer>, content?: string) => Promise<Answer>
  /** Aborted when whoever asked has gone before the answer. */
  readonly gone: AbortSignal
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export type Handler<R extends Route> = (call: Call<R>) => Promise<ResponseOf<R>>

/** A capability's handlers: exactly one for each of its routes. */
export type Handlers<Routes extends { readonly [name: string]: Route }> = { readonly [Name in keyof Routes]: Handler<Routes[Name]> }
