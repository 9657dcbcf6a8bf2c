import { parentPort, workerData } from 'node:worker_threads'
import type { Reject } from '@openvrs/core/mapping/refusals.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { glimpseOf } from '@openvrs/core/mapping/glimpse.ts'
import { suggestMapping } from '@openvrs/core/mapping/suggest.ts'
import type { FromWorker, SuggestInput, WorkerInput } from './messages.ts'
import { processFile, type IntakeJob, type Listener, type Step } from './process.ts'
import { readSample } from './sample.ts'
import { openSpool } from './spool.ts'

/** The thread in which a file is read: it holds the file, its key and the job, and nothing of the server. */
const port = parentPort!
const input = workerData as WorkerInput

const REJECTS_A_BATCH = 2000
const BATCHES_UNDER_WAY = 3
const PROGRESS_MS = 200

const say = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer)

/** Collects rejects and hands them over in batches; never more than a few batches wait on the other side. */
class RejectBatches {
  private batch: Reject[] = []
  private underWay = 0
  private wake: (() => void) | undefined

  constructor() {
    port.on('message', () => {
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

async function read(job: IntakeJob): Promise<void> {
  const rejects = new RejectBatches()
  const result = await processFile(openSpool(input.path, input.key), job, {
    onProgress: progressTeller(),
    onReject: (reject) => rejects.add(reject),
    onChunk: ({ rows, body }) => {
      const own = Uint8Array.from(body)
      say({ kind: 'chunk', chunk: { rows, body: own } }, [own.buffer])
    },
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

try {
  await (input.kind === 'process' ? read(input.job) : suggest(input))
} catch (error) {
  if (!(error instanceof Problem)) throw error
  say({ kind: 'problem', code: error.code, values: error.values, places: error.places })
} finally {
  port.close()
}
