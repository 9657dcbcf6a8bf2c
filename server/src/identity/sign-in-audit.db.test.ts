import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { browse, codeOf, cookieOf, firstStep, settle, wait, type Human } from '../../test/sign-in.ts'
import { identityExpiry } from './expiry.ts'
import type { AuthTables } from './tables.ts'
import { tallies } from './tallies.ts'

/** What a member's chain tells of signing in: each sign-in, and failed attempts by their number, so that a flood adds two entries a day. */
let app: TestApp
let focal: Actor
beforeAll(async () => {
  app = await testApp()
  focal = await app.person('THA', 'focal_point')
})
afterAll(() => app?.close())

type Told = { readonly action: string; readonly actor: string; readonly subject: string; readonly detail: object }
const tally = () => tallies(app.services.jobs, app.services.db, app.services.clock).run()
const personOf = async (human: Human): Promise<string> => (await browse(app, human.cookie, 'GET', '/api/session')).json<{ person: string }>().person
const told = async (): Promise<Told[]> => (await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', 'THA').orderBy('seq').execute()).map(({ body }) => body as unknown as Told)
const toldOf = async (about: string) => (await told()).filter(({ subject, action }) => subject === about && !['person.joined', 'token.made'].includes(action)).map(({ action, actor, detail }) => ({ action, actor, detail }))
const second = async (human: Human, given: object, cookie = '') => browse(app, cookie, 'POST', '/api/session/factor', { ticket: await firstStep(app, human), ...given })

test('signing in and out, the second factor once more, and the end of a session elsewhere are entries', async () => {
  const human = await settle(app, focal, 'THA', 'reporter')
  const person = await personOf(human)
  wait(app, 30)
  const office = cookieOf(await second(human, { code: await codeOf(human, app.services.clock()) }))
  wait(app, 30)
  const again = cookieOf(await browse(app, office, 'POST', '/api/session/reauthenticate', { recovery_code: human.recoveryCodes[0] }))
  const { sessions } = (await browse(app, again, 'GET', '/api/sessions')).json<{ sessions: { id: string; current: boolean }[] }>()
  await browse(app, again, 'DELETE', `/api/sessions/${sessions.find(({ current }) => !current)!.id}`)
  await browse(app, again, 'DELETE', '/api/session')
  const entry = (action: string, detail: object) => ({ action, actor: person, detail })
  expect(await toldOf(person)).toEqual([
    entry('session.opened', { way: 'password', factor: 'code' }), entry('session.confirmed', { factor: 'recovery_code' }), entry('session.ended', { how: 'elsewhere' }), entry('session.ended', { how: 'sign_out' }),
  ])
})

describe('failed attempts', () => {
  test('are counted: a flood is one entry within a minute and one at the end of the day, whichever server tells it', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    const person = await personOf(human)
    wait(app, 30)
    for (let i = 0; i < 3; i++) expect((await second(human, { code: '000000' })).statusCode).toBe(401)
    for (let i = 0; i < 40; i++) await browse(app, '', 'POST', '/api/session', { email: human.email.toUpperCase(), password: 'guess guess guess' })
    // Each minute the server tells by itself; no attempt waits for it.
    expect((await toldOf(person)).length).toBeLessThanOrEqual(1)
    await Promise.all([tally(), tally(), tally()])
    expect(await toldOf(person)).toEqual([{ action: 'sign_in.refused', actor: 'system', detail: { day: '2026-11-21', passwords: 10, codes: 3 } }])
    wait(app, 86_400)
    await tally()
    await tally()
    expect((await toldOf(person)).slice(1)).toEqual([{ action: 'sign_in.failed', actor: 'system', detail: { day: '2026-11-21', passwords: 10, codes: 3, refused: 30 } }])
  })

  test('at an address that nobody has are counted alike, told to nobody, and forgotten', async () => {
    await browse(app, '', 'POST', '/api/session', { email: 'nobody@tha.example', password: 'guess guess guess' })
    const counted = () => app.migrator.withTables<AuthTables>().selectFrom('auth.failed_sign_in').select('passwords').execute()
    const failures = async () => (await told()).filter(({ action }) => action === 'sign_in.failed').length
    const before = await failures()
    wait(app, 86_400)
    await tally()
    expect([await counted(), await failures()]).toEqual([[{ passwords: 1 }], before])
    wait(app, 4 * 86_400)
    await identityExpiry(app.services.jobs, app.services.clock).run()
    expect(await counted()).toEqual([])
  })
})

test('a token that programs use is an entry a day, with in how many minutes', async () => {
  const human = await settle(app, focal, 'THA', 'reporter')
  const person = await personOf(human)
  const { id, token } = (await browse(app, human.cookie, 'POST', '/api/tokens', { scopes: ['read'] })).json<{ id: string; token: string }>()
  const day = app.services.clock().toISOString().slice(0, 10)
  const use = () => app.call(null, 'GET', '/api/session', undefined, { authorization: `Bearer ${token}` })
  for (let i = 0; i < 3; i++) {
    await Promise.all([use(), use(), use()])
    wait(app, 61)
  }
  wait(app, 86_400)
  await tally()
  expect(await toldOf(id)).toEqual([{ action: 'token.used', actor: person, detail: { day, minutes: 3 } }])
})
