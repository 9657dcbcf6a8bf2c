import { createHook } from 'node:async_hooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allRoutes } from '@openvrs/contract'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { browse, codeOf, cookieOf, firstStep, secretOf, settle, wait, type Human } from '../../test/sign-in.ts'
import { buildApp } from '../app.ts'

let app: TestApp
let focal: Actor
beforeAll(async () => {
  app = await testApp()
  focal = await app.person('THA', 'focal_point')
})
afterAll(() => app.close())

const now = () => app.services.clock()
const second = async (human: Human, ticket: string, given: object = {}, cookie = '') =>
  browse(app, cookie, 'POST', '/api/session/factor', { ticket, ...('code' in given || 'recovery_code' in given ? given : { code: await codeOf(human, now()) }) })
const status = async (cookie: string) => (await browse(app, cookie, 'GET', '/api/session')).statusCode

/** How many objects of a schema take more than they name; a record, whose keys are data, says what its values are. */
function openObjects(schema: unknown): number {
  if (typeof schema !== 'object' || schema === null) return 0
  const inner = Object.values(schema).reduce((sum: number, value) => sum + openObjects(value), 0)
  return inner + ('properties' in schema && (schema as { additionalProperties?: unknown }).additionalProperties !== false ? 1 : 0)
}

/** Signs in wholly; a new half-minute begins before it, since every code works once. */
async function signIn(human: Human): Promise<string> {
  wait(app, 30)
  return cookieOf(await second(human, await firstStep(app, human)))
}

describe('requirement 1: a second factor on every way in', () => {
  test('1: the password alone opens nothing, and its ticket is no session and no token', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    const answer = await browse(app, '', 'POST', '/api/session', { email: human.email.toUpperCase(), password: human.password })
    expect(answer.headers['set-cookie']).toBeUndefined()
    const { ticket } = answer.json()
    expect(await status(`vrs_session=${ticket}`)).toBe(401)
    expect((await app.call(null, 'GET', '/api/session', undefined, { authorization: `Bearer ${ticket}` })).statusCode).toBe(401)
  })

  test('1: a used code replayed is 401, also with another ticket; so is the code before it', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    expect((await second(human, await firstStep(app, human))).statusCode).toBe(401) // the code that confirmed the account
    wait(app, 60)
    const code = await codeOf(human, now())
    const ticket = await firstStep(app, human)
    expect((await second(human, ticket, { code })).statusCode).toBe(200)
    expect((await second(human, ticket, { code: await codeOf(human, now(), 1) })).statusCode).toBe(401)
    expect((await second(human, await firstStep(app, human), { code })).statusCode).toBe(401)
    expect((await second(human, await firstStep(app, human), { code: await codeOf(human, now(), -1) })).statusCode).toBe(401)
  })

  test('1: of two servers that get the same code at once, one accepts it', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    const other = await buildApp(app.services)
    wait(app, 30)
    const tickets = [await firstStep(app, human), await firstStep(app, human)]
    const code = await codeOf(human, now())
    const answers = await Promise.all([app, other].map((server, i) => browse(server, '', 'POST', '/api/session/factor', { ticket: tickets[i], code })))
    expect(answers.map((a) => a.statusCode).sort()).toEqual([200, 401])
    await other.close()
  })

  test('1: wrong codes lock across sessions and servers, for a time', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    const cookie = human.cookie
    const other = await buildApp(app.services)
    for (let i = 0; i < 5; i++) expect((await browse(i % 2 ? other : app, '', 'POST', '/api/session/factor', { ticket: await firstStep(app, human), code: '000000' })).statusCode).toBe(401)
    wait(app, 30)
    const right = { code: await codeOf(human, now()) }
    for (const server of [app, other]) {
      const locked = await browse(server, '', 'POST', '/api/session/factor', { ticket: await firstStep(app, human), ...right })
      expect(locked.statusCode).toBe(429)
      expect(locked.json()).toMatchObject({ code: 'auth.locked' })
    }
    expect((await browse(app, cookie, 'POST', '/api/session/reauthenticate', right)).statusCode).toBe(429)
    wait(app, 15 * 60)
    expect((await second(human, await firstStep(app, human))).statusCode).toBe(200)
    await other.close()
  })

  test('1: wrong passwords lock the account for whoever comes from there, also one that does not exist', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    for (const email of [human.email, 'nobody@nowhere.example']) {
      const attempt = () => browse(app, '', 'POST', '/api/session', { email, password: 'wrong wrong wrong' })
      for (let i = 0; i < 10; i++) expect((await attempt()).statusCode).toBe(401)
      expect((await attempt()).json().code).toBe('auth.locked')
      expect((await browse(app, '', 'POST', '/api/session', { email, password: human.password })).statusCode).toBe(429)
    }
    wait(app, 15 * 60)
    expect(await firstStep(app, human)).toBeTruthy()
  })

  test('1: a recovery code works once', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    expect(human.recoveryCodes).toHaveLength(10)
    const given = { recovery_code: human.recoveryCodes[0]! }
    expect((await second(human, await firstStep(app, human), given)).statusCode).toBe(200)
    expect((await second(human, await firstStep(app, human), given)).statusCode).toBe(401)
    expect((await second(human, await firstStep(app, human), { recovery_code: human.recoveryCodes[1] })).statusCode).toBe(200)
  })

  test('1: a token needs a fresh second factor, and one that approves lives an hour at most', async () => {
    const human = await settle(app, focal, 'THA', 'focal_point')
    wait(app, 301)
    const make = (cookie: string, body: object) => browse(app, cookie, 'POST', '/api/tokens', body)
    expect((await make(human.cookie, { scopes: ['read', 'approve'], days: 30 })).json().code).toBe('auth.fresh_factor')
    expect((await make(human.cookie, { scopes: ['read', 'draft'], days: 30 })).json().code).toBe('auth.fresh_factor')
    const again = await browse(app, human.cookie, 'POST', '/api/session/reauthenticate', { code: await codeOf(human, now()) })
    const token = (await make(cookieOf(again), { scopes: ['read', 'approve'], days: 30 })).json()
    expect(new Date(token.expires).getTime() - now().getTime()).toBeLessThanOrEqual(3_600_000)
    const use = () => app.call(null, 'GET', '/api/people', undefined, { authorization: `Bearer ${token.token}` })
    expect((await use()).statusCode).toBe(200)
    expect((await app.call(null, 'POST', '/api/tokens', { scopes: ['read'] }, { authorization: `Bearer ${token.token}` })).json().code).toBe('auth.session_needed')
    wait(app, 3601)
    expect((await use()).statusCode).toBe(401)
  })

  test('1: scopes are a ceiling; the role still decides', async () => {
    const human = await settle(app, focal, 'THA', 'analyst')
    const read = (await browse(app, human.cookie, 'POST', '/api/tokens', { scopes: ['read'] })).json()
    const all = (await browse(app, human.cookie, 'POST', '/api/tokens', { scopes: ['read', 'draft', 'approve'] })).json()
    const invite = (token: string) => app.call(null, 'POST', '/api/invitations', { email: 'a@tha.example', member: 'THA', role: 'analyst' }, { authorization: `Bearer ${token}` })
    expect((await invite(read.token)).json().code).toBe('auth.scope')
    expect((await invite(all.token)).json().code).toBe('not_allowed')
    expect((await browse(app, human.cookie, 'DELETE', `/api/tokens/${read.id}`)).statusCode).toBe(204)
    expect((await app.call(null, 'GET', '/api/session', undefined, { authorization: `Bearer ${read.token}` })).statusCode).toBe(401)
    expect((await app.migrator.selectFrom('api_token').select('secret_hash').where('token_id', '=', read.id).executeTakeFirstOrThrow()).secret_hash).not.toContain(read.token)
  })
})

test('2: signing in, the second factor and re-authentication each give a new session, and the old one is 401', async () => {
  const human = await settle(app, focal, 'THA', 'reporter')
  const first = human.cookie
  wait(app, 30)
  const signedIn = cookieOf(await second(human, await firstStep(app, human), {}, first))
  expect(new Set([first, signedIn]).size).toBe(2)
  expect([await status(first), await status(signedIn)]).toEqual([401, 200])
  wait(app, 30)
  const again = cookieOf(await browse(app, signedIn, 'POST', '/api/session/reauthenticate', { code: await codeOf(human, now()) }))
  expect([await status(signedIn), await status(again)]).toEqual([401, 200])
  const other = await settle(app, focal, 'THA', 'analyst')
  wait(app, 30)
  await second(other, await firstStep(app, other), {}, again) // somebody else signs in on this device
  expect(await status(again)).toBe(401)
  const stored = await app.database.db('migrator').withTables<{ 'auth.session': { token: string } }>().selectFrom('auth.session').select('token').execute()
  expect(stored.map((row) => row.token)).not.toContain(other.cookie.split('=')[1])
})

describe('requirement 3: an end of rights is felt at the next request', () => {
  const tokenOf = async (cookie: string): Promise<string> => (await browse(app, cookie, 'POST', '/api/tokens', { scopes: ['read'] })).json().token
  const tokenStatus = async (token: string) => (await app.call(null, 'GET', '/api/session', undefined, { authorization: `Bearer ${token}` })).statusCode
  const personOf = async (cookie: string): Promise<string> => (await browse(app, cookie, 'GET', '/api/session')).json().person

  test('3: disabling ends sessions, tokens and half-open sign-ins; the person does not get in again', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    const token = await tokenOf(human.cookie)
    const person = await personOf(human.cookie)
    wait(app, 30)
    const ticket = await firstStep(app, human)
    expect((await app.call(focal, 'POST', `/api/people/${person}/disable`)).json().disabled).not.toBeNull()
    expect([await status(human.cookie), await tokenStatus(token)]).toEqual([401, 401])
    expect((await second(human, ticket)).statusCode).toBe(401)
    expect((await browse(app, '', 'POST', '/api/session', { email: human.email, password: human.password })).statusCode).toBe(401)
  })

  test('3: another role ends them, and the next sign-in has it', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    const token = await tokenOf(human.cookie)
    const person = await personOf(human.cookie)
    wait(app, 30)
    const ticket = await firstStep(app, human)
    expect((await app.call(focal, 'PATCH', `/api/people/${person}`, { role: 'analyst' })).json().role).toBe('analyst')
    expect((await second(human, ticket)).statusCode).toBe(401)
    expect([await status(human.cookie), await tokenStatus(token)]).toEqual([401, 401])
    expect((await browse(app, await signIn(human), 'GET', '/api/session')).json().role).toBe('analyst')
  })

  test('3: another password ends them, on every device but this one', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    const token = await tokenOf(human.cookie)
    const elsewhere = await signIn(human)
    wait(app, 30)
    const change = async (password: string) => browse(app, human.cookie, 'PUT', '/api/session/password', { password, new_password: 'another river of words', code: await codeOf(human, now()) })
    expect((await change('not the password')).statusCode).toBe(401)
    const changed = await change(human.password)
    expect([await status(human.cookie), await status(elsewhere), await tokenStatus(token), await status(cookieOf(changed))]).toEqual([401, 401, 401, 200])
    expect((await browse(app, '', 'POST', '/api/session', { email: human.email, password: human.password })).statusCode).toBe(401)
    expect(await signIn({ ...human, password: 'another river of words' })).toContain('vrs_session=')
  })
})

describe('requirement 4: nobody sets what is not theirs to set', () => {
  test('4: every body, query and path of the contract refuses a field that it does not name', () => {
    const open = allRoutes.filter((route) => [route.body, route.query, route.params].some((schema) => schema && openObjects(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })) > 0))
    expect(open.map((route) => route.id)).toEqual([])
  })

  test('4: a role in an accepted invitation is refused, and the database lets no login rewrite what an invitation or token says', async () => {
    const invitation = await app.call(focal, 'POST', '/api/invitations', { email: 'four@tha.example', member: 'THA', role: 'reporter' })
    const secret = invitation.json().url.split('#')[1]
    expect((await app.call(null, 'POST', '/api/invitations/accept', { secret, name: 'Four', password: 'a river of quiet words', role: 'focal_point' })).statusCode).toBe(400)
    expect((await app.call(null, 'POST', '/api/invitations/accept', { secret, name: 'Four', password: 'a river of quiet words' })).statusCode).toBe(200)
    const db = app.database.db('app')
    await expect(db.updateTable('invitation').set({ role: 'focal_point' }).execute()).rejects.toThrow('permission denied')
    await expect(db.updateTable('api_token').set({ scopes: ['approve'] }).execute()).rejects.toThrow('permission denied')
    await expect(db.updateTable('person').set({ email: 'other@tha.example' }).execute()).rejects.toThrow('permission denied')
  })

  test('4: a focal point changes neither the own role nor the people of another state', async () => {
    const other = await app.person('FJI', 'reporter')
    expect((await app.call(focal, 'PATCH', `/api/people/${focal.person}`, { role: 'analyst' })).json().code).toBe('not_allowed')
    expect((await app.call(focal, 'POST', `/api/people/${focal.person}/disable`)).json().code).toBe('not_allowed')
    const [foreign, absent] = [await app.call(focal, 'POST', `/api/people/${other.person}/disable`), await app.call(focal, 'POST', '/api/people/nobody/disable')]
    expect([foreign.statusCode, foreign.body]).toEqual([404, absent.body])
  })
})

test('5: an unknown address, a wrong password and a disabled person get the same answer at the same cost', async () => {
  const human = await settle(app, focal, 'THA', 'reporter')
  const gone = await settle(app, focal, 'THA', 'reporter')
  await app.migrator.updateTable('person').set({ disabled_at: now() }).where('email', '=', gone.email).execute()
  await browse(app, '', 'POST', '/api/session', { email: 'first@nowhere.example', password: 'wrong wrong wrong' }) // the dummy is made once
  let hashes = 0
  const counting = createHook({ init: (_id, type) => { if (type === 'SCRYPTREQUEST') hashes++ } }).enable()
  const attempt = async (email: string, password: string) => {
    const before = hashes
    const { statusCode, body } = await browse(app, '', 'POST', '/api/session', { email, password })
    return { statusCode, body, work: hashes - before }
  }
  const answers = [await attempt(human.email, 'wrong wrong wrong'), await attempt('unknown@nowhere.example', human.password), await attempt(gone.email, gone.password), await attempt(gone.email, 'wrong wrong wrong')]
  counting.disable()
  expect(answers[0]).toMatchObject({ statusCode: 401, work: 1 })
  expect(JSON.parse(answers[0]!.body).code).toBe('auth.denied')
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

describe('a session travels in its cookie alone', () => {
  test('the cookie is read by no script and sent by no other site', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    wait(app, 30)
    const answer = await second(human, await firstStep(app, human))
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^vrs_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('what changes something is refused where no page of ours asks', async () => {
    const human = await settle(app, focal, 'THA', 'focal_point')
    const unit = (name: string, headers: Record<string, string>) => app.http.inject({ method: 'POST', url: '/api/units', payload: { code: name, name }, headers: { host: 'localhost', cookie: human.cookie, ...headers } })
    expect((await unit('A', {})).json().code).toBe('request.wrong_origin')
    expect((await unit('B', { origin: 'https://evil.example' })).json().code).toBe('request.wrong_origin')
    expect((await unit('C', { origin: 'http://localhost', 'sec-fetch-site': 'cross-site' })).json().code).toBe('request.wrong_origin')
    expect((await unit('D', { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(201)
  })

  test('29: no log holds a password, a code, a token or an address', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    const token = (await browse(app, human.cookie, 'POST', '/api/tokens', { scopes: ['read'] })).json().token
    await browse(app, '', 'POST', '/api/session', { email: human.email, password: 'a wrong secret of mine' })
    const logged = app.logged.join('\n')
    for (const secret of [human.password, 'a wrong secret of mine', human.email, token, human.cookie.split('=')[1]!, human.totpSecret]) expect(logged).not.toContain(secret)
  })
})

test('a password that is tried first, or says who has it, is refused wherever one is chosen', async () => {
  const invitation = await app.call(focal, 'POST', '/api/invitations', { email: 'sunee.rattana@customs.example', member: 'THA', role: 'reporter' })
  const choose = async (password: string) => (await app.call(null, 'POST', '/api/invitations/accept', { secret: secretOf(invitation), name: 'Sunee Rattana', password })).json<{ code?: string }>().code
  expect([await choose('Password1234'), await choose('Rattana-customs-26'), await choose('a river of quiet words')]).toEqual(['password.common', 'password.own', undefined])
  const human = await settle(app, focal, 'THA', 'reporter')
  wait(app, 30)
  const change = async (fresh: string) => (await browse(app, human.cookie, 'PUT', '/api/session/password', { password: human.password, new_password: fresh, code: await codeOf(human, now()) })).json<{ code?: string }>().code
  expect([await change('qwertyuiop12345'), await change(human.email), await change('lanterns over a slow river')]).toEqual(['password.common', 'password.own', undefined])
})
