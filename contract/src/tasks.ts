import { z } from 'zod'
import { instant, publicId } from './common.ts'
import { route } from './route.ts'

export const task = z.strictObject({
  task: publicId,
  kind: z.enum(['upload', 'submit', 'approve', 'combine', 'export']),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** What it is doing, as a word of the catalogue (`reading`, `checking`, `storing`). */
  step: z.string(),
  done_rows: z.int(),
  all_rows: z.int().nullable(),
  made: instant,
  ended: instant.nullable(),
  /** What the kind of task gives when it is done. */
  result: z.record(z.string(), z.unknown()).nullable(),
  /** The problem (RFC 9457) that it ended with, when it failed. */
  problem: z.record(z.string(), z.unknown()).nullable(),
})

export type Task = z.infer<typeof task>

const params = z.strictObject({ task: publicId })

/** Long work: it goes on when the browser is closed and survives a restart of the server. */
export const tasks = {
  list: route({
    id: 'tasks.list', method: 'GET', path: '/api/tasks', tag: 'tasks', who: 'signed_in', scope: 'read', summary: 'Long work of the last seven days that I may see',
    response: z.strictObject({ tasks: z.array(task) }),
  }),
  show: route({
    id: 'tasks.show', method: 'GET', path: '/api/tasks/:task', tag: 'tasks', who: 'signed_in', scope: 'read', summary: 'How far a piece of long work is',
    description: 'With `Prefer: wait=SECONDS` (at most 30) the answer comes when the work has ended or the time is over.',
    params, response: task, owned: { task: 'task' },
  }),
  cancel: route({
    id: 'tasks.cancel', method: 'DELETE', path: '/api/tasks/:task', tag: 'tasks', who: 'signed_in', scope: 'draft', summary: 'Cancel long work; nothing of it is kept',
    params, response: task, owned: { task: 'task' },
  }),
}
