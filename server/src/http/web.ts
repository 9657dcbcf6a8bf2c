import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '@openvrs/core/problem.ts'
import { sendProblem } from './problems.ts'

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/**
 * The pages of the web room. Assets carry a hash in their names and may be kept for a year; the page itself is asked for
 * anew. Which addresses are pages only the web room knows: a browser that opens an unknown one gets the page, which says so;
 * anybody else gets a problem.
 */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  const built = existsSync(dist)
  if (built) await app.register(files, { root: join(dist, 'assets'), prefix: '/assets/', index: false, dotfiles: 'ignore', immutable: true, maxAge: '365d' })
  app.setNotFoundHandler((request, reply) =>
    built && opensPage(request) ? reply.code(200).sendFile('index.html', dist, { immutable: false, maxAge: 0 }) : sendProblem(reply, new Problem('not_found')))
}

const opensPage = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && !/^\/(api|assets|\.well-known)(\/|$)/.test(url) && !url.includes('.') && (headers.accept ?? '').includes('text/html')
