import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '@openvrs/core/problem.ts'
import type { Actor } from '../http/context.ts'
import { readCookie, setCookie } from './cookie.ts'
import { isSecure, type IdentityServices } from './services.ts'
import { findSession, sessionHolds } from './sessions.ts'
import { findRights } from './rights.ts'
import { findToken, tokenHolds } from './tokens.ts'

/** Who is behind a request: a token in `Authorization: Bearer`, else the session of the cookie, whose secret may be renewed with the answer, else nobody. */
export async function authenticate(services: IdentityServices, request: FastifyRequest, reply: FastifyReply): Promise<Actor | null> {
  const now = services.clock()
  const { authorization, cookie } = request.headers
  if (authorization !== undefined) {
    const found = await findToken(services.db, bearerOf(authorization), now)
    return found ? { viewer: found.rights.viewer, email: found.rights.email, scopes: found.scopes, via: 'token', holds: found.id } : null
  }
  const secret = readCookie(cookie, isSecure(services))
  if (!secret) return null
  const session = await findSession(services, secret, now, new Date(now.getTime() - reply.elapsedTime))
  if (!session) return null
  refuseForeignPage(request)
  if (session.renewed) reply.header('set-cookie', setCookie(session.renewed.secret, isSecure(services), session.renewed.seconds))
  return { viewer: session.rights.viewer, email: session.rights.email, scopes: ['read', 'draft', 'approve'], via: 'session', holds: session.id, ...(session.factorAt ? { factorAt: session.factorAt } : {}), ...(session.factorless ? { factorless: true } : {}) }
}

/** Whether what somebody came with holds still: asked while a request takes long. */
export const stillHolds = ({ db, clock }: IdentityServices, { viewer, via, holds }: Actor): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const now = clock()
    const rights = await findRights(trx, viewer.person, now)
    if (!rights) return false
    return via === 'session' ? sessionHolds(trx, holds, rights.version, now) : tokenHolds(trx, rights, holds, now)
  })

const bearerOf = (header: string): string => (header.slice(0, 7).toLowerCase() === 'bearer ' ? header.slice(7).trim() : '')

/** A cookie is sent and taken by the browser unasked, so what changes something must say that one of our pages asks (http/guards.ts checks what it says). */
export function refuseForeignPage(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (request.headers.origin === undefined && request.headers['sec-fetch-site'] !== 'same-origin') throw new Problem('request.wrong_origin')
}
