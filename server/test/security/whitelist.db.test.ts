import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { allRoutes, type Route } from '@openvrs/contract'
import { connect } from '../../src/db/connect.ts'
import { startAsking, type Asking } from './asking.ts'
import { requestOf, schemaOf, validInput, type JsonSchema } from './valid.ts'

/**
 * Requirement 4: nobody sets a column that the contract does not offer. The columns are those of the database, so that a new
 * one is tried from its first day; the places are all objects of all bodies that change something.
 */
let asking: Asking
let columns: readonly string[]
beforeAll(async () => {
  asking = await startAsking()
  columns = await columnsOf(asking)
})
afterAll(() => asking?.app.close())

/** Names that others gave to what raises rights, and those that reach into the language itself. */
const TRIED = ['state', 'factor', 'admin', 'is_admin', 'permissions', 'owner', 'created_by', 'constructor', 'toString', 'role', 'Role', 'refArea', 'approved']

async function columnsOf({ app }: Asking): Promise<readonly string[]> {
  const superuser = connect(app.database.admin, () => undefined, 1).db
  try {
    const { rows } = await sql<{ name: string }>`select distinct column_name as name from information_schema.columns where table_schema = 'public' and table_name not like 'pg_%'`.execute(superuser)
    return [...rows.map(({ name }) => name), ...TRIED]
  } finally {
    await superuser.destroy()
  }
}

const writing = allRoutes.filter(({ method, body }) => method !== 'GET' && body !== undefined)

type Way = readonly (string | number)[]
/** The objects of a value that was made from a schema, each with the fields that may stand there. */
function objectsOf(schema: JsonSchema, value: unknown, way: Way = []): { way: Way; fields: readonly string[] }[] {
  if (schema.anyOf) return schema.anyOf.flatMap((one) => objectsOf(one, value, way))
  if (Array.isArray(value)) return value.flatMap((item, at) => objectsOf(schema.items ?? {}, item, [...way, at]))
  if (schema.type !== 'object' || typeof value !== 'object' || value === null || schema.additionalProperties !== false) return []
  const inside = Object.entries(value).flatMap(([name, field]) => (schema.properties?.[name] ? objectsOf(schema.properties[name], field, [...way, name]) : []))
  return [{ way, fields: Object.keys(schema.properties ?? {}) }, ...inside]
}

const withField = (value: unknown, [step, ...rest]: Way, field: string): unknown => {
  if (step === undefined) return { ...(value as object), [field]: 'x' }
  if (Array.isArray(value)) return value.with(Number(step), withField(value[Number(step)], rest, field))
  return { ...(value as object), [step]: withField((value as Record<string, unknown>)[step], rest, field) }
}

const placesOf = (route: Route) => {
  const { body } = validInput(route)
  return { body, objects: objectsOf(schemaOf(route, 'body')!, body) }
}

describe('4: a field that the contract does not name', () => {
  test('there are columns to try, and bodies to try them in', () => {
    expect(columns).toEqual(expect.arrayContaining(['ref_area', 'role', 'status', 'level', 'secret_hash', 'scopes', 'made_by', 'approved_at', 'rights_version', 'disabled_at']))
    expect(writing.length).toBeGreaterThan(25)
    expect(writing.filter((route) => placesOf(route).objects.length === 0).map(({ id }) => id)).toEqual([])
  })

  test.each(writing.map((route) => [route.id, route] as const))('%s takes no column beside its own', (_id, route) => {
    const { body, objects } = placesOf(route)
    expect((route.body as z.ZodType).safeParse(body).success, 'the body that all others differ from').toBe(true)
    const named = (fields: readonly string[]) => columns.filter((column) => !fields.includes(column))
    const taken = objects.flatMap(({ way }) => {
      const there = new Set(objects.filter((one) => one.way.join() === way.join()).flatMap(({ fields }) => fields))
      return named([...there]).filter((column) => (route.body as z.ZodType).safeParse(withField(body, way, column)).success).map((column) => [...way, column].join('.'))
    })
    expect(taken).toEqual([])
  })

  test('is refused by the server itself, by whoever is let in, before anything is done', async () => {
    const wrong: string[] = []
    for (const route of writing) {
      for (const field of ['ref_area', 'role', 'made_by', 'status', 'constructor'].filter((name) => !placesOf(route).objects[0]!.fields.includes(name))) {
        const input = asking.inputOf(route)
        const { statusCode, body } = await asking.send(asking.askerOf(route), requestOf(route, { ...input, body: { ...input.body, [field]: 'x' } }))
        if (statusCode !== 400 || !body.includes('request.invalid')) wrong.push(`${route.id} ${field}: ${statusCode} ${body.slice(0, 100)}`)
      }
    }
    expect(wrong).toEqual([])
  })
})
