import type { Caller } from './attempts.ts'

/** People who read without pause. What is returned ends that, and tells how often each status was the answer. */
export function readWithoutPause(callers: readonly Caller[], paths: readonly string[]): () => Promise<{ readonly [status: string]: number }> {
  const counts: { [status: string]: number } = {}
  let reading = true
  const loops = callers.map(async ({ url, token }) => {
    for (let i = 0; reading; i++) {
      const status = await fetch(url + paths[i % paths.length]!, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(30_000) })
        .then(async (answer) => {
          await answer.arrayBuffer()
          return String(answer.status)
        }, () => 'none')
      counts[status] = (counts[status] ?? 0) + 1
    }
  })
  return async () => {
    reading = false
    await Promise.all(loops)
    return counts
  }
}
