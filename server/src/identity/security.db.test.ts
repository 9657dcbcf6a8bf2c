import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { browse, codeOf, cookieOf, firstStep, sessionOf, settle, wait, type Human } from '../../test/sign-in.ts'
import { identityExpiry } from './expiry.ts'
import type { AuthTables } from './tables.ts'

/** What the security page is made of: the own sign-ins, and the own people's for who answers for them. */
let app: TestApp
let focal: Actor
let abroad: Actor
let administrator: Actor
beforeAll(async () => {
  app = await testApp()
  focal = await app.person('THA', 'focal_point')
  abroad = await app.person('KHM', 'focal_point')
  administrator = await app.person('CAU', 'administrator')
})
afterAll(() => app?.close())

type Own = { factors: object; device_known: boolean; failed_today: object; sign_ins: { way: string; factor: string; device: string; known: boolean }[] }
type Row = { person: string; email: string; role: string; authenticator: boolean; passkeys: number; provider: boolean; signed_in: string | null; sessions: number; tokens: number; failed_today: number; locked_until: string | null; peers: number; sign_out: boolean }
const own = async (cookie: string) => (await browse(app, cookie, 'GET', '/api/security')).json<Own>()
const people = async (who: Actor) => (await app.call(who, 'GET', '/api/security/people')).json<{ people: Row[] }>().people
const rowOf = async (human: Human) => (await people(focal)).find(({ email }) => email === human.email)!
const status = async (cookie: string) => (await browse(app, cookie, 'GET', '/api/session')).statusCode

test('somebody sees their factors, when, how and from which device they signed in, and what failed today', async () => {
  const human = await settle(app, focal, 'THA', 'reporter')
  wait(app, 30)
  expect((await browse(app, '', 'POST', '/api/session', { email: human.email, password: 'guess guess guess' })).statusCode).toBe(401)
  const answer = await browse(app, '', 'POST', '/api/session/factor', { ticket: await firstStep(app, human), recovery_code: human.recoveryCodes[3] }, { 'user-agent': 'Firefox/133.0 (Linux)' })
  const [session, device] = [answer.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0]!)
  expect(await own(session!)).toMatchObject({
    factors: { authenticator: true, recovery_codes: 9, passkeys: 0, provider: false }, device_known: false, failed_today: { passwords: 1, codes: 0, refused: 0 },
    sign_ins: [{ way: 'password', factor: 'recovery_code', device: 'Firefox/133.0 (Linux)', known: false }, { way: 'invitation', factor: 'code', known: false }],
  })
  wait(app, 30)
  const again = cookieOf(await browse(app, device!, 'POST', '/api/session/factor', { ticket: await firstStep(app, human), code: await codeOf(human, app.services.clock()) }))
  expect((await own(`${again}; ${device}`)).device_known).toBe(true)
  expect((await own(again)).sign_ins.map(({ known }) => known)).toEqual([true, false, false])
  wait(app, 91 * 86_400)
  await identityExpiry(app.services.jobs, app.services.clock).run()
  expect(await app.migrator.withTables<AuthTables>().selectFrom('auth.sign_in').selectAll().execute()).toEqual([])
})

describe('who answers for people', () => {
  test('sees how they sign in, those of the own member alone', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    await browse(app, human.cookie, 'POST', '/api/tokens', { scopes: ['read'] })
    for (let i = 0; i < 5; i++) await browse(app, '', 'POST', '/api/session/factor', { ticket: await firstStep(app, human), code: '000000' })
    const row = await rowOf(human)
    expect(row).toMatchObject({ role: 'reporter', authenticator: true, passkeys: 0, provider: false, sessions: 1, tokens: 1, failed_today: 5, sign_out: true })
    expect([row.signed_in, row.locked_until].every(Boolean)).toBe(true)
    expect((await people(abroad)).map(({ email }) => email)).toEqual([abroad.email])
    expect(new Set((await people(administrator)).map(({ role }) => role))).toEqual(new Set(['administrator']))
    for (const role of ['reporter', 'analyst', 'liaison'] as const) expect((await app.call(await app.person('THA', role), 'GET', '/api/security/people')).json().code).toBe('not_allowed')
    expect((await app.call(await app.person('CAU', 'cau_analyst'), 'GET', '/api/security/people')).json().code).toBe('not_allowed')
  })

  test('is told where nobody could let somebody back in at once', async () => {
    const lone = await app.person('LAO', 'focal_point')
    const officer = await app.person('LAO', 'reporter')
    const peers = async () => Object.fromEntries((await people(lone)).map(({ person, peers: count }) => [person, count]))
    expect(await peers()).toEqual({ [lone.person]: 0, [officer.person]: 1 })
    const second = await app.person('LAO', 'focal_point')
    expect(await peers()).toEqual({ [lone.person]: 1, [second.person]: 1, [officer.person]: 2 })
    expect((await people(administrator)).find(({ person }) => person === administrator.person)!.peers).toBe(0)
  })

  test('6: alone, is let in by a recovery code after the authenticator is lost, and by nobody of another role', async () => {
    const lone = await settle(app, administrator, 'CAU', 'administrator')
    const others = (disabled_at: Date | null) => app.migrator.updateTable('person').set({ disabled_at }).where('person_id', '=', administrator.person).execute()
    await others(app.services.clock())
    const analyst = await app.person('CAU', 'cau_analyst')
    const person = (await browse(app, lone.cookie, 'GET', '/api/session')).json<{ person: string }>().person
    expect((await browse(app, lone.cookie, 'GET', '/api/security/people')).json<{ people: Row[] }>().people.find((row) => row.person === person)).toMatchObject({ peers: 0 })
    for (const by of [await sessionOf(app, analyst), await sessionOf(app, focal)]) expect((await browse(app, by, 'POST', `/api/people/${person}/reset`, { password: false, factor: true })).statusCode).toBeGreaterThanOrEqual(403)
    expect((await browse(app, '', 'POST', '/api/session/factor', { ticket: await firstStep(app, lone), recovery_code: lone.recoveryCodes[9] })).statusCode).toBe(200)
    await others(null)
  })

  test('signs somebody out everywhere, who signs in again; the chain tells of it', async () => {
    const human = await settle(app, focal, 'THA', 'reporter')
    const { token } = (await browse(app, human.cookie, 'POST', '/api/tokens', { scopes: ['read'] })).json<{ token: string }>()
    const { person } = await rowOf(human)
    expect((await app.call(focal, 'POST', `/api/people/${person}/sign-out`)).json()).toEqual({ sessions: 1, tokens: 1 })
    expect([await status(human.cookie), (await app.call(null, 'GET', '/api/session', undefined, { authorization: `Bearer ${token}` })).statusCode]).toEqual([401, 401])
    expect(await rowOf(human)).toMatchObject({ sessions: 0, tokens: 0 })
    const { entries } = (await app.call(focal, 'GET', '/api/audit?action=person.signed_out')).json<{ entries: { subject: string; detail: object }[] }>()
    expect(entries).toMatchObject([{ subject: person, detail: { sessions: 1, tokens: 1 } }])
    wait(app, 30)
    expect(await firstStep(app, human)).toBeTruthy()
  })

  test('signs out nobody of another state, nor themselves; of the former nothing is told', async () => {
    const other = await settle(app, abroad, 'KHM', 'reporter')
    const person = (await browse(app, other.cookie, 'GET', '/api/session')).json<{ person: string }>().person
    const [foreign, absent] = [await app.call(focal, 'POST', `/api/people/${person}/sign-out`), await app.call(focal, 'POST', '/api/people/nobody/sign-out')]
    expect([foreign.statusCode, foreign.body]).toEqual([404, absent.body])
    expect((await app.call(administrator, 'POST', `/api/people/${person}/sign-out`)).statusCode).toBe(404)
    expect(await status(other.cookie)).toBe(200)
    expect((await app.call(focal, 'POST', `/api/people/${focal.person}/sign-out`)).json().code).toBe('not_allowed')
    expect((await browse(app, await sessionOf(app, focal), 'GET', '/api/security/people')).statusCode).toBe(200)
  })
})
