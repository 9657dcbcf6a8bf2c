import type { FastifyRequest } from 'fastify'
import { Problem } from '@openvrs/core/problem.ts'
import type { Actor } from '../http/context.ts'
import { readCookie } from './cookie.ts'
import { isSecure, type IdentityServices } from './services.ts'
import { findSession } from './sessions.ts'
import { findToken } from './tokens.ts'

/** Who is behind a request: a token in `Authorization: Bearer`, else the session of the cookie, else nobody. */
export async function authenticate(services: IdentityServices, request: FastifyRequest): Promise<Actor | null> {
  const now = services.clock()
  const { authorization, cookie } = request.headers
  if (authorization !== undefined) {
    const found = await findToken(services.db, bearerOf(authorization), now)
    return found ? { viewer: found.rights.viewer, email: found.rights.email, scopes: found.scopes, via: 'token' } : null
  }
  const secret = readCookie(cookie, isSecure(services))
  if (!secret) return null
  const session = await findSession(services.db, secret, now)
  if (!session) return null
  refuseForeignPage(request)
  return { viewer: session.rights.viewer, email: session.rights.email, scopes: ['read', 'draft', 'approve'], via: 'session', ...(session.factorAt ? { factorAt: session.factorAt } : {}) }
}

const bearerOf = (header: string): string => (header.slice(0, 7).toLowerCase() === 'bearer ' ? header.slice(7).trim() : '')

/** A cookie is sent and taken by the browser unasked, so what changes something must say that one of our pages asks (http/guards.ts checks what it says). */
export function refuseForeignPage(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (request.headers.origin === undefined && request.headers['sec-fetch-site'] !== 'same-origin') throw new Problem('request.wrong_origin')
}
