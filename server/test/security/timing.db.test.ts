import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { secretOf } from '../sign-in.ts'
import { makeWorld, type World } from './world.ts'

/**
 * Requirement 5: how long a refusal takes tells nothing. 200 pairs, each asked in turn and in both orders, so that what slows
 * the machine slows both; they differ where the signed ranks of the differences do (Wilcoxon, |z| over 4: one in 15,000 by
 * chance) and the medians do by more than a tenth. Only what differs twice is a difference.
 */
const PAIRS = 200
let app: TestApp
let khm: World
let asker: Actor
beforeAll(async () => {
  app = await testApp()
  khm = await makeWorld(app, 'KHM', 'VNM')
  asker = await app.person('LAO', 'focal_point')
})
afterAll(() => app?.close())

type Ask = () => Promise<{ readonly statusCode: number }>

async function timeOf(ask: Ask): Promise<number> {
  const at = performance.now()
  await ask()
  return performance.now() - at
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** The z of the signed ranks: 0 where neither takes longer. */
function signedRanks(differences: readonly number[]): number {
  const ranked = differences.filter((d) => d !== 0).toSorted((a, b) => Math.abs(a) - Math.abs(b))
  const sum = ranked.reduce((total, d, at) => total + Math.sign(d) * (at + 1), 0)
  const n = ranked.length
  return sum / Math.sqrt((n * (n + 1) * (2 * n + 1)) / 6)
}

async function measure(one: Ask, other: Ask): Promise<{ readonly differ: boolean; readonly z: number; readonly medians: readonly [number, number] }> {
  const [a, b]: [number[], number[]] = [[], []]
  for (let at = 0; at < PAIRS; at++) {
    if (at % 2 === 0) a.push(await timeOf(one))
    b.push(await timeOf(other))
    if (at % 2 === 1) a.push(await timeOf(one))
  }
  const z = signedRanks(a.map((time, at) => time - b[at]!))
  const medians = [median(a), median(b)] as const
  return { differ: Math.abs(z) > 4 && Math.abs(medians[0] - medians[1]) > 0.1 * Math.min(...medians), z, medians }
}

async function expectAlike(one: Ask, other: Ask): Promise<void> {
  const first = await measure(one, other)
  const last = first.differ ? await measure(one, other) : first
  expect(last, JSON.stringify(last)).toMatchObject({ differ: false })
}

test('5: the test sees a difference where there is one', () => {
  expect(signedRanks(Array.from({ length: PAIRS }, (_, at) => 1 + (at % 7)))).toBeGreaterThan(10)
  expect(Math.abs(signedRanks(Array.from({ length: PAIRS }, (_, at) => (at % 2 === 0 ? 1 : -1) * (1 + at))))).toBeLessThan(1)
})

describe('5: the same time', () => {
  const get = (path: string) => app.call(asker, 'GET', path)

  test('for what belongs to another state and for what is not there', async () => {
    for (const [there, absent] of [[`/api/reports/${khm.national}`, '/api/reports/KHM-999999'], [`/api/tasks/${khm.task}`, '/api/tasks/KHM-999999']] as const) {
      expect([(await get(there)).statusCode, (await get(absent)).statusCode]).toEqual([404, 404])
      await expectAlike(() => get(there), () => get(absent))
    }
  })

  test('for an invitation that was withdrawn and for one that never was', async () => {
    const invitation = await app.call(khm.focal, 'POST', '/api/invitations', { email: 'gone@khm.example', member: 'KHM', role: 'reporter' })
    const { invitations } = (await app.call(khm.focal, 'GET', '/api/invitations')).json<{ invitations: { id: string; email: string }[] }>()
    expect((await app.call(khm.focal, 'DELETE', `/api/invitations/${invitations.find(({ email }) => email === 'gone@khm.example')!.id}`)).statusCode).toBe(204)
    const find = (secret: string) => app.call(null, 'POST', '/api/invitations/find', { secret })
    const [gone, never] = [secretOf(invitation), 'x'.repeat(secretOf(invitation).length)]
    expect((await find(gone)).body).toBe((await find(never)).body)
    await expectAlike(() => find(gone), () => find(never))
  })
})
