import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LightMyRequestResponse } from 'fastify'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { browse, codeOf, cookieOf, firstStep, settle, wait, type Human } from '../../test/sign-in.ts'

/** docs/decisions/0022-sessions.md: a secret gives way to another every quarter of an hour, and whoever comes with an old one ends the session. */
const QUARTER = 15 * 60
let app: TestApp
let focal: Actor
beforeAll(async () => {
  app = await testApp()
  focal = await app.person('THA', 'focal_point')
})
afterAll(() => app?.close())

const look = (cookie: string) => browse(app, cookie, 'GET', '/api/session')
const status = async (cookie: string) => (await look(cookie)).statusCode
const renewedBy = (answer: LightMyRequestResponse): string | undefined => (answer.headers['set-cookie'] === undefined ? undefined : cookieOf(answer))
const replays = async (human: Human): Promise<number> => {
  const { person_id: person } = await app.migrator.selectFrom('person').select('person_id').where('email', '=', human.email).executeTakeFirstOrThrow()
  const rows = await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', 'THA').execute()
  return rows.map(({ body }) => body as { action: string; subject: string }).filter(({ action, subject }) => action === 'session.replayed' && subject === person).length
}

/** A session whose browser has taken the second secret: `old` and `now`. */
async function renewed(): Promise<{ human: Human; old: string; now: string }> {
  const human = await settle(app, focal, 'THA', 'reporter')
  wait(app, QUARTER)
  const now = renewedBy(await look(human.cookie))!
  expect(await status(now)).toBe(200)
  return { human, old: human.cookie, now }
}

test('the key of unsent texts is each person\'s own, the same in every session of theirs, and no token\'s', async () => {
  const keyOf = async (cookie: string) => (await browse(app, cookie, 'GET', '/api/session/device-key')).json<{ key: string }>().key
  const [one, other] = [await settle(app, focal, 'THA', 'reporter'), await settle(app, focal, 'THA', 'reporter')]
  const key = await keyOf(one.cookie)
  expect(Buffer.from(key, 'base64')).toHaveLength(32)
  wait(app, QUARTER)
  expect([await keyOf(renewedBy(await look(one.cookie))!), (await keyOf(other.cookie)) === key]).toEqual([key, false])
  expect((await app.call(focal, 'GET', '/api/session/device-key')).json()).toMatchObject({ code: 'auth.session_needed' })
  expect((await browse(app, one.cookie, 'GET', '/api/session/device-key')).headers['cache-control']).toBe('no-store')
})

describe('a session renewed', () => {
  test('is so every quarter of an hour, by whichever request; side by side they are given the same secret', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    expect(renewedBy(await look(human.cookie))).toBeUndefined()
    wait(app, QUARTER)
    const answers = await Promise.all(Array.from({ length: 6 }, () => look(human.cookie)))
    const given = new Set(answers.map(renewedBy))
    expect([given.size, given.has(human.cookie)]).toEqual([1, false])
    expect(answers[0]!.headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Strict$/)
    expect((await Promise.all(Array.from({ length: 4 }, () => status([...given][0]!)))).every((code) => code === 200)).toBe(true)
    expect(renewedBy(await look([...given][0]!))).toBeUndefined()
  })

  test('locks nobody out whose answer was lost on the way: the secret before holds until the next one has come back', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    wait(app, QUARTER)
    const lost = renewedBy(await look(human.cookie))
    wait(app, 3 * QUARTER - 60)
    const again = await look(human.cookie)
    expect([again.statusCode, renewedBy(again)]).toEqual([200, lost])
  })

  test('is still opened for two minutes by what had left the browser before', async () => {
    const { human, old, now } = await renewed()
    wait(app, 110)
    expect([await status(old), await status(now), await replays(human)]).toEqual([200, 200, 0])
  })

  test('3: ends for all who hold a secret of it when an old one comes again, and the chain tells of it once', async () => {
    const { human, old, now } = await renewed()
    const elsewhere = await (async () => cookieOf(await browse(app, '', 'POST', '/api/session/factor', { ticket: await firstStep(app, human), code: await codeOf(human, app.services.clock()) })))()
    wait(app, 121)
    expect([await status(old), await status(now), await status(old), await status(elsewhere)]).toEqual([401, 401, 401, 200])
    expect(await replays(human)).toBe(1)
  })

  test('3: a thief who was quicker is out when the owner comes back', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    wait(app, QUARTER)
    const thief = renewedBy(await look(human.cookie))!
    expect(await status(thief)).toBe(200)
    wait(app, 300)
    expect([await status(human.cookie), await status(thief), await replays(human)]).toEqual([401, 401, 1])
  })

  test('keeps its place in the list and takes its secrets with it when it ends', async () => {
    const { human, old, now } = await renewed()
    const { sessions } = (await browse(app, now, 'GET', '/api/sessions')).json<{ sessions: { current: boolean }[] }>()
    expect(sessions.map(({ current }) => current)).toEqual([true])
    expect((await browse(app, now, 'DELETE', '/api/session')).statusCode).toBe(204)
    wait(app, 300)
    expect([await status(now), await status(old), await replays(human)]).toEqual([401, 401, 0])
  })
})

test('2: the second factor given again goes on under another secret; the one before is 401 at once, and a theft when it comes later', async () => {
  const human = await settle(app, focal, 'THA', 'reporter')
  wait(app, QUARTER)
  const answer = await browse(app, human.cookie, 'POST', '/api/session/reauthenticate', { code: await codeOf(human, app.services.clock()) })
  expect([answer.headers['set-cookie'] ?? []].flat().filter((cookie) => cookie.startsWith('vrs_session='))).toHaveLength(1)
  const fresh = cookieOf(answer)
  expect([await status(human.cookie), await status(fresh)]).toEqual([401, 200])
  wait(app, 121)
  expect([await status(human.cookie), await status(fresh), await replays(human)]).toEqual([401, 401, 1])
})

test('a session ends after an hour without use, and after twelve hours however it is used', async () => {
  const [idle, busy] = [await settle(app, focal, 'THA', 'reporter'), await settle(app, focal, 'THA', 'reporter')]
  let cookie = busy.cookie
  for (let quarter = 1; quarter < 48; quarter++) {
    wait(app, QUARTER)
    const answer = await look(cookie)
    expect(answer.statusCode).toBe(200)
    cookie = renewedBy(answer) ?? cookie
    if (quarter === 5) expect(await status(idle.cookie)).toBe(401)
  }
  wait(app, QUARTER)
  expect(await status(cookie)).toBe(401)
})
