import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '@openvrs/core/problem.ts'
import { sendProblem } from './problems.ts'

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/** What is asked for anew each time: the page, and the worker that keeps its files on the device. */
const ANEW = { immutable: false, maxAge: 0, cacheControl: false } as const

/** What no page of ours needs of a device; a script that got in would not have it either. */
const PERMISSIONS = 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), display-capture=(), browsing-topics=()'

/**
 * The pages of the web room, as they were packed when they were built. Assets carry a hash in their names and may be kept
 * for a year. Which addresses are pages only the web room knows: a browser that opens an unknown one gets the page, which
 * says so; anybody else gets a problem.
 */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  const built = existsSync(dist)
  if (built) {
    await app.register(files, { root: join(dist, 'assets'), prefix: '/assets/', index: false, dotfiles: 'ignore', immutable: true, maxAge: '365d', preCompressed: true })
    app.get('/worker.js', (_, reply) => reply.header('cache-control', 'no-cache').sendFile('worker.js', dist, ANEW))
  }
  app.setNotFoundHandler((request, reply) =>
    built && opensPage(request) ? reply.code(200).headers({ 'cache-control': 'no-cache', 'permissions-policy': PERMISSIONS }).sendFile('index.html', dist, ANEW) : sendProblem(reply, new Problem('not_found')))
}

const opensPage = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && !/^\/(api|assets|\.well-known)(\/|$)/.test(url) && !url.split('?')[0]!.includes('.') && (headers.accept ?? '').includes('text/html')
