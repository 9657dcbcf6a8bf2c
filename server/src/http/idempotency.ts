import { createHash } from 'node:crypto'
import { Problem } from '@openvrs/core/problem.ts'
import type { Route } from '@openvrs/contract/route.ts'
import { withViewer } from '../db/viewer.ts'
import type { Call } from './context.ts'

/**
 * Answers a request with an Idempotency-Key once: the same key and request get the first answer again, another request
 * under the same key is refused. A failed attempt frees the key. Keys belong to the person, and last 48 hours.
 */
export async function once(call: Call<Route>, route: Route, run: () => Promise<unknown>): Promise<unknown> {
  const key = call.request.headers['idempotency-key']
  if (typeof key !== 'string') return run()
  if (key.length < 1 || key.length > 200) throw new Problem('request.invalid', {}, [{ path: 'header/idempotency-key', message: '1 to 200 characters' }])
  const { viewer } = call.actor
  const own = { ref_area: viewer.member, person_id: viewer.person, key }
  const requestHash = hashOf(route, call)
  const taken = await withViewer(call.db, viewer, call.now, async (trx) => {
    const made = await trx.insertInto('idempotency').values({ ...own, request_hash: requestHash, made_at: call.now }).onConflict((c) => c.doNothing()).executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 1n) return undefined
    return trx.selectFrom('idempotency').selectAll().where('person_id', '=', viewer.person).where('key', '=', key).executeTakeFirst()
  })
  if (taken) {
    if (taken.request_hash !== requestHash) throw new Problem('request.idempotency_conflict')
    if (taken.status === null) throw new Problem('request.idempotency_running')
    call.reply.code(taken.status)
    return taken.response
  }
  try {
    const answer = await run()
    await withViewer(call.db, viewer, call.now, (trx) =>
      trx.updateTable('idempotency').set({ status: call.reply.statusCode, response: JSON.stringify(answer ?? null) }).where('person_id', '=', viewer.person).where('key', '=', key).execute())
    return answer
  } catch (error) {
    await withViewer(call.db, viewer, call.now, (trx) => trx.deleteFrom('idempotency').where('person_id', '=', viewer.person).where('key', '=', key).execute())
    throw error
  }
}

/** The request as far as it is known before a stream is read; an upload adds its length and its fields are in the query. */
function hashOf(route: Route, call: Call<Route>): string {
  const parts = [route.id, call.params ?? null, call.query ?? null, call.body ?? null, call.request.headers['content-length'] ?? null]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
