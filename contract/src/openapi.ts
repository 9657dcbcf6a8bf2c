import { z } from 'zod'
import { problemStatus, problemText, type ProblemCode } from '@openvrs/core/problem.ts'
import type { Route } from './route.ts'

type Json = { [name: string]: unknown }

/** The OpenAPI 3.1 document of a table of routes. `server` is the address that it speaks of. */
export function openapi(routes: readonly Route[], about: { version: string; server: string }): Json {
  const paths: { [path: string]: Json } = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:([a-z_]+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'OpenVRS', version: about.version, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      description: 'States collect, share and analyse non-nominal figures on migrant smuggling and related conduct. Every refusal is a problem of RFC 9457 with a code of the catalogue.',
    },
    servers: [{ url: about.server }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token made by `./vrs token create`' },
        session: { type: 'apiKey', in: 'cookie', name: 'openvrs_session' },
      },
      schemas: { Problem: jsonSchema(problem, 'output') },
    },
  }
}

/** RFC 9457, with the code of the catalogue and the places in the input. */
export const problem = z.looseObject({
  type: z.string(), title: z.string(), detail: z.string(), status: z.int(), code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

function operation(route: Route): Json {
  return {
    operationId: route.id,
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    tags: [route.tag],
    security: route.who === 'signed_in' ? [{ token: [] }, { session: [] }] : [],
    ...(route.scope ? { 'x-scope': route.scope } : {}),
    ...(route.fresh ? { 'x-fresh-factor': route.fresh } : {}),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query'), ...(route.creates ? [idempotencyKey] : [])],
    ...requestBody(route),
    responses: { [route.status ?? 200]: answer(route), ...refusals(route) },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 1, maxLength: 200 },
  description: 'The same key with the same request gives the same answer and does the work once. Keys last 48 hours.',
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  return Object.entries(schema.shape).map(([name, type]) => ({ name, in: place, required: place === 'path' || !type.safeParse(undefined).success, schema: jsonSchema(type as z.ZodType, 'input') }))
}

function requestBody(route: Route): Json {
  if (route.consumes === 'multipart/form-data') {
    const properties = Object.fromEntries(Object.entries(route.parts ?? {}).map(([name, description]) => [name, { type: 'string', description }]))
    return { requestBody: { required: true, content: { [route.consumes]: { schema: { type: 'object', properties } } } } }
  }
  return route.body ? { requestBody: { required: true, content: { [route.consumes ?? 'application/json']: { schema: jsonSchema(route.body, 'input') } } } } : {}
}

function answer(route: Route): Json {
  const types = [...(route.response ? [['application/json', { schema: jsonSchema(route.response, 'output') }] as const] : []), ...(route.produces ?? []).filter((type) => !(route.response && type === 'application/json')).map((type) => [type, { schema: { type: 'string' } }] as const)]
  return { description: route.summary, ...(types.length > 0 ? { content: Object.fromEntries(types) } : {}) }
}

function refusals(route: Route): Json {
  const codes: ProblemCode[] = ['request.invalid', ...(route.who === 'signed_in' ? ['auth.required' as const] : []), ...(route.scope ? ['auth.scope' as const] : []), ...(route.fresh ? ['auth.no_factor' as const, 'auth.fresh_factor' as const] : []), ...(route.fresh === 'person' ? ['auth.session_needed' as const] : []),
    ...(route.owned ? ['not_found' as const] : []),
    ...(route.creates ? ['request.idempotency_conflict' as const] : []), ...(route.problems ?? [])]
  const byStatus = Map.groupBy(codes, problemStatus)
  return Object.fromEntries([...byStatus].map(([status, group]) => [status, {
    description: [...new Set(group)].map((code) => `\`${code}\`: ${problemText(code).title}`).join('. '),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }]))
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return rest
}
