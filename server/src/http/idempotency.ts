import { createHash } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { Problem } from '@openvrs/core/problem.ts'
import type { Route } from '@openvrs/contract/route.ts'
import type { Trx } from '../db/connect.ts'
import type { IdempotencyTable } from '../db/tables/work.ts'
import { withViewer } from '../db/viewer.ts'
import type { Call } from './context.ts'

type Answered = Selectable<IdempotencyTable>

/**
 * Answers a request with an Idempotency-Key once: the same key and request get the first answer again, another request
 * under the same key is refused. The answer is remembered in the transaction of `call.store`, with the work itself: whatever
 * a crash takes, both are there or neither, and the key is free as long as nothing was done. Of two that come at once the
 * second waits in `call.store` for the first. Keys belong to the person, and last 48 hours.
 * A file that a request streams is part of it: such a route reads it first and says to `call.store` what it was, so that
 * another file under the same key is refused as another request.
 *
 * A handler that stores without `call.store` (the owner of the tables installs a collection) is remembered after its work.
 */
export async function once(call: Call<Route>, route: Route, handle: (call: Call<Route>) => Promise<unknown>): Promise<unknown> {
  const key = call.request.headers['idempotency-key']
  if (typeof key !== 'string') return handle(call)
  if (key.length < 1 || key.length > 200) throw new Problem('request.invalid', {}, [{ path: 'header/idempotency-key', message: '1 to 200 characters' }])
  const memory = memoryOf(call, key)
  const as = <T>(work: (trx: Trx) => Promise<T>) => withViewer(call.db, call.actor.viewer, call.now, work)

  let hash = hashOf(route, call)
  const first = route.consumes ? undefined : await as(memory.find)
  if (first) return memory.repeat(first, hash)
  let remembered: unknown
  const store: Call<Route>['store'] = (work, content) => as(async (trx) => {
    if (content !== undefined) hash = hashOf(route, call, content)
    await memory.lock(trx)
    const before = await memory.find(trx)
    if (before) throw new AnsweredBefore(before)
    const answer = await work(trx)
    await memory.write(trx, answer, hash)
    remembered = answer
    return answer
  })
  try {
    const answer = await handle({ ...call, actor: call.actor, store })
    if (answer !== remembered) await as((trx) => memory.write(trx, answer, hash))
    return answer
  } catch (error) {
    if (error instanceof AnsweredBefore) return memory.repeat(error.first, hash)
    throw error
  }
}

/** Rolls a repetition back that came while the first request was at work. */
class AnsweredBefore extends Error {
  readonly first: Answered

  constructor(first: Answered) {
    super('answered before')
    this.first = first
  }
}

/** What is remembered of one key of one person. */
function memoryOf(call: Call<Route>, key: string) {
  const { viewer } = call.actor
  const own = { ref_area: viewer.member, person_id: viewer.person, key }
  return {
    lock: (trx: Trx) => sql`select pg_advisory_xact_lock(hashtextextended(${`idempotency:${viewer.person}:${key}`}, 0))`.execute(trx),
    find: (trx: Trx): Promise<Answered | undefined> => trx.selectFrom('idempotency').selectAll().where((e) => e.and(own)).executeTakeFirst(),
    write: async (trx: Trx, answer: unknown, hash: string): Promise<void> => {
      const response = JSON.stringify(answer ?? null)
      await trx.insertInto('idempotency').values({ ...own, request_hash: hash, status: call.reply.statusCode, response, made_at: call.now })
        .onConflict((conflict) => conflict.columns(['ref_area', 'person_id', 'key']).doUpdateSet({ response })).execute()
    },
    repeat: (first: Answered, hash: string): unknown => {
      if (first.request_hash !== hash) throw new Problem('request.idempotency_conflict')
      if (first.status !== null) call.reply.code(first.status)
      return first.response
    },
  }
}

/** What makes two requests the same; `content` stands for what was streamed. */
function hashOf(route: Route, call: Call<Route>, content?: string): string {
  const parts = [route.id, call.params ?? null, call.query ?? null, call.body ?? null, content ?? null]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
