import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import type { AuthTables } from '../../src/identity/tables.ts'
import { browse, codeOf, firstStep, secretOf, sessionOf, settle } from '../sign-in.ts'
import { expectAlike, PAIRS, signedRanks } from './alike.ts'
import { makeWorld, type World } from './world.ts'

/** Requirement 5: how long a refusal takes tells nothing. */

/**
 * Comparing a password takes fifty milliseconds, in which a difference of one would drown. So each comparison is worked out
 * once and then remembered: what is timed is everything else. That nobody is let off the comparison is counted.
 */
const hashing = vi.hoisted(() => ({ asked: 0, known: new Map<string, Promise<boolean>>() }))
vi.mock('better-auth/crypto', async (original) => {
  const real = await original<typeof import('better-auth/crypto')>()
  const verifyPassword: typeof real.verifyPassword = (given) => {
    hashing.asked++
    const key = JSON.stringify(given)
    const known = hashing.known.get(key) ?? real.verifyPassword(given)
    hashing.known.set(key, known)
    return known
  }
  return { ...real, verifyPassword }
})
let app: TestApp
let khm: World
let asker: Actor
beforeAll(async () => {
  app = await testApp()
  khm = await makeWorld(app, 'KHM', 'VNM')
  asker = await app.person('LAO', 'focal_point')
})
afterAll(() => app?.close())

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

  /** The attempts so far, so that the next are compared. */
  const forget = () => app.migrator.withTables<AuthTables>().deleteFrom('auth.attempt').execute()

  test('for an address that somebody has and for one that nobody has, as far as the password', async () => {
    const human = await settle(app, khm.focal, 'KHM', 'reporter')
    const guess = (email: string) => app.call(null, 'POST', '/api/session', { email, password: 'guess guess guess' })
    const answers = [await guess(human.email), await guess('nobody@khm.example')]
    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual([[401, answers[0]!.body], [401, answers[0]!.body]])
    const asked = hashing.asked
    await guess(human.email)
    const once = hashing.asked - asked
    await guess('nobody@khm.example')
    expect([once, hashing.asked - asked], 'both cost one password').toEqual([1, 2])
    await expectAlike(() => guess(human.email), () => guess('nobody@khm.example'), forget)
    // Where attempts are refused unread, also without a password to compare.
    for (let i = 0; i < 12; i++) await Promise.all([guess(human.email), guess('nobody@khm.example')])
    expect([(await guess(human.email)).statusCode, (await guess('nobody@khm.example')).statusCode]).toEqual([429, 429])
    await expectAlike(() => guess(human.email), () => guess('nobody@khm.example'))
  })

  test('for a code that was right once and for one that never was', async () => {
    const human = await settle(app, khm.focal, 'KHM', 'reporter')
    await forget()
    const ticket = await firstStep(app, human)
    const [used, wrong] = [await codeOf(human, app.services.clock()), '000000']
    const give = (code: string) => app.call(null, 'POST', '/api/session/factor', { ticket, code })
    const before = () => app.migrator.withTables<AuthTables>().updateTable('auth.two_factor').set({ failed_verification_count: 0, locked_until: null }).execute()
    expect([await give(used), await give(wrong)].map(({ statusCode }) => statusCode)).toEqual([401, 401])
    await expectAlike(() => give(used), () => give(wrong), before)
  })

  test('for asking a way back in for somebody of another state and for nobody; for a link that was stopped and for one that never was', async () => {
    const cookie = await sessionOf(app, asker)
    const ask = (person: string) => browse(app, cookie, 'POST', `/api/people/${person}/reset`, { password: true, factor: false })
    const nobody = 'x'.repeat(khm.reporter.person.length)
    const refused = [await ask(khm.reporter.person), await ask(nobody)]
    expect(refused.map(({ statusCode, body }) => [statusCode, body])).toEqual([[404, refused[0]!.body], [404, refused[0]!.body]])
    await expectAlike(() => ask(khm.reporter.person), () => ask(nobody))
    const human = await settle(app, khm.focal, 'KHM', 'reporter')
    const { people } = (await app.call(khm.focal, 'GET', '/api/people')).json<{ people: { person: string; email: string }[] }>()
    const started = (await browse(app, await sessionOf(app, khm.focal), 'POST', `/api/people/${people.find(({ email }) => email === human.email)!.person}/reset`, { password: true, factor: false })).json<{ id: string; link: { url: string } }>()
    expect((await browse(app, await sessionOf(app, khm.focal), 'POST', `/api/resets/${started.id}/stop`)).statusCode).toBe(204)
    const find = (secret: string) => app.call(null, 'POST', '/api/resets/find', { secret })
    const [gone, never] = [started.link.url.split('#')[1]!, 'x'.repeat(43)]
    expect([await find(gone), await find(never)].map(({ statusCode }) => statusCode)).toEqual([404, 404])
    await expectAlike(() => find(gone), () => find(never))
  })

  test('for inviting an address that somebody of another state has and one that nobody has', async () => {
    const human = await settle(app, khm.focal, 'KHM', 'reporter')
    const invite = (email: string) => app.call(asker, 'POST', '/api/invitations', { email, member: 'LAO', role: 'reporter' })
    const free = human.email.replace(/^person/, 'nobody')
    expect([await invite(human.email), await invite(free)].map(({ statusCode }) => statusCode)).toEqual([201, 201])
    await expectAlike(() => invite(human.email), () => invite(free))
  })
})
