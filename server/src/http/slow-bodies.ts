import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** A body may take as long as it needs, an upload on a slow line too, but not stand still: this much must come in this time. */
const LEAST_BYTES = 10_240
const WINDOW_MS = 10_000

type Open = { bytes: number; since: number }

/**
 * Closes connections whose body trickles: they would hold a connection for nothing. What waits for us, because we read no
 * faster, is left alone. Slow headers are closed by Node (`headersTimeout`).
 */
export function closeSlowBodies(app: FastifyInstance): void {
  const open = new Map<IncomingMessage, Open>()
  app.addHook('onRequest', async ({ raw }) => {
    if (raw.complete || !(raw.headers['content-length'] ?? raw.headers['transfer-encoding'])) return
    open.set(raw, { bytes: raw.socket.bytesRead, since: performance.now() })
    raw.once('close', () => open.delete(raw)).once('end', () => open.delete(raw))
  })
  const sweep = setInterval(() => {
    for (const [request, seen] of open) judge(request, seen, performance.now())
  }, 1000).unref()
  app.addHook('onClose', async () => clearInterval(sweep))
}

function judge(request: IncomingMessage, seen: Open, now: number): void {
  if (now - seen.since < WINDOW_MS - 1000) return
  const bytes = request.socket.bytesRead
  const waitsForUs = request.readableLength >= request.readableHighWaterMark
  if (bytes - seen.bytes < LEAST_BYTES && !waitsForUs && !request.complete) request.socket.destroy()
  else Object.assign(seen, { bytes, since: now })
}
