import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import { browse, cookieOf, settle, type Human } from '../../test/sign-in.ts'
import { ensureTrainingAdministrator, seedPeople } from './index.ts'

let app: TestApp
let token: string
/** Somebody who joined the training system by invitation. */
let human: Human
const file = () => join(app.home, 'training-token')
const become = (email: string) => browse(app, '', 'POST', '/api/training/session', { email })
const asAdministrator = (method: 'GET' | 'POST', path: string, body?: object) => app.call(null, method, path, body, { authorization: `Bearer ${token}` })

beforeAll(async () => {
  app = await testApp()
  await ensureTrainingAdministrator({ db: app.services.db, clock: app.services.clock, home: app.home })
  token = readFileSync(file(), 'utf8').trim()
  const now = app.services.clock()
  await app.migrator.insertInto('member').values([['THA', 'Thailand'], ['FJI', 'Fiji']].map(([code, name]) => ({ code: code!, name: name!, kind: 'state', joined_at: now, terms_accepted_at: now, left_at: null }))).execute()
  const cast = [
    { member: 'THA', unit: 'MAIN', role: 'focal_point', email: 'focal@tha.example', name: 'Focal' },
    { member: 'THA', unit: 'POLICE', role: 'reporter', email: 'police@tha.example', name: 'Officer' },
    { member: 'FJI', unit: 'MAIN', role: 'analyst', email: 'analyst@fji.example', name: 'Analyst' },
  ] as const
  await app.migrator.insertInto('unit').values({ ref_area: 'THA', code: 'MAIN', name: 'Main office' }).execute()
  await seedPeople(app.migrator, cast, now)
  await seedPeople(app.migrator, cast, now)
  human = await settle(app, await app.person('THA', 'focal_point'), 'THA', 'analyst')
})
afterAll(() => app.close())

describe('the training administrator', () => {
  test('finds a token in the home that nobody else reads; the next start makes another and ends this one', async () => {
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    expect((await asAdministrator('GET', '/api/session')).json()).toMatchObject({ member: 'CAU', role: 'administrator', via: 'token' })
    const old = token
    await ensureTrainingAdministrator({ db: app.services.db, clock: app.services.clock, home: app.home })
    token = readFileSync(file(), 'utf8').trim()
    expect((await app.call(null, 'GET', '/api/session', undefined, { authorization: `Bearer ${old}` })).statusCode).toBe(401)
    expect((await asAdministrator('GET', '/api/session')).statusCode).toBe(200)
  })

  test('makes tokens for the cast, and for nobody else', async () => {
    const made = (await asAdministrator('POST', '/api/training/tokens', { email: 'Police@tha.example', scopes: ['read', 'draft', 'approve'], days: 90 })).json()
    expect(made).toMatchObject({ email: 'police@tha.example', scopes: ['read', 'draft', 'approve'] })
    const asPolice = { authorization: `Bearer ${made.token}` }
    expect((await app.call(null, 'GET', '/api/session', undefined, asPolice)).json()).toMatchObject({ member: 'THA', unit: 'POLICE', role: 'reporter', of_cast: true })
    expect((await app.call(null, 'POST', '/api/training/tokens', { email: 'focal@tha.example', scopes: ['read'] }, asPolice)).json().code).toBe('not_allowed')
    expect((await app.call(null, 'POST', '/api/training/tokens', { email: 'focal@tha.example', scopes: ['read'] })).statusCode).toBe(401)
    for (const email of ['nobody@tha.example', human.email]) expect((await asAdministrator('POST', '/api/training/tokens', { email, scopes: ['read'] })).statusCode).toBe(404)
  })
})

describe('whoever works on the machine', () => {
  test('sees the whole cast in words, and nobody who joined by invitation', async () => {
    const { cast } = (await browse(app, '', 'GET', '/api/training/cast')).json()
    expect(cast.map((p: { email: string }) => p.email)).toEqual(['administrator@cau.example', 'analyst@fji.example', 'focal@tha.example', 'police@tha.example'])
    expect(cast[2]).toEqual({ email: 'focal@tha.example', name: 'Focal', member: 'THA', member_name: 'Thailand', unit: 'MAIN', unit_name: 'Main office', role: 'focal_point', sign_in_url: 'http://localhost/training#focal%40tha.example' })
  })

  test('becomes any of them from a page of ours, with one request and no secret', async () => {
    const became = await become('Focal@tha.example')
    expect(became.json()).toMatchObject({ member: 'THA', role: 'focal_point', via: 'session', of_cast: true })
    expect((await browse(app, cookieOf(became), 'GET', '/api/session')).json()).toMatchObject({ member: 'THA' })
    const next = await browse(app, cookieOf(became), 'POST', '/api/training/session', { email: 'analyst@fji.example' })
    expect((await browse(app, cookieOf(next), 'GET', '/api/session')).json()).toMatchObject({ member: 'FJI', role: 'analyst' })
    expect((await browse(app, cookieOf(became), 'GET', '/api/session')).statusCode, 'the session before has ended').toBe(401)
    expect((await browse(app, '', 'POST', '/api/session', { email: 'focal@tha.example', password: 'nobody has this password' })).statusCode).toBe(401)
  })

  test('becomes nobody who has an account of their own', async () => {
    expect((await become(human.email)).statusCode).toBe(404)
    expect((await browse(app, human.cookie, 'GET', '/api/session')).json()).toMatchObject({ email: human.email, of_cast: false })
  })
})

describe('a page of another site, open in a browser on the machine', () => {
  const ask = (headers: Record<string, string>, method: 'GET' | 'POST' = 'POST') => app.http.inject({
    method, url: method === 'GET' ? '/api/training/cast' : '/api/training/session', headers: { host: 'localhost:8080', ...(method === 'POST' ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(method === 'POST' ? { payload: JSON.stringify({ email: 'focal@tha.example' }) } : {}),
  })

  test('becomes nobody: its request says where it comes from, and one that does not say is none of ours', async () => {
    const foreign: readonly Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://localhost:3000' }, { origin: 'http://localhost:8080', 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'none' }, {}]
    for (const headers of foreign) {
      const answer = await ask(headers)
      expect([headers, answer.json().code, answer.headers['set-cookie']]).toEqual([headers, 'request.wrong_origin', undefined])
    }
  })

  test('has no form that would do: what is no JSON is refused', async () => {
    const answer = await app.http.inject({ method: 'POST', url: '/api/training/session', headers: { host: 'localhost:8080', origin: 'http://localhost:8080', 'content-type': 'text/plain' }, payload: '{"email":"focal@tha.example"}' })
    expect(answer.statusCode).toBe(415)
  })

  test('reaches it under no name of its own (DNS rebinding), and reads nothing from elsewhere', async () => {
    for (const host of ['evil.example', 'evil.example:8080', 'localhost.evil.example', '192.168.1.7:8080']) {
      expect((await ask({ host, origin: `http://${host}` })).json().code).toBe('request.wrong_host')
      expect((await ask({ host }, 'GET')).json().code).toBe('request.wrong_host')
    }
    const read = await ask({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 'GET')
    expect(read.headers).not.toHaveProperty('access-control-allow-origin')
    expect(read.headers['cross-origin-resource-policy']).toBe('same-origin')
  })

  test('is nobody who comes from another machine', async () => {
    expect((await app.http.inject({ method: 'GET', url: '/api/training/cast', remoteAddress: '192.0.2.7', headers: { host: 'localhost' } })).statusCode).toBe(404)
    expect((await ask({ origin: 'http://localhost:8080', forwarded: 'for=127.0.0.1' })).json().code).toBe('request.wrong_host')
  })
})

test('11: a live system has none of these routes', async () => {
  const live = await testApp({ mode: 'live' })
  const admin = await live.person('CAU', 'administrator')
  for (const [method, path] of [['GET', '/api/training/cast'], ['POST', '/api/training/tokens'], ['POST', '/api/training/session']] as const) {
    expect((await live.call(admin, method, path, method === 'POST' ? { email: admin.email, scopes: ['read'] } : undefined)).statusCode).toBe(404)
  }
  await live.close()
})
