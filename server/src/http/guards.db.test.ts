import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'

/** What every request passes before a route sees it. The route that is asked answers 401 once they are passed. */
const apps: { [mode: string]: TestApp } = {}
beforeAll(async () => {
  apps['training'] = await testApp()
  apps['live'] = await testApp({ mode: 'live' })
})
afterAll(() => Promise.all(Object.values(apps).map((app) => app.close())))

const ask = async (mode: 'training' | 'live', headers: Record<string, string>, method: 'GET' | 'POST' = 'POST') =>
  (await apps[mode]!.http.inject({ method, url: '/api/tasks', headers: { host: 'localhost', ...headers } })).json<{ code: string }>().code
const PASSED = 'not_found'

describe('whose page a change comes from', () => {
  test.each([
    ['localhost', 'http://localhost'], ['localhost:8080', 'http://localhost:8080'], ['127.0.0.1:8080', 'http://127.0.0.1:8080'], ['[::1]:8080', 'http://[::1]:8080'], ['[::1]', 'http://[::1]'],
  ])('a page of %s is our own', async (host, origin) => expect(await ask('training', { host, origin })).toBe(PASSED))

  test.each([
    ['localhost', 'http://localhost:3000'], ['localhost:8080', 'http://localhost'], ['localhost:80', 'http://localhost:8080'], ['localhost:8080', 'http://localhost:18080'], ['localhost:8080', 'https://localhost:8080'],
    ['localhost:8080', 'http://127.0.0.1:8080'], ['[::1]:8080', 'http://[::1]:3000'], ['[::1]:8080', 'http://evil.example:8080'], ['localhost', 'http://localhost.evil.example'], ['localhost', 'null'], ['localhost', ''],
    ['localhost', 'http://localhost/'], ['localhost', 'http://localhost, http://evil.example'],
  ])('at %s a page of %s is not', async (host, origin) => expect(await ask('training', { host, origin })).toBe('request.wrong_origin'))

  test('a browser that says cross-site is believed, whatever the origin', async () => {
    for (const site of ['cross-site', 'same-site', 'nonsense', '']) expect(await ask('training', { origin: 'http://localhost', 'sec-fetch-site': site })).toBe('request.wrong_origin')
    for (const site of ['same-origin', 'none']) expect(await ask('training', { 'sec-fetch-site': site })).toBe(PASSED)
  })

  test('reading is asked from anywhere; the answer is for our pages alone', async () => {
    expect(await ask('training', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 'GET')).toBe('auth.required')
    const answer = await apps['training']!.call(null, 'GET', '/healthz', undefined, { origin: 'https://evil.example' })
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin')
  })

  test('a live system knows its own address alone', async () => {
    expect(await ask('live', { origin: 'http://localhost' })).toBe(PASSED)
    for (const origin of ['http://localhost:8080', 'https://localhost', 'http://127.0.0.1', 'null']) expect(await ask('live', { origin })).toBe('request.wrong_origin')
  })
})

describe('under which name it is asked', () => {
  test.each(['evil.example', 'localhost.evil.example', 'localhost:8080@evil.example', '127.0.0.2', '127.0.0.1.nip.io', '[::ffff:127.0.0.1]', 'localhost:999999', '0.0.0.0'])('training does not answer as %j', async (host) => {
    expect(await ask('training', { host }, 'GET')).toBe('request.wrong_host')
  })

  test('training believes no proxy', async () => {
    for (const name of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-anything']) expect(await ask('training', { [name]: 'localhost' }, 'GET')).toBe('request.wrong_host')
  })

  test('a live system answers under the name that it was given', async () => {
    expect(await ask('live', { host: 'localhost' }, 'GET')).toBe('auth.required')
    for (const host of ['localhost:80', '127.0.0.1', 'evil.example']) expect(await ask('live', { host }, 'GET')).toBe('request.wrong_host')
  })
})
