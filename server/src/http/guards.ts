import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit, { type FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { Problem } from '@openvrs/core/problem.ts'
import type { Db } from '../db/connect.ts'
import { sharedRates } from './shared-rates.ts'

export type Guards = {
  readonly mode: 'training' | 'live'
  readonly publicUrl: string
  /** Behind TLS, of our own or of a trusted proxy. */
  readonly secure: boolean
  readonly db: Db
  readonly clock: () => Date
}

/** What every request passes before a route sees it: host, origin, headers, rate. */
export async function guard(app: FastifyInstance, guards: Guards): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    // Nothing is kept on the way unless it says so itself, as the files of the pages do.
    reply.header('cache-control', 'no-store')
    checkHost(guards, request.headers)
    if (!request.routeOptions.config.route?.fromElsewhere) checkOrigin(guards, request.method, request.headers)
  })
  await app.register(rateLimit, {
    store: countRates(app, guards),
    max: guards.mode === 'training' ? 6000 : 600, timeWindow: '1 minute',
    errorResponseBuilder: (_request, context) => new Problem('request.rate_limited', { seconds: Math.ceil(context.ttl / 1000) }),
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'"], connectSrc: ["'self'"], manifestSrc: ["'self'"], workerSrc: ["'self'"],
        baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
    // What only browsers of long ago or other programs read: on a slow line each answer carries its headers, too.
    xDnsPrefetchControl: false, xDownloadOptions: false, xPermittedCrossDomainPolicies: false, xXssProtection: false, originAgentCluster: false,
    strictTransportSecurity: guards.secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  })
  await app.register(compress, { encodings: ['br', 'gzip'], threshold: 300, brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } })
}

/** The servers of a system tell each other their counts every second; one that cannot counts on alone. */
function countRates(app: FastifyInstance, { db, clock }: Guards): FastifyRateLimitStoreCtor {
  const { store, share } = sharedRates(db, clock)
  let sharing: Promise<void> | undefined
  const timer = setInterval(() => {
    sharing ??= share().catch((error: { code?: string }) => app.log.warn({ code: error.code }, 'rates could not be shared')).finally(() => { sharing = undefined })
  }, 1000).unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    await sharing
  })
  return store
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/

/** Training listens on loopback and believes no proxy: a page of another site cannot reach it under a name of its own. */
function checkHost(guards: Guards, headers: { readonly [name: string]: unknown }): void {
  const host = String(headers.host ?? '')
  if (guards.mode === 'training') {
    if (!LOOPBACK.test(host) || Object.keys(headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'))) throw new Problem('request.wrong_host')
  } else if (host !== new URL(guards.publicUrl).host) throw new Problem('request.wrong_host')
}

/** A browser says where a request comes from. What changes something comes from our own pages or from no page at all. */
function checkOrigin(guards: Guards, method: string, headers: { readonly [name: string]: unknown }): void {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
  const { 'sec-fetch-site': site, origin, host } = headers
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('request.wrong_origin')
  if (origin !== undefined && origin !== ownOrigin(guards, String(host))) throw new Problem('request.wrong_origin')
}

/** Where our pages come from: in training whatever name of this machine was asked, since `checkHost` let no other through. */
const ownOrigin = ({ mode, publicUrl }: Guards, host: string): string => (mode === 'training' ? `http://${host}` : new URL(publicUrl).origin)
