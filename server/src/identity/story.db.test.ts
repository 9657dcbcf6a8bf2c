import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { inviteFirstAdministrator } from './index.ts'
import { accept, browse, codeOf, cookieOf, firstStep, secretOf, settle, wait, type Human } from '../../test/sign-in.ts'

let app: TestApp
let admin: Actor
beforeAll(async () => {
  app = await testApp()
  admin = await app.person('CAU', 'administrator')
})
afterAll(() => app.close())

describe('a state joins', () => {
  let focal: Human

  test('the administrator adds it, once', async () => {
    const added = await app.call(admin, 'POST', '/api/members', { code: 'NPL', name: 'Nepal' })
    expect(added.statusCode).toBe(201)
    expect(added.json()).toMatchObject({ code: 'NPL', name: 'Nepal', kind: 'state', left: null, had_focal_point: false })
    expect((await app.call(admin, 'POST', '/api/members', { code: 'NPL', name: 'Nepal' })).json().code).toBe('member.exists')
    expect((await app.call(admin, 'GET', '/api/units?member=NPL')).json().units).toMatchObject([{ member: 'NPL', code: 'MAIN', name: 'Nepal', closed: null }])
  })

  test('its first focal point is invited, accepts the terms for it, and is signed in with the first code', async () => {
    const invitation = await app.call(admin, 'POST', '/api/invitations', { email: 'Maya@npl.example', member: 'NPL', role: 'focal_point' })
    expect(invitation.json()).toMatchObject({ email: 'maya@npl.example', member: 'NPL', role: 'focal_point', unit: 'MAIN', mailed: false })
    expect(invitation.json().url).toMatch(/^http:\/\/localhost\/invitation#[\w-]{43}$/)
    expect((await app.call(null, 'POST', '/api/invitations/find', { secret: secretOf(invitation) })).json()).toMatchObject({ member_name: 'Nepal', terms: true })
    const refused = await app.call(null, 'POST', '/api/invitations/accept', { secret: secretOf(invitation), name: 'Maya', password: 'a river of quiet words' })
    expect(refused.json().code).toBe('invitation.terms_needed')
    const maya = await accept(app, invitation, { accept_terms: true })
    const confirmed = await app.call(null, 'POST', '/api/invitations/confirm', { ticket: maya.ticket, code: await codeOf(maya, app.services.clock()) })
    expect(confirmed.statusCode).toBe(201)
    expect(confirmed.json()).toMatchObject({ email: 'maya@npl.example', member: 'NPL', role: 'focal_point', via: 'session', abilities: expect.arrayContaining(['invite']) })
    focal = { ...maya, cookie: cookieOf(confirmed) }
    expect((await browse(app, focal.cookie, 'GET', '/api/session')).json().member).toBe('NPL')
    const { terms_accepted_at: accepted } = await app.migrator.selectFrom('member').select('terms_accepted_at').where('code', '=', 'NPL').executeTakeFirstOrThrow()
    expect(accepted).not.toBeNull()
  })

  test('the focal point adds a unit and invites its people; nobody else does', async () => {
    expect((await browse(app, focal.cookie, 'POST', '/api/units', { code: 'POLICE', name: 'Nepal Police' })).statusCode).toBe(201)
    expect((await browse(app, focal.cookie, 'POST', '/api/units', { code: 'NATIONAL', name: 'x' })).json().code).toBe('unit.reserved')
    const invitation = await browse(app, focal.cookie, 'POST', '/api/invitations', { email: 'bina@npl.example', member: 'NPL', role: 'reporter', unit: 'POLICE' })
    expect(invitation.statusCode).toBe(201)
    expect((await app.call(null, 'POST', '/api/invitations/find', { secret: secretOf(invitation) })).json()).toMatchObject({ unit: 'POLICE', unit_name: 'Nepal Police' })
    expect((await browse(app, focal.cookie, 'POST', '/api/invitations', { email: 'b@npl.example', member: 'NPL', role: 'reporter', unit: 'NOWHERE' })).json().code).toBe('unit.unknown')
    expect((await browse(app, focal.cookie, 'POST', '/api/invitations', { email: 'b@npl.example', member: 'NPL', role: 'administrator' })).json().code).toBe('not_allowed')
    expect((await browse(app, focal.cookie, 'POST', '/api/invitations', { email: 'b@tha.example', member: 'THA', role: 'reporter' })).json().code).toBe('not_found')
    const bina = await accept(app, invitation)
    const confirmed = await app.call(null, 'POST', '/api/invitations/confirm', { ticket: bina.ticket, code: await codeOf(bina, app.services.clock()) })
    expect(confirmed.json()).toMatchObject({ unit: 'POLICE', role: 'reporter', abilities: [] })
    expect((await browse(app, cookieOf(confirmed), 'POST', '/api/invitations', { email: 'c@npl.example', member: 'NPL', role: 'reporter' })).json().code).toBe('not_allowed')
    expect((await browse(app, cookieOf(confirmed), 'GET', '/api/people')).json().people.map((p: { email: string }) => p.email)).toEqual(['bina@npl.example'])
    expect((await browse(app, focal.cookie, 'GET', '/api/people')).json().people).toHaveLength(2)
  })

  test('the focal point says whether four eyes are asked for, of the own state alone', async () => {
    expect((await browse(app, focal.cookie, 'PATCH', '/api/members/NPL', { four_eyes: false })).json()).toEqual({ code: 'NPL', four_eyes: false })
    const [foreign, absent] = [await browse(app, focal.cookie, 'PATCH', '/api/members/CAU', { four_eyes: false }), await browse(app, focal.cookie, 'PATCH', '/api/members/ZZZ', { four_eyes: false })]
    expect([foreign.statusCode, foreign.body]).toEqual([404, absent.body])
    const rows = await app.migrator.selectFrom('member').select(['code', 'four_eyes']).where('code', 'in', ['NPL', 'CAU']).orderBy('code').execute()
    expect(rows).toEqual([{ code: 'CAU', four_eyes: true }, { code: 'NPL', four_eyes: false }])
    const own = (await browse(app, focal.cookie, 'GET', '/api/members')).json()
    expect(own.four_eyes).toBe(false)
    expect(own.members.find((member: { code: string }) => member.code === 'NPL')).toMatchObject({ had_focal_point: true })
    expect((await app.call(admin, 'GET', '/api/members')).json().four_eyes).toBe(true)
    const nepalIn = async (language: string) => (await app.call(admin, 'GET', '/api/members', undefined, { 'accept-language': language })).json<{ members: { code: string; name: string }[] }>().members.find(({ code }) => code === 'NPL')!.name
    expect([await nepalIn('en'), await nepalIn('th'), await nepalIn('xx')]).toEqual(['Nepal', 'เนปาล', 'Nepal'])
  })

  test('a session ends when its person signs out, and when nobody uses it for an hour', async () => {
    wait(app, 60)
    const ticket = await firstStep(app, focal)
    const signedIn = await app.call(null, 'POST', '/api/session/factor', { ticket, code: await codeOf(focal, app.services.clock()) })
    const cookie = cookieOf(signedIn)
    expect((await browse(app, cookie, 'GET', '/api/sessions')).json().sessions.filter((s: { current: boolean }) => s.current)).toHaveLength(1)
    expect((await browse(app, cookie, 'DELETE', '/api/session')).statusCode).toBe(204)
    expect((await browse(app, cookie, 'GET', '/api/session')).statusCode).toBe(401)
    wait(app, 3601)
    expect((await browse(app, focal.cookie, 'GET', '/api/session')).statusCode).toBe(401)
  })
})

describe('requirement 6: no open sign-up', () => {
  test('6: the administrator invites no focal point into a state that ever had one, and none with another role', async () => {
    expect((await app.call(admin, 'POST', '/api/invitations', { email: 'x@npl.example', member: 'NPL', role: 'focal_point' })).json().code).toBe('not_allowed')
    await app.call(admin, 'POST', '/api/members', { code: 'BTN', name: 'Bhutan' })
    expect((await app.call(admin, 'POST', '/api/invitations', { email: 'x@btn.example', member: 'BTN', role: 'reporter' })).json().code).toBe('not_allowed')
  })

  test('6: of two first focal points one is, whoever accepts first', async () => {
    const [one, two] = await Promise.all(['one', 'two'].map((who) => app.call(admin, 'POST', '/api/invitations', { email: `${who}@btn.example`, member: 'BTN', role: 'focal_point' })))
    const [first, second] = [await accept(app, one!, { accept_terms: true }), await accept(app, two!, { accept_terms: true })]
    const answers = await Promise.all([first, second].map(async (human) => app.call(null, 'POST', '/api/invitations/confirm', { ticket: human.ticket, code: await codeOf(human, app.services.clock()) })))
    expect(answers.map((a) => a.statusCode).sort()).toEqual([201, 404])
  })

  test('6: an invitation is used once and expires', async () => {
    const focal = await app.person('LKA', 'focal_point')
    const invitation = await app.call(focal, 'POST', '/api/invitations', { email: 'once@lka.example', member: 'LKA', role: 'analyst' })
    const [a, b] = [await accept(app, invitation), await accept(app, invitation)]
    const answers = await Promise.all([a, b].map(async (human) => app.call(null, 'POST', '/api/invitations/confirm', { ticket: human.ticket, code: await codeOf(human, app.services.clock()) })))
    expect(answers.map((answer) => answer.statusCode === 201)).toContain(true)
    expect(answers.map((answer) => answer.statusCode === 201)).toContain(false)
    expect((await app.call(null, 'POST', '/api/invitations/find', { secret: secretOf(invitation) })).statusCode).toBe(404)
    const late = await app.call(focal, 'POST', '/api/invitations', { email: 'late@lka.example', member: 'LKA', role: 'analyst' })
    wait(app, 7 * 86_400 + 1)
    expect((await app.call(null, 'POST', '/api/invitations/find', { secret: secretOf(late) })).statusCode).toBe(404)
    expect((await app.call(null, 'POST', '/api/invitations/accept', { secret: secretOf(late), name: 'Late', password: 'a river of quiet words' })).statusCode).toBe(404)
  })

  test('6: an open invitation is seen by who may withdraw it; withdrawn, or replaced by another to the same address, it opens no more', async () => {
    const [focal, foreign] = [await app.person('MDV', 'focal_point'), await app.person('MYS', 'focal_point')]
    const invite = (email: string) => app.call(focal, 'POST', '/api/invitations', { email, member: 'MDV', role: 'reporter' })
    const opens = async (answer: Awaited<ReturnType<typeof invite>>) => (await app.call(null, 'POST', '/api/invitations/find', { secret: secretOf(answer) })).statusCode === 200
    const open = async (by: Actor) => (await app.call(by, 'GET', '/api/invitations')).json<{ invitations: { id: string; email: string; member: string }[] }>().invitations.filter(({ member }) => member === 'MDV')
    const [first, other] = [await invite('ali@mdv.example'), await invite('mina@mdv.example')]
    const again = await invite('Ali@mdv.example')
    expect([await opens(first), await opens(again), await opens(other)]).toEqual([false, true, true])
    expect((await open(focal)).map(({ email }) => email).sort()).toEqual(['ali@mdv.example', 'mina@mdv.example'])
    for (const by of [foreign, admin, await app.person('MDV', 'reporter')]) {
      expect(await open(by)).toEqual([])
      expect((await app.call(by, 'DELETE', `/api/invitations/${(await open(focal))[0]!.id}`)).statusCode).toBe(404)
    }
    const ticket = (await accept(app, other)).ticket
    for (const { id } of await open(focal)) expect((await app.call(focal, 'DELETE', `/api/invitations/${id}`)).statusCode).toBe(204)
    expect([await opens(again), await opens(other), await open(focal)]).toEqual([false, false, []])
    expect((await app.call(null, 'POST', '/api/invitations/confirm', { ticket, code: '000000' })).statusCode).toBe(401)
  })

  test('6: nothing of the library answers by itself, and there is no other way to an account', async () => {
    for (const path of ['/api/auth/sign-up/email', '/api/auth/sign-in/email', '/api/auth/get-session', '/api/auth/two-factor/enable', '/sign-up/email']) {
      expect((await app.call(null, 'POST', path, {})).statusCode).toBe(404)
      expect((await app.call(null, 'GET', path)).statusCode).toBe(404)
    }
  })

  test('6: an account that is half made is none', async () => {
    const focal = await app.person('PAK', 'focal_point')
    const human = await accept(app, await app.call(focal, 'POST', '/api/invitations', { email: 'half@pak.example', member: 'PAK', role: 'reporter' }))
    expect((await app.call(null, 'POST', '/api/session', { email: human.email, password: human.password })).statusCode).toBe(401)
    expect((await app.call(null, 'POST', '/api/invitations/confirm', { ticket: human.ticket, code: '000000' })).statusCode).toBe(401)
    expect((await app.call(focal, 'GET', '/api/people')).json().people.map((p: { email: string }) => p.email)).not.toContain('half@pak.example')
  })
})

test('a new analyst of the secretariat is confirmed by two people before anything opens', async () => {
  const invitation = await app.call(admin, 'POST', '/api/invitations', { email: 'new@cau.example', member: 'CAU', role: 'cau_analyst' })
  const human = await accept(app, invitation)
  const joined = await app.call(null, 'POST', '/api/invitations/confirm', { ticket: human.ticket, code: await codeOf(human, app.services.clock()) })
  expect(joined.json()).toMatchObject({ awaits_confirmation: true, scopes: [], abilities: [] })
  expect(joined.headers['set-cookie']).toBeUndefined()
  const signIn = async () => (await browse(app, '', 'POST', '/api/session', { email: human.email, password: human.password })).statusCode
  const path = `/api/people/${joined.json().person}/confirm`
  const [thai, fijian, officer, analyst] = [await app.person('THA', 'focal_point'), await app.person('FJI', 'focal_point'), await app.person('FJI', 'reporter'), await app.person('CAU', 'cau_analyst')]
  expect(await signIn()).toBe(401)
  expect((await app.call(admin, 'POST', path)).json().code).toBe('not_allowed')
  expect((await app.call(officer, 'POST', path)).statusCode).toBe(404)
  expect((await app.call(fijian, 'GET', '/api/people?member=CAU')).json().people.map((p: { email: string }) => p.email)).toEqual(['new@cau.example'])
  expect((await app.call(fijian, 'POST', path)).json().awaits_confirmation).toBe(true)
  expect((await app.call(fijian, 'POST', path)).json().code).toBe('not_allowed')
  expect(await signIn()).toBe(401)
  expect((await app.call(analyst, 'POST', path)).json().awaits_confirmation).toBe(false)
  expect((await app.call(thai, 'POST', path)).statusCode).toBe(404)
  expect(await signIn()).toBe(200)
})

test('what happened stands in the chains: the administrator\'s acts in the system\'s, a state\'s in its own', async () => {
  await settle(app, await app.person('KHM', 'focal_point'), 'KHM', 'reporter')
  const actions = async (chain: string) => (await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', chain).orderBy('seq').execute()).map((row) => (row.body as { action: string }).action)
  expect(await actions('KHM')).toEqual(['person.invited', 'person.joined'])
  expect((await actions('_SYSTEM')).filter((action) => action.startsWith('member') || action.startsWith('person')).slice(0, 2)).toEqual(['member.added', 'person.invited'])
})

test('the first administrator of a live system is invited at its start, until there is one', async () => {
  const live = await testApp({ mode: 'live' })
  const ask = () => inviteFirstAdministrator({ migrator: live.migrator, clock: live.services.clock, publicUrl: 'https://vrs.example', email: 'Root@cau.example' })
  const [before, url] = [await ask(), await ask()]
  const accepted = async (address: string) => live.call(null, 'POST', '/api/invitations/accept', { secret: address.split('#')[1], name: 'Root', password: 'a river of quiet words' })
  expect((await accepted(before!)).statusCode).toBe(404)
  const offer = (await accepted(url!)).json()
  const confirmed = await live.call(null, 'POST', '/api/invitations/confirm', { ticket: offer.ticket, code: await codeOf({ totpSecret: offer.totp_secret }, live.services.clock()) })
  expect(confirmed.json()).toMatchObject({ email: 'root@cau.example', member: 'CAU', role: 'administrator' })
  expect(await ask()).toBeUndefined()
  await live.close()
})
