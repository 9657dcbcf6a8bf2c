import { Worker } from 'node:worker_threads'
import type { Reject } from '@openvrs/core/mapping/refusals.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { LIMITS } from './limits.ts'
import type { FromWorker, ToWorker, WorkerInput } from './messages.ts'
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
export async function runIntake(input: WorkerInput, run: Run): Promise<{ readonly result: IntakeResult; readonly chunks: readonly Chunk[] }> {
  run.signal.throwIfAborted()
  const limits = run.limits ?? LIMITS
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: input,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 32 },
  })
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(new Problem('intake.took_too_long', { seconds: limits.seconds })), limits.seconds * 1000)
  const stop = AbortSignal.any([run.signal, timer.signal])
  try {
    return await listen(worker, run, stop)
  } finally {
    clearTimeout(timeout)
    await worker.terminate()
  }
}

function listen(worker: Worker, run: Run, stop: AbortSignal): Promise<{ readonly result: IntakeResult; readonly chunks: readonly Chunk[] }> {
  const chunks: Chunk[] = []
  return new Promise((resolve, reject) => {
    stop.addEventListener('abort', () => reject(stop.reason as Error), { once: true })
    worker.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem('intake.too_much_memory') : error))
    worker.on('exit', (code) => reject(new Error(`the intake worker ended with ${code}`)))
    worker.on('message', (message: FromWorker) => {
      switch (message.kind) {
        case 'progress':
          return run.onProgress(message.step, message.rows, message.all)
        case 'rejects':
          run.onRejects(message.rejects).then(() => worker.postMessage({ kind: 'acknowledged' } satisfies ToWorker), reject)
          return
        case 'chunk':
          return void chunks.push(message.chunk)
        case 'done':
          return resolve({ result: message.result, chunks })
        case 'problem':
          return reject(new Problem(message.code, message.values, message.places))
      }
    })
  })
}
