import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Reject } from '@openvrs/core/mapping/refusals.ts'
import type { Glimpse } from '@openvrs/core/mapping/glimpse.ts'
import type { Suggestion } from '@openvrs/core/mapping/suggest.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { LIMITS } from './limits.ts'
import type { FromReader, ProcessInput, ReaderInput, Spool, SuggestInput, ToReader } from './messages.ts'
import type { Chunk, IntakeResult, Step } from './process.ts'

export type Run = {
  readonly signal: AbortSignal
  readonly onProgress: (step: Step, rows: number, all?: number) => void
  /** Stores rejected rows; the reader waits for it. */
  readonly onRejects: (rejects: readonly Reject[]) => Promise<void>
  readonly limits?: { readonly seconds: number; readonly heapMb: number }
}

/**
 * Reads an upload in a process of its own, with a limit on its time and its heap: whatever a file does to its reader, the server goes on. The chunks of the payload are collected (some 10 MB for a
 * million rows). Throws the problems of `processFile`, `intake.took_too_long`, `intake.too_much_memory`, or the reason of the signal.
 */
export async function runIntake(input: ProcessInput, run: Run): Promise<{ readonly result: IntakeResult; readonly chunks: readonly Chunk[] }> {
  const chunks: Chunk[] = []
  const result = await runReader<IntakeResult>(input, run.signal, run.limits ?? LIMITS, (message, done, fail, reader) => {
    switch (message.kind) {
      case 'progress':
        return run.onProgress(message.step, message.rows, message.all)
      case 'rejects':
        return void run.onRejects(message.rejects).then(() => reader.send({ kind: 'acknowledged' } satisfies ToReader), fail)
      case 'chunk':
        return void chunks.push(message.chunk)
      case 'done':
        return done(message.result)
      case 'suggested':
      case 'problem':
      case 'failed':
        return
    }
  })
  return { result, chunks }
}

/** Proposes a mapping for a spooled file and says what is in it, in a process of its own with the same limits. */
export const runSuggestion = (input: SuggestInput): Promise<Suggestion & { readonly glimpse: Glimpse }> =>
  runReader(input, new AbortController().signal, LIMITS, (message, done) => {
    if (message.kind === 'suggested') done(message.suggestion)
  })

type OnMessage<T> = (message: FromReader, done: (result: T) => void, fail: (error: Error) => void, reader: ChildProcess) => void
type Limits = { readonly seconds: number; readonly heapMb: number }

const READER = fileURLToPath(new URL('./reader.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** A process that may read the program and the one file, and nothing else: it writes nothing, starts nothing and has no environment. */
const startReader = ({ path }: Spool, { heapMb }: Limits): ChildProcess =>
  fork(READER, { env: {}, serialization: 'advanced', stdio: 'ignore', execArgv: ['--permission', `--allow-fs-read=${ROOT}`, `--allow-fs-read=${path}`, `--max-old-space-size=${heapMb}`, '--max-semi-space-size=16', '--no-warnings'] })

async function runReader<T>(input: ReaderInput, signal: AbortSignal, limits: Limits, onMessage: OnMessage<T>): Promise<T> {
  signal.throwIfAborted()
  const reader = startReader(input, limits)
  let timeout: NodeJS.Timeout | undefined
  let abort: (() => void) | undefined
  try {
    return await new Promise<T>((resolve, reject) => {
      timeout = setTimeout(() => reject(new Problem('intake.took_too_long', { seconds: limits.seconds })), limits.seconds * 1000)
      abort = () => reject(signal.reason as Error)
      signal.addEventListener('abort', abort, { once: true })
      reader.on('error', reject)
      reader.on('exit', (code, killed) => reject(ranOutOfMemory(code, killed) ? new Problem('intake.too_much_memory') : new Error(`the reader of a file ended with ${killed ?? code}`)))
      reader.on('message', (message: FromReader) => {
        if (message.kind === 'problem') reject(new Problem(message.code, message.values, message.places))
        else if (message.kind === 'failed') reject(Object.assign(new Error('the reader of a file failed'), { name: message.name, code: message.code, stack: message.stack }))
        else onMessage(message, resolve, reject, reader)
      })
      reader.send(input)
    })
  } finally {
    clearTimeout(timeout)
    if (abort) signal.removeEventListener('abort', abort)
    reader.kill('SIGKILL')
  }
}

/** V8 aborts where the heap is full. */
const ranOutOfMemory = (code: number | null, killed: NodeJS.Signals | null): boolean => killed === 'SIGABRT' || killed === 'SIGTRAP' || code === 134
