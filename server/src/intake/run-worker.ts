import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Reject } from '@openvrs/core/mapping/refusals.ts'
import type { Glimpse } from '@openvrs/core/mapping/glimpse.ts'
import type { Suggestion } from '@openvrs/core/mapping/suggest.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { LIMITS } from './limits.ts'
import type { FromWorker, ProcessInput, SuggestInput, ToWorker, WorkerInput } from './messages.ts'
import type { Chunk, IntakeResult, Step } from './process.ts'

export type Run = {
  readonly signal: AbortSignal
  readonly onProgress: (step: Step, rows: number, all?: number) => void
  /** Stores rejected rows; the worker waits for it. */
  readonly onRejects: (rejects: readonly Reject[]) => Promise<void>
  readonly limits?: { readonly seconds: number; readonly heapMb: number }
}

/**
 * Reads an upload in a thread of its own, with a limit on its time and its heap. The chunks of the payload are collected (some 10 MB for a
 * million rows). Throws the problems of `processFile`, `intake.took_too_long`, `intake.too_much_memory`, or the reason of the signal.
 */
export async function runIntake(input: ProcessInput, run: Run): Promise<{ readonly result: IntakeResult; readonly chunks: readonly Chunk[] }> {
  const chunks: Chunk[] = []
  const result = await runWorker<IntakeResult>(input, run.signal, run.limits ?? LIMITS, (message, done, fail, worker) => {
    switch (message.kind) {
      case 'progress':
        return run.onProgress(message.step, message.rows, message.all)
      case 'rejects':
        return void run.onRejects(message.rejects).then(() => worker.postMessage({ kind: 'acknowledged' } satisfies ToWorker), fail)
      case 'chunk':
        return void chunks.push(message.chunk)
      case 'done':
        return done(message.result)
      case 'suggested':
      case 'problem':
        return
    }
  })
  return { result, chunks }
}

/** Proposes a mapping for a spooled file and says what is in it, in a thread of its own with the same limits. */
export const runSuggestion = (input: SuggestInput): Promise<Suggestion & { readonly glimpse: Glimpse }> =>
  runWorker(input, new AbortController().signal, LIMITS, (message, done) => {
    if (message.kind === 'suggested') done(message.suggestion)
  })

const LONGEST_FAREWELL_MS = 5_000

type OnMessage<T> = (message: FromWorker, done: (result: T) => void, fail: (error: Error) => void, worker: Worker) => void

async function runWorker<T>(input: WorkerInput, signal: AbortSignal, limits: { readonly seconds: number; readonly heapMb: number }, onMessage: OnMessage<T>): Promise<T> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: input, env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 32 },
  })
  const exited = new Promise((resolve) => worker.once('exit', resolve))
  let hasSaidAll = false
  let timeout: NodeJS.Timeout | undefined
  let abort: (() => void) | undefined
  try {
    return await new Promise<T>((resolve, reject) => {
      timeout = setTimeout(() => reject(new Problem('intake.took_too_long', { seconds: limits.seconds })), limits.seconds * 1000)
      abort = () => reject(signal.reason as Error)
      signal.addEventListener('abort', abort, { once: true })
      worker.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem('intake.too_much_memory') : error))
      worker.on('exit', (code) => reject(new Error(`the intake worker ended with ${code}`)))
      worker.on('message', (message: FromWorker) => {
        hasSaidAll ||= message.kind === 'problem' || message.kind === 'done' || message.kind === 'suggested'
        if (message.kind === 'problem') reject(new Problem(message.code, message.values, message.places))
        else onMessage(message, resolve, reject, worker)
      })
    })
  } finally {
    clearTimeout(timeout)
    if (abort) signal.removeEventListener('abort', abort)
    // A thread that has said all ends by itself: ending it just then can take the whole process along (nodejs/node#56312).
    if (hasSaidAll) await Promise.race([exited, sleep(LONGEST_FAREWELL_MS, undefined, { ref: false })])
    await worker.terminate()
  }
}
