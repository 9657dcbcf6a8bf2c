import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../db/connect.ts'
import { copyTerms } from './copies.ts'
import { runDue } from './due.ts'

/** What the jobs do for sharing: copy changed terms onto rows, and compute what members unlock. */
export type SharingWork = {
  /** Something was committed that needs it. Returns at once. */
  readonly kick: () => void
  /** Does all that is there; also for what a server that ended left behind. */
  readonly run: () => Promise<void>
  /** Lets a batch end and begins no other. */
  readonly stop: () => Promise<void>
}

export function sharingWork({ jobs, clock, log }: { readonly jobs: Db; readonly clock: () => Date; readonly log: Pick<FastifyBaseLogger, 'warn'> }): SharingWork {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false

  const turn = async (): Promise<void> => {
    do {
      again = false
      await runDue(jobs, clock())
      await copyTerms(jobs, () => stopped)
    } while (again && !stopped)
  }
  /** One turn at a time; who asks during one gets another after it. */
  const run = (): Promise<void> => {
    if (stopped) return Promise.resolve()
    if (running) again = true
    running ??= turn().finally(() => { running = undefined })
    return running
  }
  const report = (error: unknown) => log.warn({ work: 'sharing', name: (error as Error).name, code: (error as { code?: string }).code }, 'periodic work failed')
  return {
    kick: () => void run().catch(report),
    run,
    stop: async () => {
      stopped = true
      await running?.catch(report)
    },
  }
}
