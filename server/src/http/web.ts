import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/** The pages of the web room. Assets carry a hash in their names and may be kept for a year; the page itself is asked for anew. */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  if (!existsSync(dist)) return
  await app.register(files, { root: join(dist, 'assets'), prefix: '/assets/', index: false, dotfiles: 'ignore', immutable: true, maxAge: '365d' })
  for (const path of ['/', '/training']) app.get(path, (_request, reply) => reply.sendFile('index.html', dist, { immutable: false, maxAge: 0 }))
}
