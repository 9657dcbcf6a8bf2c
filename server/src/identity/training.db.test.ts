import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import { browse, cookieOf } from '../../test/sign-in.ts'
import { ensureTrainingAdministrator, seedPeople } from './index.ts'

let app: TestApp
let token: string
const file = () => join(app.home, 'training-token')
const asAdministrator = (method: 'GET' | 'POST', path: string, body?: object) => app.call(null, method, path, body, { authorization: `Bearer ${token}` })

beforeAll(async () => {
  app = await testApp()
  await ensureTrainingAdministrator({ db: app.services.db, clock: app.services.clock, home: app.home })
  token = readFileSync(file(), 'utf8').trim()
  const now = app.services.clock()
  await app.migrator.insertInto('member').values(['THA', 'FJI'].map((code) => ({ code, name: code, kind: 'state', joined_at: now, terms_accepted_at: now, left_at: null }))).execute()
  const cast = [
    { member: 'THA', unit: 'MAIN', role: 'focal_point', email: 'focal@tha.example', name: 'Focal' },
    { member: 'THA', unit: 'POLICE', role: 'reporter', email: 'police@tha.example', name: 'Officer' },
    { member: 'FJI', unit: 'MAIN', role: 'analyst', email: 'analyst@fji.example', name: 'Analyst' },
  ] as const
  await seedPeople(app.migrator, cast, now)
  await seedPeople(app.migrator, cast, now)
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

  test('sees the cast, makes tokens for them and becomes any of them', async () => {
    const { cast } = (await asAdministrator('GET', '/api/training/cast')).json()
    expect(cast.map((p: { email: string }) => p.email)).toEqual(['administrator@cau.example', 'analyst@fji.example', 'focal@tha.example', 'police@tha.example'])
    const made = (await asAdministrator('POST', '/api/training/tokens', { email: 'Police@tha.example', scopes: ['read', 'draft', 'approve'], days: 90 })).json()
    expect(made).toMatchObject({ email: 'police@tha.example', scopes: ['read', 'draft', 'approve'] })
    expect((await app.call(null, 'GET', '/api/session', undefined, { authorization: `Bearer ${made.token}` })).json()).toMatchObject({ member: 'THA', unit: 'POLICE', role: 'reporter' })
    const became = await asAdministrator('POST', '/api/training/session', { email: 'analyst@fji.example' })
    expect((await browse(app, cookieOf(became), 'GET', '/api/session')).json()).toMatchObject({ member: 'FJI', role: 'analyst' })
    expect((await asAdministrator('POST', '/api/training/tokens', { email: 'nobody@tha.example', scopes: ['read'] })).statusCode).toBe(404)
  })

  test('a sign-in address opens the session of its person, and of no other', async () => {
    const { cast } = (await asAdministrator('GET', '/api/training/cast')).json()
    const { sign_in_url: url } = cast.find((p: { email: string }) => p.email === 'focal@tha.example')
    const { email, key } = Object.fromEntries(new URLSearchParams(new URL(url).hash.slice(1)))
    const opened = await browse(app, '', 'POST', '/api/training/session', { email, key })
    expect(opened.json()).toMatchObject({ member: 'THA', role: 'focal_point' })
    expect((await browse(app, '', 'POST', '/api/training/session', { email: 'police@tha.example', key })).statusCode).toBe(401)
    expect((await browse(app, '', 'POST', '/api/training/session', { email })).statusCode).toBe(401)
  })

  test('nobody else of the cast does any of that, and a session of the cast has no password to guess', async () => {
    const { token: police } = (await asAdministrator('POST', '/api/training/tokens', { email: 'police@tha.example', scopes: ['read', 'draft', 'approve'] })).json()
    const asPolice = { authorization: `Bearer ${police}` }
    expect((await app.call(null, 'GET', '/api/training/cast', undefined, asPolice)).json().code).toBe('not_allowed')
    expect((await app.call(null, 'POST', '/api/training/tokens', { email: 'focal@tha.example', scopes: ['read'] }, asPolice)).json().code).toBe('not_allowed')
    expect((await app.call(null, 'POST', '/api/training/session', { email: 'focal@tha.example' }, asPolice)).json().code).toBe('not_allowed')
    expect((await app.call(null, 'GET', '/api/training/cast')).statusCode).toBe(401)
    expect((await app.call(null, 'POST', '/api/session', { email: 'focal@tha.example', password: 'nobody has this password' })).statusCode).toBe(401)
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
