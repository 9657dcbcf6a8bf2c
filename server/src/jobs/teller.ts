import type { TaskRun } from './runner.ts'

const TELL_MS = 500

/** Tells the task how far it is, not too often and never two at a time; a telling that fails is made up by the next. */
export function teller(progress: TaskRun<never>['progress']): (step: string, rows: number, all?: number) => void {
  let busy = false
  let last = { step: '', at: 0 }
  return (step, rows, all) => {
    const at = performance.now()
    if (busy || (step === last.step && at - last.at < TELL_MS)) return
    last = { step, at }
    busy = true
    progress(step, rows, all).catch(() => undefined).finally(() => (busy = false))
  }
}
