import { afterAll, beforeAll, expect, test } from 'vitest'
import { TERMS_VERSION } from '@openvrs/core/sharing/leaving.ts'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { mailServer, type MailServer } from '../../test/mail-server.ts'
import { seeFigures, shareFigures, viewerOf } from '../../test/releases.ts'
import { accept, browse, codeOf, cookieOf, secretOf, sessionOf, settle, wait, type Human } from '../../test/sign-in.ts'

type Return = { readonly id: string; readonly status: string; readonly may: readonly string[] }
let app: TestApp
let mail: MailServer
let old: Human
const people: { [role: string]: Actor } = {}
const days = (count: number) => app.setNow(new Date(app.services.clock().getTime() + count * 86_400_000))
/** As somebody at a session with a second factor of now. */
const as = async (who: string, method: 'GET' | 'POST', path: string, body?: object) => browse(app, await sessionOf(app, people[who]!), method, path, body)
const open = async (who: string) => (await as(who, 'GET', '/api/returns')).json<{ returns: Return[] }>().returns

beforeAll(async () => {
  mail = await mailServer()
  app = await testApp({ env: { SMTP_URL: mail.url } })
  for (const role of ['administrator', 'cau_analyst'] as const) people[role] = await app.person('CAU', role)
  people['neighbour'] = await app.person('KHM', 'focal_point')
  const focal = await app.person('FJI', 'focal_point')
  people['old'] = focal
  old = await settle(app, focal, 'FJI', 'focal_point')
  await shareFigures(app.services.db, 'FJI', ['2026-08', '2026-09', '2026-10'].map((timePeriod) => ({ timePeriod, value: 3 })), { level: 'NATIONAL' }, TODAY)
  await app.migrator.updateTable('person').set({ language: 'fr' }).where('email', '=', old.email).execute()
})
afterAll(() => app.close())

test('a member that left is told apart from one that takes part: its code is taken, and nobody invites into it', async () => {
  expect((await browse(app, old.cookie, 'POST', '/api/members/FJI/leaving', { releases: 'stay' })).statusCode).toBe(200)
  expect((await as('old', 'POST', '/api/members/FJI/leaving/confirm')).statusCode).toBe(200)
  wait(app, 1)
  expect((await app.call(people['administrator']!, 'POST', '/api/members', { code: 'FJI', name: 'Fiji' })).json().code).toBe('member.left')
  expect((await app.call(people['administrator']!, 'POST', '/api/invitations', { email: 'a@fji.example', member: 'FJI', role: 'focal_point' })).json().code).toBe('not_allowed')
  expect((await as('administrator', 'POST', '/api/returns', { member: 'KHM', email: 'a@khm.example' })).json().code).toBe('return.not_left')
  expect((await app.call(people['administrator']!, 'POST', '/api/returns', { member: 'FJI', email: 'a@fji.example' })).json().code, 'no token does').toBe('auth.session_needed')
})

test('6: the administrator alone brings nobody back: an analyst seconds, its last focal points are told, and seven days pass', async () => {
  expect((await as('cau_analyst', 'POST', '/api/returns', { member: 'FJI', email: 'a@fji.example' })).json().code).toBe('not_allowed')
  expect((await as('neighbour', 'POST', '/api/returns', { member: 'FJI', email: 'a@fji.example' })).json().code).toBe('not_allowed')
  const asked = (await as('administrator', 'POST', '/api/returns', { member: 'FJI', email: old.email })).json<Return>()
  expect(asked).toMatchObject({ status: 'asked', may: ['stop'] })
  expect(mail.mails.some(({ to, text }) => to === people['cau_analyst']!.email && text.includes('which left')), 'the analyst is told').toBe(true)
  expect((await as('administrator', 'POST', '/api/returns', { member: 'FJI', email: 'b@fji.example' })).json().code).toBe('return.open')
  for (const act of ['second', 'invite']) expect((await as('administrator', 'POST', `/api/returns/${asked.id}/${act}`)).json().code).toBe('not_allowed')
  expect(await open('neighbour')).toEqual([])
  const [there, absent] = [await as('neighbour', 'POST', `/api/returns/${asked.id}/stop`), await as('neighbour', 'POST', '/api/returns/3f2504e0-4f89-41d3-9a0c-0305e82c3301/stop')]
  expect([there.statusCode, there.body]).toEqual([404, absent.body])
  expect((await as('cau_analyst', 'POST', `/api/returns/${asked.id}/second`)).json()).toMatchObject({ status: 'notice' })
  expect(mail.mails.find(({ to, text }) => to === old.email && text.includes('Vous étiez point focal')), 'in the language of each').toBeDefined()
  days(6.9)
  expect((await as('administrator', 'POST', `/api/returns/${asked.id}/invite`)).json().code).toBe('not_allowed')
  await expect(app.services.db.updateTable('member_return').set({ used_at: app.services.clock() }).execute(), 'the application cannot skip it').rejects.toMatchObject({ code: '42501' })
  days(0.2)
  expect((await open('administrator')).map(({ status, may }) => [status, may])).toEqual([['ready', ['invite', 'stop']]])
})

test('who is invited accepts the terms anew, at the address that the closed account had, and has the own figures again', async () => {
  const [{ id }] = await open('administrator') as [Return]
  const first = await as('administrator', 'POST', `/api/returns/${id}/invite`)
  expect(first.statusCode, first.body).toBe(201)
  const again = await as('administrator', 'POST', `/api/returns/${id}/invite`)
  expect((await app.call(null, 'POST', '/api/invitations/find', { secret: secretOf(first) })).statusCode, 'the one before ends').toBe(404)
  expect((await app.call(null, 'POST', '/api/invitations/find', { secret: secretOf(again) })).json()).toMatchObject({ member: 'FJI', role: 'focal_point', terms: true })
  expect((await app.call(null, 'POST', '/api/invitations/accept', { secret: secretOf(again), name: 'Ana', password: 'a river of quiet words' })).json().code).toBe('invitation.terms_needed')
  const ana = await accept(app, again, { accept_terms: true })
  const joined = await app.call(null, 'POST', '/api/invitations/confirm', { ticket: ana.ticket, code: await codeOf(ana, app.services.clock()) })
  expect(joined.statusCode, joined.body).toBe(201)
  const cookie = cookieOf(joined)
  const own = (await browse(app, cookie, 'GET', '/api/members')).json<{ members: { code: string; left: string | null; terms_version: string; terms_accepted: string }[] }>().members.find(({ code }) => code === 'FJI')!
  expect(own).toMatchObject({ left: null, terms_version: TERMS_VERSION })
  expect(Date.parse(own.terms_accepted)).toBeGreaterThan(TODAY.getTime() + 7 * 86_400_000)
  expect((await seeFigures(app.services.db, viewerOf('FJI', 'analyst'), app.services.clock())).some((row) => row.refArea === 'FJI'), 'its figures').toBe(true)
  const listed = (await browse(app, cookie, 'GET', '/api/people')).json<{ people: { email: string; disabled: string | null }[] }>().people
  expect(listed.filter(({ disabled }) => disabled === null).map(({ email }) => email)).toEqual([old.email])
  expect((await browse(app, old.cookie, 'GET', '/api/session')).statusCode, 'the old account stays closed').toBe(401)
  expect(await open('administrator')).toEqual([])
  const actions = (await browse(app, cookie, 'GET', '/api/audit')).json<{ entries: { action: string }[] }>().entries.map(({ action }) => action)
  expect(actions.slice(0, 5)).toEqual(['person.joined', 'person.invited', 'person.invited', 'member.return_seconded', 'member.return_asked'])
  expect((await app.call(null, 'POST', '/api/invitations/find', { secret: secretOf(again) })).statusCode).toBe(404)
})

test('6: a return that was stopped opens nothing, not even an invitation that is out', async () => {
  const cookie = await sessionOf(app, people['neighbour']!)
  await app.person('KHM', 'focal_point')
  expect((await browse(app, cookie, 'POST', '/api/members/KHM/leaving', { releases: 'stay' })).statusCode).toBe(200)
  await app.migrator.updateTable('leaving').set({ confirmed_by: 'x', confirmed_at: app.services.clock() }).where('ref_area', '=', 'KHM').execute()
  await app.migrator.updateTable('member').set({ left_at: app.services.clock() }).where('code', '=', 'KHM').execute()
  const { id } = (await as('administrator', 'POST', '/api/returns', { member: 'KHM', email: 'new@khm.example' })).json<Return>()
  await as('cau_analyst', 'POST', `/api/returns/${id}/second`)
  days(7.1)
  const invitation = await as('administrator', 'POST', `/api/returns/${id}/invite`)
  expect((await app.call(null, 'POST', '/api/invitations/find', { secret: secretOf(invitation) })).statusCode).toBe(200)
  expect((await as('cau_analyst', 'POST', `/api/returns/${id}/stop`)).statusCode).toBe(204)
  expect((await app.call(null, 'POST', '/api/invitations/find', { secret: secretOf(invitation) })).statusCode).toBe(404)
})
