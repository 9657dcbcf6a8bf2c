import { call, Refusal, type AnswerOf } from './call.ts'

export type Task = AnswerOf<'tasks', 'show'>

const AGAIN = 3_000

/** Without a line the work goes on at the server: it is asked again when the line is back, or soon. */
const lineMayBeBack = (): Promise<void> => new Promise((resolve) => {
  const go = () => {
    clearTimeout(timer)
    removeEventListener('online', go)
    resolve()
  }
  const timer = setTimeout(go, AGAIN)
  addEventListener('online', go)
})

/** Waits for long work to end, telling of its progress; a refusal is thrown with its sentence. The page may be left: the work goes on. */
export async function follow(task: Task, tell: (task: Task) => void, signal?: AbortSignal): Promise<Task> {
  let now = task
  while (now.status === 'waiting' || now.status === 'running') {
    tell(now)
    now = await call('tasks', 'show', { params: { task: now.task } }, { signal, headers: { prefer: 'wait=2' } }).catch(async (error: unknown) => {
      if (!(error instanceof Refusal) || error.status !== 0 || signal?.aborted) throw error
      await lineMayBeBack()
      return now
    })
  }
  tell(now)
  if (now.status === 'failed') throw new Refusal(Number(now.problem?.['status'] ?? 500), now.problem as object)
  return now
}
