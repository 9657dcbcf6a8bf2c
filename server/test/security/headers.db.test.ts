import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { accept, codeOf, cookieOf, settle } from '../sign-in.ts'
import { makeWorld, type World } from './world.ts'

/** 18 and 19 as far as the server's answers go: what a browser may do with them, and who keeps them. */
let app: TestApp
let secure: TestApp
let khm: World
let focal: Actor
beforeAll(async () => {
  app = await testApp()
  secure = await testApp({ mode: 'live', env: { PUBLIC_URL: 'https://vrs.example' } })
  khm = await makeWorld(app, 'KHM', 'VNM')
  focal = khm.focal
})
afterAll(() => Promise.all([app?.close(), secure?.close()]))

const PAGES = ['/', '/training', '/api/docs', '/api/docs/']
/** The one element of style that swagger-ui's own script adds. */
const KNOWN_STYLE = /^'sha256-[A-Za-z0-9+/=]{44}'$/

const directives = (policy: unknown): { [name: string]: string[] } =>
  Object.fromEntries(String(policy).split(';').map((directive) => directive.trim().split(/\s+/)).map(([name, ...values]) => [name!, values]))

describe('18: every answer', () => {
  test.each([...PAGES, '/healthz', '/api/openapi.json', '/api/nothing', '/assets/none.js', '/api/docs/static/swagger-ui-bundle.js'])('%s forbids a browser what it does not need', async (path) => {
    const { headers } = await app.call(null, 'GET', path)
    const policy = directives(headers['content-security-policy'])
    expect(policy).toMatchObject({ 'default-src': ["'none'"], 'script-src': ["'self'"], 'base-uri': ["'none'"], 'frame-ancestors': ["'none'"], 'form-action': ["'self'"], 'connect-src': ["'self'"] })
    expect(policy['style-src']!.filter((source) => source !== "'self'" && !KNOWN_STYLE.test(source))).toEqual([])
    expect(String(headers['content-security-policy'])).not.toMatch(/unsafe|\*|https?:|blob:/)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' })
    for (const leak of ['server', 'x-powered-by', 'access-control-allow-origin']) expect(headers).not.toHaveProperty(leak)
  })

  test.each(PAGES)('the page %s holds no script or style of its own', async (path) => {
    const { body, headers } = await app.call(null, 'GET', path, undefined, { accept: 'text/html' })
    expect(headers['content-type']).toContain('text/html')
    expect(body).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i)
    for (const [, attributes, content] of body.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) expect([attributes, content!.trim()]).toEqual([expect.stringMatching(/src="\.?\//), ''])
  })

  test('what is not HTML is never taken for it', async () => {
    for (const path of ['/healthz', '/api/openapi.json', '/api/nothing', '/.well-known/openvrs-keys.json', `/api/tasks/<script>alert(1)</script>`]) expect((await app.call(null, 'GET', path)).headers['content-type'], path).toMatch(/^application\/(problem\+)?json/)
  })
})

describe('18: packing', () => {
  test('is for what is read; what a change answers keeps its length, since secrets come that way', async () => {
    const packed = { 'accept-encoding': 'br' }
    const read = await app.call(null, 'GET', '/api/collections', undefined, packed)
    expect([read.headers['content-encoding'], read.headers['vary']]).toEqual(['br', expect.stringContaining('accept-encoding')])
    const made = await app.call(focal, 'POST', '/api/reports', { freq: 'M', from: '2020-01', to: '2020-01' }, packed)
    expect([made.statusCode, made.headers['content-encoding'], made.body.length > 300]).toEqual([201, undefined, true])
  })
})

describe('19: what holds figures', () => {
  test('is kept by nobody on the way, whether it is given or refused', async () => {
    const section = `/api/reports/${khm.national}/sections/VRS_DETECT`
    const paths = [`/api/reports/${khm.national}`, '/api/reports', `${section}/rows`, `${section}/payload`, `${section}/receipt`, `/api/reports/${khm.uploaded}/rejects?dataflow=VRS_DETECT`, `/api/reports/${khm.draft}/findings`, '/api/dataflows/VRS_DETECT/query?by=TIME_PERIOD', '/api/dataflows/VRS_DETECT/query?by=TIME_PERIOD&format=csv', '/api/audit/export', '/api/people', '/api/groups', '/api/tasks']
    for (const path of paths) {
      for (const actor of [focal, null]) {
        const { headers, statusCode } = await app.call(actor, 'GET', path)
        if (actor) expect([path, statusCode]).toEqual([path, 200])
        expect([path, headers['cache-control'], headers.etag, headers['last-modified']]).toEqual([path, 'no-store', undefined, undefined])
      }
    }
  })

  test('is downloaded, not shown, where it is a file', async () => {
    for (const path of [`/api/reports/${khm.national}/sections/VRS_DETECT/payload`, '/api/audit/export', '/api/dataflows/VRS_DETECT/query?by=TIME_PERIOD&format=csv']) {
      const { headers } = await app.call(focal, 'GET', path)
      expect(headers['content-disposition']).toMatch(/^attachment; filename="[A-Za-z0-9_.-]+"$/)
    }
  })
})

describe('the cookie of a session', () => {
  test('under TLS it goes to this host alone, by TLS alone, and to no script', async () => {
    const admin = await secure.person('CAU', 'administrator')
    const call: TestApp['call'] = (actor, method, path, body, headers) => secure.call(actor, method, path, body, { host: 'vrs.example', ...headers })
    const invitation = await call(admin, 'POST', '/api/invitations', { email: 'second@cau.example', member: 'CAU', role: 'administrator' })
    const human = await accept({ ...secure, call }, invitation)
    const answer = await call(null, 'POST', '/api/invitations/confirm', { ticket: human.ticket, code: await codeOf(human, secure.services.clock()) })
    expect(answer.statusCode, answer.body).toBe(201)
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-vrs_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/)
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=31536000/)
    const cookie = cookieOf(answer)
    expect((await call(null, 'GET', '/api/session', undefined, { cookie })).statusCode).toBe(200)
    expect((await call(null, 'GET', '/api/session', undefined, { cookie: cookie.replace('__Host-', '') })).statusCode).toBe(401)
  })

  test('no answer but those that open or end a session sets one', async () => {
    const human = await settle(app, focal, 'KHM', 'analyst')
    for (const path of ['/api/session', '/api/reports', '/', '/healthz']) expect((await app.call(null, 'GET', path, undefined, { cookie: human.cookie })).headers['set-cookie']).toBeUndefined()
    const out = await app.call(null, 'DELETE', '/api/session', undefined, { cookie: human.cookie, origin: 'http://localhost' })
    expect(out.headers['set-cookie']).toMatch(/^vrs_session=; Path=\/; Max-Age=0/)
    expect((await app.call(null, 'GET', '/api/session', undefined, { cookie: human.cookie })).statusCode).toBe(401)
  })
})
