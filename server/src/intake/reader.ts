import type { Reject } from '@openvrs/core/mapping/refusals.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { glimpseOf } from '@openvrs/core/mapping/glimpse.ts'
import { suggestMapping } from '@openvrs/core/mapping/suggest.ts'
import { openSpool } from '../spool/index.ts'
import type { FromReader, ProcessInput, ReaderInput, SuggestInput } from './messages.ts'
import { processFile, type Listener, type Step } from './process.ts'
import { readSample } from './sample.ts'

/** The process in which a file is read: it holds the file, its key and the job, and nothing of the server, with which it ends. */

const REJECTS_A_BATCH = 2000
const BATCHES_UNDER_WAY = 3
const PROGRESS_MS = 200

const say = (message: FromReader): void => void process.send!(message)

/** Collects rejects and hands them over in batches; never more than a few batches wait on the other side. */
class RejectBatches {
  private batch: Reject[] = []
  private underWay = 0
  private wake: (() => void) | undefined

  constructor() {
    process.on('message', () => {
      this.underWay--
      this.wake?.()
    })
  }

  add(reject: Reject): void {
    this.batch.push(reject)
    if (this.batch.length >= REJECTS_A_BATCH) this.flush()
  }

  flush(): void {
    if (this.batch.length === 0) return
    say({ kind: 'rejects', rejects: this.batch })
    this.batch = []
    this.underWay++
  }

  async room(batches: number): Promise<void> {
    while (this.underWay > batches) await new Promise<void>((resolve) => (this.wake = resolve))
  }
}

function progressTeller(): Listener['onProgress'] {
  let last: { step: Step | undefined; at: number } = { step: undefined, at: 0 }
  return (step, rows, all) => {
    const now = performance.now()
    if (step === last.step && now - last.at < PROGRESS_MS) return
    last = { step, at: now }
    say({ kind: 'progress', step, rows, ...(all === undefined ? {} : { all }) })
  }
}

async function read({ path, key, job }: ProcessInput): Promise<void> {
  const rejects = new RejectBatches()
  const result = await processFile(openSpool(path, key), job, {
    onProgress: progressTeller(),
    onReject: (reject) => rejects.add(reject),
    onChunk: (chunk) => say({ kind: 'chunk', chunk }),
    pause: () => rejects.room(BATCHES_UNDER_WAY),
  })
  rejects.flush()
  await rejects.room(0)
  say({ kind: 'done', result })
}

async function suggest({ collection, dataflow, path, key }: SuggestInput): Promise<void> {
  const sample = await readSample(openSpool(path, key))
  say({ kind: 'suggested', suggestion: { ...suggestMapping(sample, collection.dataflows.get(dataflow)!, collection), glimpse: glimpseOf(sample) } })
}

async function run(input: ReaderInput): Promise<void> {
  try {
    await (input.kind === 'process' ? read(input) : suggest(input))
  } catch (error) {
    say(error instanceof Problem ? { kind: 'problem', code: error.code, values: error.values, places: error.places } : failureOf(error))
  }
}

function failureOf(error: unknown): FromReader {
  const { name = 'Error', code, stack = '' } = error as { name?: string; code?: string; stack?: string }
  return { kind: 'failed', name, ...(code === undefined ? {} : { code }), stack: stack.split('\n').filter((line) => line.trimStart().startsWith('at ')).join('\n') }
}

// Whoever starts it with more rights than reading has made a mistake.
if (process.permission?.has('fs.write') !== false || process.permission.has('child') || process.permission.has('worker')) throw new Error('the reader of files may do too much')
process.once('disconnect', () => process.exit())
process.once('message', (input: ReaderInput) => void run(input))
