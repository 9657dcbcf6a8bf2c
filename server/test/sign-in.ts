import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import type { LightMyRequestResponse } from 'fastify'
import type { App } from '../src/app.ts'
import type { AuthTables } from '../src/identity/tables.ts'
import type { Actor } from './cast.ts'
import type { TestApp } from './app.ts'

/** Somebody with a password, an authenticator and a browser. */
export type Human = { readonly email: string; readonly password: string; readonly totpSecret: string; readonly recoveryCodes: readonly string[]; cookie: string }

type Answer = LightMyRequestResponse

/** The code that the authenticator shows; `later` in steps of 30 seconds. */
export const codeOf = (human: Pick<Human, 'totpSecret'>, now: Date, later = 0): Promise<string> =>
  createOTP(new TextDecoder().decode(base32.decode(human.totpSecret))).hotp(Math.floor(now.getTime() / 30_000) + later)

export const cookieOf = (answer: Answer): string => String(answer.headers['set-cookie']).split(';')[0]!

/** A request as a browser sends it: with the cookie, from a page of ours. */
export const browse = (app: Pick<App, 'http'>, cookie: string, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> =>
  app.http.inject({
    method, url: path, headers: { host: 'localhost', origin: 'http://localhost', ...(cookie ? { cookie } : {}), ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { payload: JSON.stringify(body) } : {}),
  })

export const secretOf = (invitation: Answer): string => (invitation.json() as { url: string }).url.split('#')[1]!

export const PASSWORD = 'a river of quiet words'

/** Accepts an invitation up to the first code. */
export async function accept(app: TestApp, invitation: Answer, more: object = {}): Promise<Human & { ticket: string }> {
  const answer = await app.call(null, 'POST', '/api/invitations/accept', { secret: secretOf(invitation), name: 'Somebody', password: PASSWORD, ...more })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  const offer = answer.json() as { ticket: string; totp_secret: string; recovery_codes: string[] }
  return { email: (invitation.json() as { email: string }).email, password: PASSWORD, totpSecret: offer.totp_secret, recoveryCodes: offer.recovery_codes, cookie: '', ticket: offer.ticket }
}

let invited = 0

/** Invites somebody, who accepts and is signed in. */
export async function settle(app: TestApp, by: Actor, member: string, role: string, more: object = {}): Promise<Human> {
  const invitation = await app.call(by, 'POST', '/api/invitations', { email: `person${++invited}@${member.toLowerCase()}.example`, member, role })
  if (invitation.statusCode !== 201) throw new Error(invitation.body)
  const human = await accept(app, invitation, more)
  const answer = await app.call(null, 'POST', '/api/invitations/confirm', { ticket: human.ticket, code: await codeOf(human, app.services.clock()) })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return { ...human, cookie: cookieOf(answer) }
}

/** The first step; resolves to the ticket. */
export async function firstStep(app: TestApp, human: Human): Promise<string> {
  const answer = await app.call(null, 'POST', '/api/session', { email: human.email, password: human.password })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return (answer.json() as { ticket: string }).ticket
}

/** Lets time pass, so that the authenticator shows another code. */
export const wait = (app: TestApp, seconds: number): void => app.setNow(new Date(app.services.clock().getTime() + seconds * 1000))

/** A session of somebody made by `app.person`, whose second factor was given now. Resolves to its cookie. */
export async function sessionOf(app: TestApp, { person, email }: Actor): Promise<string> {
  const now = app.services.clock()
  const secret = randomBytes(32).toString('base64url')
  const auth = app.migrator.withTables<AuthTables>()
  await auth.insertInto('auth.user').values({ id: person, name: person, email, email_verified: true, image: null, two_factor_enabled: true, created_at: now, updated_at: now }).onConflict((conflict) => conflict.doNothing()).execute()
  await auth.insertInto('auth.session').values({
    id: randomUUID(), token: createHash('sha256').update(secret).digest('hex'), user_id: person, expires_at: new Date(now.getTime() + 3_600_000), ip_address: null, user_agent: null, created_at: now, updated_at: now, rights_version: 1, factor_at: now,
  }).execute()
  return `vrs_session=${secret}`
}
