import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DEFAULT_HOME, occupantOf } from '../home.ts'
import { Refused, Unreachable } from './exit.ts'

export type Client = {
  readonly url: string
  /** A call with a JSON answer. Throws Refused or Unreachable. */
  json<T>(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>
  /** A call with an answer of bytes. */
  bytes(path: string, accept: string): Promise<Response>
  /** Sends a form with files; `key` makes a repetition do the work once. */
  form<T>(path: string, form: FormData, key: string): Promise<T>
  /** Waits for long work, to its end or for so many milliseconds, and returns it; tells of progress. */
  task(id: string, say: (task: TaskView) => void, milliseconds?: number): Promise<TaskView>
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type TaskView = {
  readonly task: string; readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'; readonly step: string; readonly done_rows: number; readonly all_rows: number | null
  readonly result: { readonly [name: string]: unknown } | null; readonly problem: { readonly status?: number; readonly code?: string; readonly detail?: string } | null
}

/** The client of `VRS_URL` (else the server of `VRS_HOME`) with `VRS_TOKEN` (else, on a training machine, its administrator's). */
export function makeClient(env: NodeJS.ProcessEnv): Client {
  const home = env.VRS_HOME || DEFAULT_HOME
  const url = (env.VRS_URL || (occupantOf(home)?.url ?? `http://localhost:${env.PORT ?? '8080'}`)).replace(/\/$/, '')
  const token = env.VRS_TOKEN || administratorToken(home)

  const send = async (method: Method, path: string, body: BodyInit | undefined, headers: Record<string, string>): Promise<Response> => {
    const request = () => fetch(url + path, { method, body, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers } })
    const response = await request().catch(() => { throw new Unreachable(url) })
    if (!response.ok) throw new Refused(response.status, await response.json().catch(() => ({})) as object)
    return response
  }

  const json = async <T>(method: Method, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> => {
    const response = await send(method, path, body === undefined ? undefined : JSON.stringify(body), { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
    return (response.status === 204 ? undefined : await response.json()) as T
  }

  return {
    url, json,
    bytes: (path, accept) => send('GET', path, undefined, { accept }),
    form: async <T>(path: string, form: FormData, key: string) => (await send('POST', path, form, { accept: 'application/json', 'idempotency-key': key })).json() as Promise<T>,
    task: (id, say, milliseconds) => waitFor(json, id, say, milliseconds),
  }
}

/** Long work goes on when the connection is lost or the server restarts; so does the waiting, for a minute. */
async function waitFor(json: Client['json'], id: string, say: (task: TaskView) => void, milliseconds = Infinity): Promise<TaskView> {
  const until = Date.now() + milliseconds
  let lostSince: number | undefined
  for (;;) {
    try {
      const task = await json<TaskView>('GET', `/api/tasks/${encodeURIComponent(id)}`, undefined, { prefer: 'wait=2' })
      lostSince = undefined
      if (task.status === 'done' || task.status === 'failed' || task.status === 'cancelled' || Date.now() > until) return task
      say(task)
    } catch (error) {
      const passing = error instanceof Unreachable || (error instanceof Refused && error.status >= 500)
      lostSince ??= Date.now()
      if (!passing || Date.now() - lostSince > 60_000) throw error
      await sleep(500)
    }
  }
}

function administratorToken(home: string): string | undefined {
  try {
    return readFileSync(join(home, 'training-token'), 'utf8').trim()
  } catch {
    return undefined
  }
}
