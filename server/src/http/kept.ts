import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** An answer that a device keeps: it asks each time whether it is still the same, and is told so in a line where it is. */
export async function sameAsKept(request: FastifyRequest, reply: FastifyReply, answer: unknown): Promise<unknown> {
  if (reply.statusCode !== 200 || typeof answer !== 'string') return answer
  // Weak: the same words, however they are packed.
  const tag = `W/"${createHash('sha256').update(answer).digest('base64url')}"`
  reply.headers({ 'cache-control': 'private, no-cache', etag: tag })
  if (request.headers['if-none-match'] !== tag) return answer
  reply.code(304)
  return ''
}
