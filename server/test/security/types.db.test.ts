import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import { startAsking, type Asking } from './asking.ts'
import { requestOf, schemaOf } from './valid.ts'

/** Requirement 16: in whatever form something is sent, it is what the contract says or it is refused. */
let ask: Asking
beforeAll(async () => {
  ask = await startAsking()
})
afterAll(() => ask?.app.close())

describe('16: what is sent is what the contract says', () => {
  const writing = allRoutes.filter(({ method, consumes }) => method !== 'GET' && !consumes)

  test.each(allRoutes.map((route) => [route.id, route] as const))('%s refuses a field that it does not take', async (_id, route) => {
    const asker = ask.askerOf(route)
    const strange = await ask.send(asker, requestOf(route, { ...ask.inputOf(route), query: { ...ask.inputOf(route).query, strange: '1' } }))
    expect([strange.statusCode, strange.json().code], strange.body).toEqual([400, 'request.invalid'])
    if (route.method === 'GET' || route.consumes) return
    const known = schemaOf(route, 'body')?.properties ?? {}
    for (const extra of [{ strange: 1 }, { role: 'administrator' }, { ref_area: 'THA' }, { member: 'THA' }].filter((fields) => !Object.keys(fields).some((name) => name in known))) {
      const answer = await ask.send(asker, requestOf(route, { ...ask.inputOf(route), body: { ...ask.inputOf(route).body, ...extra } }))
      expect([answer.statusCode, answer.json().code], answer.body).toEqual([400, 'request.invalid'])
    }
  })

  test.each(writing.map((route) => [route.id, route] as const))('%s takes JSON, and no other type skips its schema', async (_id, route) => {
    const asker = ask.askerOf(route)
    const { url, method } = requestOf(route, ask.inputOf(route))
    const wrong = JSON.stringify({ strange: true })
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'text/json', 'application/jsonx', 'application/vnd.api+json', 'application/octet-stream', '*/*', 'application/json, text/plain', 'APPLICATION/XML; charset=application/json', 'multipart/form-data; boundary=x', 'nonsense']) {
      const answer = await ask.send(asker, { url, method, headers: { 'content-type': type }, payload: wrong })
      expect([type, [400, 415].includes(answer.statusCode)], answer.body).toEqual([type, true])
    }
    for (const type of ['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset=utf-16', 'application/json; charset="x"; a=b']) {
      const answer = await ask.send(asker, { url, method, headers: { 'content-type': type }, payload: wrong })
      expect([type, [400, 415].includes(answer.statusCode)], answer.body).toEqual([type, true])
    }
    const untyped = await ask.send(asker, { url, method, headers: {}, payload: wrong })
    expect([400, 415]).toContain(untyped.statusCode)
  })

  test.each(writing.map((route) => [route.id, route] as const))('%s refuses __proto__, constructor and what is no object', async (_id, route) => {
    const asker = ask.askerOf(route)
    const { url, method, payload = '{}' } = requestOf(route, ask.inputOf(route))
    const whole = String(payload)
    const more = whole === '{}' ? '' : `, ${whole.slice(1, -1)}`
    const bodies = [`{"__proto__": {"role": "administrator"}${more}}`, `{"constructor": {"prototype": {"role": "x"}}${more}}`, `{"a": {"__proto__": null}${more}}`, `{"\u005f_proto__": {}${more}}`, `[${whole}]`, `"${'x'.repeat(20)}"`, '1', 'true', '{', '', `${whole}x`, '[[[[[[[[', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, `{"a":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`]
    for (const body of bodies) {
      const answer = await ask.send(asker, { url, method, headers: { 'content-type': 'application/json' }, payload: body })
      expect([body.slice(0, 60), answer.statusCode], answer.body).toEqual([body.slice(0, 60), 400])
    }
    expect(({} as { role?: unknown }).role).toBeUndefined()
  })

  test('a body of more than a megabyte is 413, wherever it is sent', async () => {
    for (const route of writing) {
      const { url, method } = requestOf(route, ask.inputOf(route))
      const answer = await ask.send(ask.askerOf(route), { url, method, headers: { 'content-type': 'application/json' }, payload: `{"a":"${'x'.repeat(1_100_000)}"}` })
      expect([route.id, answer.statusCode]).toEqual([route.id, 413])
    }
  })
})
