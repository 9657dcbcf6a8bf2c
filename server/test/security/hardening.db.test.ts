import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'

/** What costs a sender nothing costs the server nothing; what a browser may do is said to it. */
let app: TestApp
let named: TestApp
let focal: Actor
beforeAll(async () => {
  app = await testApp()
  named = await testApp({ env: { CONTACT_EMAIL: 'secretariat@vrs.example', PUBLIC_URL: 'http://localhost' } })
  focal = await app.person('KHM', 'focal_point')
})
afterAll(() => Promise.all([app?.close(), named?.close()]))

const post = (payload: string) => app.http.inject({ method: 'POST', url: '/api/units', headers: { host: 'localhost', authorization: `Bearer ${focal.token}`, 'content-type': 'application/json' }, payload })

describe('16: shapes that are cheap to send', () => {
  const MB = 1_000_000
  const shapes: readonly (readonly [string, string])[] = [
    ['arrays in arrays', '['.repeat(MB / 2) + ']'.repeat(MB / 2)], ['arrays that never end', '['.repeat(MB)], ['objects in objects', '{"name":'.repeat(MB / 9) + '1' + '}'.repeat(MB / 9)],
    ['depth within a field', `{"code":"X","name":${'['.repeat(MB / 3)}${']'.repeat(MB / 3)}}`], ['fields without number', `{${Array.from({ length: 80_000 }, (_, i) => `"f${i}":1`).join()}}`],
    ['one field again and again', `{${'"code":"X",'.repeat(80_000)}"name":"x"}`], ['a long name of a field', `{"${'n'.repeat(MB - 100)}":1}`], ['a long number', `{"code":"X","name":${'9'.repeat(MB - 100)}}`],
  ]
  test.each(shapes)('%s: 400, soon and in few words', async (_name, payload) => {
    const at = performance.now()
    const answer = await post(payload)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([expect.toBeOneOf([201, 400, 413]), expect.stringContaining('json')])
    expect(answer.body.length, answer.body.slice(0, 300)).toBeLessThan(20_000)
    expect(performance.now() - at).toBeLessThan(5_000)
  })

  test('the longest query that headers hold is read, or refused, as any other', async () => {
    for (const query of [`by=${'A,'.repeat(7000)}`, Array.from({ length: 2000 }, (_, i) => `f${i}=1`).join('&'), `where=${'%41'.repeat(4000)}`, 'by='.repeat(3000)]) {
      expect((await app.call(focal, 'GET', `/api/dataflows/VRS_DETECT/query?${query}`)).statusCode).toBe(400)
    }
  })
})

describe('whom to tell of a weakness', () => {
  test('stands where it is looked for, with an end that is near enough', async () => {
    const { statusCode, headers, body } = await named.call(null, 'GET', '/.well-known/security.txt')
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
    const fields = Object.fromEntries(body.trim().split('\n').map((line) => line.split(/: (.*)/).slice(0, 2)))
    expect(fields).toEqual({ Contact: 'mailto:secretariat@vrs.example', Expires: '2027-05-20T00:00:00.000Z', 'Preferred-Languages': 'en', Canonical: 'http://localhost/.well-known/security.txt' })
  })

  test('is not there where nobody is named', async () => {
    expect((await app.call(null, 'GET', '/.well-known/security.txt')).statusCode).toBe(404)
  })
})

test.each(['threat-model', 'security'])('what is said of security is read where the system runs, by anybody: %s', async (paper) => {
  const { statusCode, headers, body } = await app.call(null, 'GET', `/api/docs/${paper}.md`)
  expect([statusCode, headers['content-type'], headers['content-language']]).toEqual([200, 'text/plain; charset=utf-8', 'en'])
  expect(body).toBe(readFileSync(join(import.meta.dirname, `../../../docs/${paper}.md`), 'utf8'))
})

test('18: a page says which parts of a device it never asks for', async () => {
  expect((await app.call(null, 'GET', '/home', undefined, { accept: 'text/html' })).headers['permissions-policy']).toMatch(/camera=\(\).*geolocation=\(\)/)
})
