import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes, type Route } from '@openvrs/contract'
import { startAsking, type Asking } from './asking.ts'
import { PARTS, requestOf, schemaOf, withValue, type JsonSchema, type Part } from './valid.ts'

/** Requirement 13: whatever stands in a text of a request, none of it becomes SQL, and nothing of SQL comes back. */
let ask: Asking
beforeAll(async () => {
  ask = await startAsking()
})
afterAll(() => ask?.app.close())

/** Every text that a request may hold, and where: the way through objects and lists. */
type Field = { readonly part: Part; readonly at: readonly (string | 0)[]; readonly schema: JsonSchema }
const fieldsOf = (route: Route): Field[] => PARTS.flatMap((part) => {
  const schema = schemaOf(route, part)
  return schema ? leaves(schema, []).map((leaf) => ({ part, ...leaf })) : []
})
function leaves(schema: JsonSchema, at: readonly (string | 0)[]): Omit<Field, 'part'>[] {
  if (schema.anyOf) return schema.anyOf.flatMap((one) => leaves(one, at))
  if (schema.type === 'object') return [...Object.entries(schema.properties ?? {}), ...named(schema)].flatMap(([field, of]) => leaves(of, [...at, field]))
  if (schema.type === 'array') return leaves(schema.items!, [...at, 0])
  return [{ at, schema }]
}
/** What is kept under names of its sender's choice, under one of them. */
const named = ({ additionalProperties: of }: JsonSchema): [string, JsonSchema][] => (typeof of === 'object' ? [['A', of]] : [])

const TRICKS: readonly string[] = [
  "'", "' or '1'='1", "'; drop table report; --", '1; select pg_sleep(9)', 'KHM) or (1=1', '$1', "\\'; --", '%', "' union select * from auth.account --", "E'\\x27'",
  'a\u0000b', '\ud800', '\u202e', '', ' ', '-1', '1e309', '__proto__', '../../etc/passwd', '%27', '9'.repeat(400), 'A'.repeat(30_000),
]
/** What PostgreSQL, or our own code, would say of what it was given. */
const TALK = /syntax error|invalid input syntax|unterminated|relation "|column "|SQLSTATE|pg_|violates|kysely|select |at .*\.ts:|\/server\/src/i

/** A refusal may show its author what they sent. */
const clean = ({ statusCode, body }: LightMyRequestResponse, sent: string): boolean => statusCode < 400 || (statusCode < 500 && !TALK.test(body.replaceAll(JSON.stringify(sent).slice(1, -1), '')))

describe('13: nothing that is sent becomes SQL', () => {
  test.each(allRoutes.filter((route) => fieldsOf(route).length > 0).map((route) => [route.id, route] as const))('%s', { timeout: 60_000 }, async (_id, route) => {
    const asker = ask.askerOf(route)
    const bad: string[] = []
    for (const field of fieldsOf(route)) {
      await Promise.all(TRICKS.map(async (trick) => {
        const answer = await ask.send(asker, requestOf(route, withValue(ask.inputOf(route), field, trick)))
        if (!clean(answer, trick)) bad.push(`${field.part}.${field.at.join('.')} ${JSON.stringify(trick.slice(0, 40))}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
      }))
    }
    expect(bad).toEqual([])
  })

  test('nor does an address that is no text, or a parameter that is given twice', async () => {
    const urls = ['/api/reports/%', '/api/reports/%C3%28', '/api/reports/%00', '/api/reports?status=draft&status=returned', '/api/reports?status[]=draft', '/api/reports?before[gt]=1', '/api/dataflows/VRS_DETECT/query?by[]=SEX', `/api/dataflows/VRS_DETECT/query?${'where=SEX=F&'.repeat(200)}`, `/api/reports?${'a'.repeat(15_000)}`]
    for (const url of urls) {
      const answer = await ask.send(ask.world.focal, { method: 'GET', url, headers: {} })
      expect([url.slice(0, 80), answer.statusCode >= 400 && clean(answer, url)], answer.body).toEqual([url.slice(0, 80), true])
    }
  })

  test('and all of it is still there; nothing failed that nobody foresaw', async () => {
    expect((await ask.send(ask.world.focal, { method: 'GET', url: `/api/reports/${ask.world.national}`, headers: {} })).statusCode).toBe(200)
    expect(ask.app.logged.filter((line) => line.includes('"failed"'))).toEqual([])
  })
})
