import { afterAll, beforeAll, expect, test } from 'vitest'
import { TERMS_VERSION } from '@openvrs/core/sharing/leaving.ts'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { mailServer, type MailServer } from '../../test/mail-server.ts'
import { submit } from '../../test/security/world.ts'
import { accept, browse, codeOf, firstStep, sessionOf, settle, wait } from '../../test/sign-in.ts'
import { makeMailer } from '../mail/index.ts'
import { dueMails } from './due-mails.ts'

let app: TestApp
let mail: MailServer
const who: { [name: string]: Actor } = {}
const to = (person: Pick<Actor, 'email'>) => mail.mails.filter((one) => one.to === person.email).map(({ text }) => text)
const reads = async (name: string, language: string) => browse(app, await sessionOf(app, who[name]!), 'PUT', '/api/session/language', { language })
/** What the jobs do every half minute. */
const post = () => dueMails(app.services.jobs, makeMailer({ smtpUrl: mail.url, from: 'no-reply@localhost', names: async () => ({ member: (code) => code, dataflow: (code) => code }), warn: () => undefined }), 'http://localhost').run()

beforeAll(async () => {
  mail = await mailServer()
  app = await testApp({ env: { SMTP_URL: mail.url } })
  who['focal'] = await app.person('THA', 'focal_point')
  who['officer'] = await app.person('THA', 'reporter', 'POLICE')
  who['neighbour'] = await app.person('KHM', 'focal_point')
  who['analyst'] = await app.person('CAU', 'cau_analyst')
  who['administrator'] = await app.person('CAU', 'administrator')
})
afterAll(() => app.close())

test('the account keeps the language in which its person last read, for mails alone', async () => {
  expect((await reads('officer', 'th')).statusCode).toBe(204)
  expect((await reads('neighbour', 'fr')).statusCode).toBe(204)
  expect((await reads('officer', 'xx')).json().code).toBe('request.invalid')
  expect((await app.call(who['officer']!, 'GET', '/api/session')).json()).toMatchObject({ language: 'th' })
  expect((await app.call(who['focal']!, 'GET', '/api/session')).json()).toMatchObject({ language: null })
  expect((await app.call(who['focal']!, 'GET', '/api/people')).body).not.toContain('"language"')
})

test('who wrote a report is told that it came back, in their language, with its time and no comment', async () => {
  const report = await submit(app, who['officer']!, '2025-03')
  const answer = await app.call(who['focal']!, 'POST', `/api/reports/${report}/return`, { comment: 'forty-two are too many' })
  expect(answer.statusCode, answer.body).toBe(200)
  const [text] = to(who['officer']!)
  expect(text).toContain('มีนาคม 2568')
  expect(text).toContain(`/reports/${report}`)
  expect(text).not.toContain('forty-two')
})

test('the focal points of who is asked for a counterpart are told once', async () => {
  await app.call(who['focal']!, 'POST', '/api/counterparts', { unit: 'POLICE', member: 'KHM' })
  await post()
  await post()
  await expect.poll(() => to(who['neighbour']!)).toEqual([expect.stringMatching(/(THA|Thaïlande) propose/)])
  expect(to(who['neighbour']!)[0]).not.toContain('POLICE')
})

test('a new analyst is announced to those of the secretariat, once', async () => {
  const invitation = await app.call(who['administrator']!, 'POST', '/api/invitations', { email: 'noor@cau.example', member: 'CAU', role: 'cau_analyst' })
  const noor = await accept(app, invitation)
  expect((await app.call(null, 'POST', '/api/invitations/confirm', { ticket: noor.ticket, code: await codeOf(noor, app.services.clock()) })).statusCode).toBe(201)
  await post()
  await post()
  await expect.poll(() => to(who['analyst']!).filter((text) => text.includes('noor@cau.example'))).toHaveLength(1)
})

test('new terms are told once and asked of a focal point; until then nothing is approved, and all else goes on', async () => {
  const report = await submit(app, who['officer']!, '2025-04')
  await app.migrator.updateTable('member').set({ terms_version: '0', terms_told: '0' }).where('code', '=', 'THA').execute()
  await post()
  await post()
  await expect.poll(() => to(who['focal']!).filter((text) => text.includes('new version'))).toHaveLength(1)
  const approve = () => app.call(who['focal']!, 'POST', `/api/reports/${report}/approve`, {}, { prefer: 'wait=30' })
  expect((await approve()).json().code).toBe('member.terms_due')
  expect((await app.call(who['officer']!, 'POST', '/api/reports', { freq: 'M', from: '2025-05', to: '2025-05' })).statusCode).toBe(201)
  const accepting = async (name: string, version: string, member = 'THA') => browse(app, await sessionOf(app, who[name]!), 'POST', `/api/members/${member}/terms`, { version })
  expect((await accepting('officer', TERMS_VERSION)).json().code).toBe('not_allowed')
  expect((await accepting('focal', '0')).json().code).toBe('member.terms_version')
  expect((await accepting('neighbour', TERMS_VERSION)).json().code).toBe('not_found')
  expect((await accepting('focal', TERMS_VERSION)).json()).toMatchObject({ member: 'THA', version: TERMS_VERSION })
  expect((await approve()).statusCode).toBeLessThan(300)
  expect((await app.call(who['focal']!, 'GET', '/api/audit?action=terms.accepted')).json().entries).toMatchObject([{ subject: 'THA', detail: { version: TERMS_VERSION } }])
})

test('whoever is locked out by wrong codes is told once, since somebody knows the password', async () => {
  const human = await settle(app, who['focal']!, 'THA', 'analyst')
  wait(app, 60)
  const ticket = await firstStep(app, human)
  for (let wrong = 0; wrong < 7; wrong++) await app.call(null, 'POST', '/api/session/factor', { ticket, code: '000000' })
  expect(to(human).filter((text) => text.includes('wrong code'))).toHaveLength(1)
})

test('somebody whose access ended is invited again at the same address; the account before stays closed, without it', async () => {
  const email = 'back@tha.example'
  const join = async () => {
    const invitation = await app.call(who['focal']!, 'POST', '/api/invitations', { email, member: 'THA', role: 'reporter' })
    expect(invitation.statusCode, invitation.body).toBe(201)
    const human = await accept(app, invitation)
    const joined = await app.call(null, 'POST', '/api/invitations/confirm', { ticket: human.ticket, code: await codeOf(human, app.services.clock()) })
    expect(joined.statusCode, joined.body).toBe(201)
    return joined.json<{ person: string }>().person
  }
  const before = await join()
  expect((await app.call(who['focal']!, 'POST', '/api/invitations', { email, member: 'THA', role: 'reporter' })).json().code).toBe('person.exists')
  expect((await app.call(who['focal']!, 'POST', `/api/people/${before}/disable`)).statusCode).toBe(200)
  const after = await join()
  expect(after).not.toBe(before)
  const people = (await app.call(who['focal']!, 'GET', '/api/people')).json<{ people: { person: string; email: string; disabled: string | null }[] }>().people
  expect(people.find(({ person }) => person === after)).toMatchObject({ email, disabled: null })
  expect(people.find(({ person }) => person === before)).toMatchObject({ email: expect.stringMatching(/@former\.invalid$/), disabled: expect.any(String) })
})
