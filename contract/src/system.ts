import { z } from 'zod'
import { instant, memberCode } from './common.ts'
import { route } from './route.ts'

export const system = {
  alive: route({
    id: 'system.alive', method: 'GET', path: '/healthz', tag: 'system', who: 'anyone', summary: 'Is the server process alive',
    response: z.strictObject({ ok: z.literal(true) }),
  }),
  ready: route({
    id: 'system.ready', method: 'GET', path: '/readyz', tag: 'system', who: 'anyone', summary: 'Can the server do its work: database, migrations, jobs',
    description: 'Answers 200 when every check holds, else 503 with the checks as a problem.',
    response: z.strictObject({ ok: z.literal(true), checks: z.array(z.strictObject({ check: z.string(), ok: z.boolean(), detail: z.string() })) }),
    problems: ['server.not_ready'],
  }),
  status: route({
    id: 'system.status', method: 'GET', path: '/api/status', tag: 'system', who: 'anyone', summary: 'Version, mode and health',
    response: z.strictObject({
      version: z.string(), mode: z.enum(['training', 'live']),
      checks: z.array(z.strictObject({ check: z.string(), ok: z.boolean(), detail: z.string() })),
    }),
  }),
  about: route({
    id: 'system.about', method: 'GET', path: '/api/about', tag: 'system', who: 'anyone', summary: 'Who takes part, and whom to write to',
    description: 'Members that accepted the terms and did not leave: by code, name and kind. Names of states come in every language that the collections have. Nothing is said of who shares with whom.',
    response: z.strictObject({
      contact: z.string().nullable().meta({ description: 'An e-mail address, where the operator named one' }),
      participants: z.array(z.strictObject({ code: memberCode, name: z.record(z.string(), z.string()), kind: z.enum(['state', 'territory', 'organisation', 'secretariat']) })),
    }),
  }),
  securityTxt: route({
    id: 'system.securityTxt', method: 'GET', path: '/.well-known/security.txt', tag: 'system', who: 'anyone', summary: 'Whom to tell of a weakness (RFC 9116)',
    description: 'Absent where the operator named nobody.', produces: ['text/plain'], problems: ['not_found'],
  }),
  show: route({
    id: 'system.show', method: 'GET', path: '/api/system', tag: 'system', who: 'signed_in', scope: 'read', summary: 'How the server fares (administrator)',
    description: 'Health, disk, memory, database, work in the queue, mail, versions. No figure, no name, and nothing by member.',
    response: z.strictObject({
      version: z.string(), mode: z.enum(['training', 'live']), node: z.string(), database: z.string(), started: instant, now: instant,
      checks: z.array(z.strictObject({ check: z.string(), ok: z.boolean(), detail: z.string() })),
      disk: z.strictObject({ free: z.int(), total: z.int() }).nullable().meta({ description: 'Bytes, of the disk of the home' }), memory: z.int().meta({ description: 'Bytes that the server holds' }), database_bytes: z.int(),
      queue: z.strictObject({ waiting: z.int(), running: z.int(), oldest: instant.nullable().meta({ description: 'Since when the longest waits' }), failed: z.int().meta({ description: 'Of the last 24 hours' }) }),
      mail: z.strictObject({ configured: z.boolean(), sent: z.int(), failed: z.int() }).meta({ description: 'Since the server started' }),
      collections: z.array(z.strictObject({ collection: z.string(), version: z.string(), installed: instant })),
    }),
    problems: ['not_allowed'],
  }),
}
