import { setTimeout as sleep } from 'node:timers/promises'
import { startSystem } from '../../e2e/system.ts'
import { median } from '../times.ts'
import { keepSlow } from './clients.ts'

/**
 * bench/slow: how long the others wait while 200 clients send and take as slowly as they can (requirement 22). Rounds with and
 * without them follow each other, so that what else the machine does falls on both; the ratio of a round is its p99 over
 * that of the round before.
 */
const SLOW = 200
const ROUNDS = 5
const REQUESTS = 300
const AT_ONCE = 4
const ASKED = ['/api/session', '/api/reports', '/api/tasks', '/api/dataflows/VRS_DETECT/query?by=REF_AREA']
const ALLOWED = 2

const system = await startSystem({ VRS_TODAY: '2026-11-21' })
try {
  const [reader, other] = [await system.token('THA', 'focal_point'), await system.token('KHM', 'focal_point')]
  const port = Number(new URL(system.url).port)
  await ask(reader) // what is read once is read
  const ratios: number[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const alone = quantiles(await ask(reader))
    const slow = keepSlow(port, other, SLOW)
    await sleep(2000)
    const among = quantiles(await ask(reader))
    slow.stop()
    ratios.push(among.p99 / alone.p99)
    console.log(`round ${round}: p50 ${alone.p50.toFixed(1)} ms, p99 ${alone.p99.toFixed(1)} ms; among ${SLOW} slow clients p50 ${among.p50.toFixed(1)} ms, p99 ${among.p99.toFixed(1)} ms; ${slow.closed()} of those closed; ratio ${(among.p99 / alone.p99).toFixed(2)}`)
    await sleep(500)
  }
  const usual = median(ratios)
  console.log(`p99 among ${SLOW} slow clients over p99 alone: ${usual.toFixed(2)} (at most ${ALLOWED})`)
  if (usual > ALLOWED) process.exitCode = 1
} finally {
  await system.stop()
}

/** How long each request takes, some at once. */
async function ask(token: string): Promise<number[]> {
  const times: number[] = []
  let next = 0
  const one = async (): Promise<void> => {
    while (next < REQUESTS) {
      const path = ASKED[next++ % ASKED.length]!
      const at = performance.now()
      const answer = await fetch(system.url + path, { headers: { authorization: `Bearer ${token}` } })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      times.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return times
}

function quantiles(times: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = times.toSorted((a, b) => a - b)
  return { p50: sorted[Math.floor(sorted.length * 0.5)]!, p99: sorted[Math.floor(sorted.length * 0.99)]! }
}
