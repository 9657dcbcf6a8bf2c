import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What somebody tried, and what they know of it. Acknowledged: the server said that it is stored. Failed: it said that it
 * is not. Unknown: it said nothing, or that it failed itself; an unknown attempt may have been stored.
 */
export type Attempt = {
  readonly round: number
  readonly member: string
  readonly what: Phase
  /** The Idempotency-Key: the same in every repetition. */
  readonly key: string
  state: 'invoked' | 'acknowledged' | 'failed' | 'unknown'
  /** Whether the first sending was left without an answer. */
  wasUnknown: boolean
  /** The long work that it became. */
  task?: string
  detail?: string
}

export type Phase = 'upload' | 'submit' | 'approve'
export type Task = { readonly task: string; readonly kind: string; readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'; readonly result: { readonly [name: string]: unknown } | null; readonly problem: { readonly code?: string; readonly detail?: string } | null }

/** One person who calls the API. */
export type Caller = { readonly url: string; readonly token: string }

export const invoke = (round: number, member: string, what: Phase): Attempt => ({ round, member, what, key: randomUUID(), state: 'invoked', wasUnknown: false })

/** Sends an attempt, once. A body is made anew for each sending. An acknowledged attempt that is sent again must become the same work. */
export async function send(attempt: Attempt, { url, token }: Caller, path: string, body: () => FormData | object): Promise<void> {
  const content = body()
  const isForm = content instanceof FormData
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': attempt.key, ...(isForm ? {} : { 'content-type': 'application/json' }) }
  let status = 0
  let answer: { task?: string; code?: string } = {}
  try {
    const response = await fetch(url + path, { method: 'POST', headers, body: isForm ? content : JSON.stringify(content), signal: AbortSignal.timeout(60_000) })
    answer = (await response.json()) as typeof answer
    status = response.status
  } catch {
    // Nothing was heard, or not all of it.
  }
  if (status >= 200 && status < 300) acknowledge(attempt, answer.task)
  else if (attempt.state !== 'acknowledged') {
    attempt.state = status >= 400 && status < 500 ? 'failed' : 'unknown'
    attempt.wasUnknown ||= attempt.state === 'unknown'
    attempt.detail = `${status || 'no answer'} ${answer.code ?? ''}`.trim()
  }
}

function acknowledge(attempt: Attempt, task: string | undefined): void {
  if (task === undefined) throw new Error(`${name(attempt)} was acknowledged without a task`)
  if (attempt.task !== undefined && attempt.task !== task) throw new Error(`${name(attempt)} became two tasks: ${attempt.task} and ${task}`)
  attempt.task = task
  attempt.state = 'acknowledged'
}

/** Sends an unknown attempt again until it is known, for so long at most. */
export async function settle(attempt: Attempt, again: () => Promise<void>, seconds: number): Promise<void> {
  for (const until = Date.now() + seconds * 1000; attempt.state === 'unknown' && Date.now() < until; ) {
    await again()
    if (attempt.state === 'unknown') await sleep(250)
  }
}

export const name = (attempt: Attempt): string => `${attempt.what} of ${attempt.member} in round ${attempt.round}`

/** Reads, and again for a while where the server is not there or not ready. */
export async function read<T>({ url, token }: Caller, path: string, seconds = 20): Promise<T> {
  let last = ''
  for (const until = Date.now() + seconds * 1000; ; await sleep(200)) {
    try {
      const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}`, prefer: 'wait=2' }, signal: AbortSignal.timeout(30_000) })
      if (response.ok) return (await response.json()) as T
      last = `${response.status} ${await response.text()}`
      if (response.status < 500) throw new Refusal(`GET ${path}: ${last}`)
    } catch (error) {
      if (error instanceof Refusal) throw error
      last ||= String(error)
    }
    if (Date.now() > until) throw new Error(`GET ${path} had no answer in ${seconds} s: ${last}`)
  }
}

class Refusal extends Error {}
