import fc from 'fast-check'
import { z } from 'zod'
import { memberCode, publicId } from '@openvrs/contract/common.ts'
import { EXAMPLES } from '@openvrs/core/narrative/examples.ts'
import type { Route } from '@openvrs/contract'

/** What a route is asked with. Made from the schemas of the contract, so that a new route is asked the right way from its first day. */
export type Input = { readonly params?: Json; readonly query?: Json; readonly body?: Json }
export type Json = { readonly [name: string]: unknown }
export type Part = keyof Input

/** The part of JSON Schema that zod writes. */
export type JsonSchema = {
  readonly type?: string; readonly properties?: { readonly [name: string]: JsonSchema }; readonly required?: readonly string[]; readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema; readonly anyOf?: readonly JsonSchema[]; readonly enum?: readonly unknown[]; readonly const?: unknown; readonly pattern?: string; readonly format?: string
  readonly minLength?: number; readonly maxLength?: number; readonly minimum?: number; readonly minItems?: number; readonly propertyNames?: JsonSchema
}

export const PARTS: readonly Part[] = ['params', 'query', 'body']

/** Made once of each: a schema of many parts takes as long as a request. */
const schemas = new Map<z.ZodType, JsonSchema>()

export function schemaOf(route: Route, part: Part): JsonSchema | undefined {
  const schema = route[part]
  if (!schema) return undefined
  const made = schemas.get(schema) ?? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema)
  schemas.set(schema, made)
  return made
}

const patternOf = (schema: z.ZodType): string => (z.toJSONSchema(schema) as JsonSchema).pattern!
export const PUBLIC_ID = patternOf(publicId)
export const MEMBER = patternOf(memberCode)

/** Values that mean something here; a text that only has the right form would be refused for its meaning before anything is looked up. */
const MEANT: { readonly [name: string]: unknown } = {
  dataflow: 'VRS_DETECT', unit: 'MAIN', collection: 'vrs-msrc', freq: 'M', from: '2026-01', to: '2026-06', level: 'NATIONAL', language: 'en', version: undefined, role: 'reporter', scopes: ['read'], words: 'as counted',
  days: 1, register: 'route', name: 'Example', column: 'OBS_VALUE', value: '1', key: 'M.THA', embargo: '2027-01-01T00:00:00Z', email: 'somebody@example.test', base: 0,
}
const MEANT_OF: { readonly [route: string]: Input } = {
  'register.write': { body: { id: 'R_EXAMPLE', name: { en: 'Example' }, kind: 'sea', successors: [] } },
  'federation.connect': { body: { kind: 'oidc', issuer: 'https://login.example.test', client_id: 'openvrs', client_secret: 'x', trust_factor: false, acr: [], amr: [] } },
  'resets.start': { body: { password: true, factor: false } },
  'collections.show': { params: { collection: 'vrs-msrc' } },
  'collections.narratives': { params: { collection: 'vrs-msrc' } },
  'collections.changes': { params: { collection: 'vrs-msrc' }, query: { from: '1.3.0', to: '1.3.0' } },
  'narrative_drafts.add': { params: { report: 'ZZZ-1' }, body: { kind: 'VRS_NARR_TREND', body: EXAMPLES.VRS_NARR_TREND } },
  'narrative_drafts.remove': { params: { report: 'ZZZ-1', number: '1' }, query: { base: '0' } },
  'register.history': { params: { register: 'route', entry: 'DARIEN' } },
}

const inputs = new Map<Route, Input>()

/** A request that the schemas of the route accept: what is required, and nothing else. */
export function validInput(route: Route): Input {
  const made = inputs.get(route) ?? makeInput(route)
  inputs.set(route, made)
  return made
}

function makeInput(route: Route): Input {
  const input = Object.fromEntries(PARTS.flatMap((part) => {
    const schema = schemaOf(route, part)
    return schema ? [[part, exampleOf(schema)]] : []
  })) as Input
  return { ...input, ...MEANT_OF[route.id] }
}

export function exampleOf(schema: JsonSchema, name = ''): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.anyOf) return exampleOf(schema.anyOf[0]!, name)
  if (MEANT[name] !== undefined && schema.type !== 'object') return MEANT[name]
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((field) => [field, exampleOf(schema.properties![field]!, field)]))
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items!, name))
    case 'string':
      return textOf(schema)
    case 'integer': case 'number':
      return schema.minimum ?? 0
    case 'boolean':
      return true
    default:
      throw new Error(`no example of ${JSON.stringify(schema)}`)
  }
}

function textOf({ pattern, format, minLength = 0 }: JsonSchema): string {
  if (pattern === MEMBER) return 'THA'
  if (format === 'uuid') return '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
  if (format === 'date-time') return '2027-01-01T00:00:00Z'
  if (pattern === undefined) return 'x'.repeat(Math.max(1, minLength))
  return fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 7, numRuns: 1 })[0]!
}

/** Where a request names somebody or something: the way there, and what is named. */
export type Place = { readonly part: Part; readonly at: readonly (string | 0)[]; readonly names: 'public id' | 'member' | 'person' | 'session' | 'token' | 'known device' | 'passkey' | 'reset' | 'invitation' | 'counterpart' | 'saved search' | 'saved view' }

const BY_NAME: { readonly [name: string]: Place['names'] } = { person: 'person', session: 'session', token: 'token', known_device: 'known device', passkey: 'passkey', reset: 'reset', invitation: 'invitation', counterpart: 'counterpart', saved: 'saved search', view: 'saved view', chain: 'member' }

/** All places of a route that name a public id, a member, or somebody's own thing: found by the form of the schema, whatever the route says of itself. */
export function placesOf(route: Route): Place[] {
  return PARTS.flatMap((part) => {
    const schema = schemaOf(route, part)
    return schema ? search(schema, []).map(({ at, names }) => ({ part, at, names })) : []
  })
}

function search(schema: JsonSchema, at: readonly (string | 0)[]): Omit<Place, 'part'>[] {
  if (schema.anyOf) return schema.anyOf.flatMap((one) => search(one, at))
  if (schema.type === 'object') return Object.entries(schema.properties ?? {}).flatMap(([field, of]) => search(of, [...at, field]))
  if (schema.type === 'array') return search(schema.items!, [...at, 0])
  if (schema.type !== 'string') return []
  const field = String(at.findLast((step) => step !== 0) ?? '')
  const names = schema.pattern === PUBLIC_ID ? 'public id' : schema.pattern === MEMBER ? 'member' : BY_NAME[field]
  return names ? [{ at, names }] : []
}

/** The input with another value at a place; what leads there is made where it is missing. */
export const withValue = (input: Input, { part, at }: Pick<Place, 'part' | 'at'>, value: unknown): Input => ({ ...input, [part]: put(input[part], at, value) as Json })

function put(into: unknown, at: readonly (string | 0)[], value: unknown): unknown {
  const [step, ...rest] = at
  if (step === undefined) return value
  if (step === 0) return [put((into as unknown[] | undefined)?.[0], rest, value)]
  return { ...(into as Json | undefined), [step]: put((into as Json | undefined)?.[step], rest, value) }
}

export type Request = { readonly method: Route['method'] | 'HEAD'; readonly url: string; readonly headers: { readonly [name: string]: string }; readonly payload?: string | Buffer }

/** The request of an input, as the HTTP library takes it. */
export function requestOf(route: Route, { params = {}, query = {}, body }: Input): Request {
  const path = route.path.replaceAll(/:([a-z_]+)/g, (_, name: string) => encodeURIComponent(String(params[name]).toWellFormed()))
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString()
  const url = search === '' ? path : `${path}?${search}`
  if (route.consumes === 'application/x-www-form-urlencoded') return { method: route.method, url, headers: { 'content-type': route.consumes }, payload: new URLSearchParams(body as Record<string, string>).toString() }
  if (route.consumes) return { method: route.method, url, ...form({ mapping: 'mapping: 1', file: 'a,b\n1,2\n' }) }
  return { method: route.method, url, headers: body === undefined ? {} : { 'content-type': 'application/json' }, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) }
}

/** A form with files, as a browser sends it. */
export function form(parts: { readonly [name: string]: string | Buffer }, fileName = 'figures.csv'): { headers: { 'content-type': string }; payload: Buffer } {
  const boundary = 'openvrs-test-boundary'
  const pieces = Object.entries(parts).flatMap(([name, value]) => [`--${boundary}\r\ncontent-disposition: form-data; name="${name}"${name === 'file' ? `; filename="${fileName}"` : ''}\r\n\r\n`, value, '\r\n'])
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, payload: Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece))) }
}
