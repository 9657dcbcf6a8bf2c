import type { z } from 'zod'
import type { ProblemCode } from '@openvrs/core/problem.ts'

/**
 * The API as data. The server binds every route of the table and no other; the OpenAPI document, the command line, the
 * web app and the isolation tests walk the same table.
 */
export type Schema = z.ZodType

export type Scope = 'read' | 'draft' | 'approve'

export type Route = {
  /** `reports.approve`: capability and verb. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify's form: `/api/reports/:report/approve`. */
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly tag: string
  /** `anyone`: also without a session. `signed_in`: a person. `training`: only where the system is a training system, on loopback. */
  readonly who: 'anyone' | 'signed_in' | 'training'
  /** What a token must carry. Sessions carry all of it; the role still decides. */
  readonly scope?: Scope
  /**
   * Asks for a second factor of the last five minutes, before anything is loaded. `session`: of a session; a token that approves
   * came from one and lives an hour. `person`: only a person at a session does it, no token.
   */
  readonly fresh?: 'session' | 'person'
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: Schema
  /** For bodies that are no JSON: the media type. The handler reads the stream of a `multipart/form-data`, which names its parts; a form without files is held to `body`. */
  readonly consumes?: 'multipart/form-data' | 'application/x-www-form-urlencoded'
  readonly parts?: { readonly [name: string]: string }
  /** 303: the answer says where to go on. */
  readonly status?: 200 | 201 | 202 | 204 | 303
  /** The body of the answer; absent with 204 or where `produces` says another media type. */
  readonly response?: Schema
  readonly produces?: readonly ('text/csv' | 'application/json' | 'text/plain' | 'application/x-pem-file' | 'application/yaml' | 'application/x-ndjson' | 'application/x-tar' | 'application/samlmetadata+xml' | 'application/vnd.sdmx.data+csv' | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' | 'application/vnd.apache.parquet')[]
  /** Parameters that are public ids (`USA-7`: owner and number) or member codes: what the isolation tests fill in. */
  readonly owned?: { readonly [parameter: string]: 'report' | 'release' | 'task' | 'upload' | 'export' | 'narrative' | 'member' }
  /** Takes an Idempotency-Key: the same key and request give the same answer once. */
  readonly creates?: true
  /** A page of another site may send it. Whoever sends it is nobody here, whatever session the browser has. */
  readonly fromElsewhere?: true
  /** A description of the data, the same for a long time: a device may keep it, and asks each time whether it is still the same. */
  readonly kept?: true
  /** Problems of its own, besides those that every route may have. */
  readonly problems?: readonly ProblemCode[]
}

/** Keeps the literal types of a route, so that handlers are typed by it. */
export const route = <const R extends Route>(definition: R): R => definition

type Output<S> = S extends z.ZodType ? z.output<S> : undefined
export type ParamsOf<R extends Route> = Output<R['params']>
export type QueryOf<R extends Route> = Output<R['query']>
export type BodyOf<R extends Route> = Output<R['body']>
export type ResponseOf<R extends Route> = R['response'] extends z.ZodType ? z.input<R['response']> : unknown
