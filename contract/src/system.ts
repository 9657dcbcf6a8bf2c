import { z } from 'zod'
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
}
