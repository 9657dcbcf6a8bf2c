import { call, Refusal, type AnswerOf } from './call.ts'

export type Task = AnswerOf<'tasks', 'show'>

/** Waits for long work to end, telling of its progress; a refusal is thrown with its sentence. The page may be left: the work goes on. */
export async function follow(task: Task, tell: (task: Task) => void, signal?: AbortSignal): Promise<Task> {
  let now = task
  while (now.status === 'waiting' || now.status === 'running') {
    tell(now)
    now = await call('tasks', 'show', { params: { task: now.task } }, { signal, headers: { prefer: 'wait=2' } })
  }
  tell(now)
  if (now.status === 'failed') throw new Refusal(Number(now.problem?.['status'] ?? 500), now.problem as object)
  return now
}
