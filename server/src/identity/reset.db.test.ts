import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { mailServer, type MailServer } from '../../test/mail-server.ts'
import { browse, codeOf, cookieOf, firstStep, settle, wait, type Human } from '../../test/sign-in.ts'

/** Somebody cannot get in any more. People of their own let them back in; where there is none, the secretariat does, and everybody hears of it first. */
let app: TestApp
let mail: MailServer
let focal: Human
let second: Human
let admin: Human
let analyst: Human
beforeAll(async () => {
  mail = await mailServer()
  app = await testApp({ env: { SMTP_URL: mail.url } })
  const [tha, cau] = [await app.person('THA', 'focal_point'), await app.person('CAU', 'administrator')]
  ;[focal, second, admin] = [await settle(app, tha, 'THA', 'focal_point'), await settle(app, tha, 'THA', 'focal_point'), await settle(app, cau, 'CAU', 'administrator')]
  analyst = await newAnalyst(cau)
})
afterAll(() => app.close())

async function newAnalyst(by: Actor): Promise<Human> {
  const human = await settle(app, by, 'CAU', 'cau_analyst')
  await app.migrator.updateTable('person').set({ awaits_confirmation: false }).where('email', '=', human.email).execute()
  return { ...human, cookie: await comeIn(human) }
}

const PASSWORD = 'another river of words'
const idOf = async ({ email }: Human): Promise<string> => (await app.migrator.selectFrom('person').select('person_id').where('email', '=', email).executeTakeFirstOrThrow()).person_id
const newcomer = async (role = 'reporter'): Promise<Human> => settle(app, await app.person('THA', 'focal_point'), 'THA', role)
const start = async (by: Human, whom: Human, lost: object): Promise<LightMyRequestResponse> => browse(app, by.cookie, 'POST', `/api/people/${await idOf(whom)}/reset`, { password: false, factor: false, ...lost })
const secretOf = (answer: LightMyRequestResponse): string => answer.json<{ link: { url: string } }>().link.url.split('#')[1]!
const find = (secret: string) => app.call(null, 'POST', '/api/resets/find', { secret })
const act = (by: Human, id: string, what: 'second' | 'issue' | 'stop') => browse(app, by.cookie, 'POST', `/api/resets/${id}/${what}`)
const isIn = async ({ cookie }: Human): Promise<boolean> => (await browse(app, cookie, 'GET', '/api/session')).statusCode === 200
const firstStatus = async ({ email, password }: Human): Promise<number> => (await app.call(null, 'POST', '/api/session', { email, password })).statusCode
const actionsOf = async (chain: string) => (await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', chain).orderBy('seq').execute()).map((row) => (row.body as { action: string }).action).filter((action) => action.startsWith('reset.'))

/** Signs in anew, with the next code of the authenticator. */
async function comeIn(human: Human): Promise<string> {
  wait(app, 60)
  const ticket = await firstStep(app, human)
  const answer = await app.call(null, 'POST', '/api/session/factor', { ticket, code: await codeOf(human, app.services.clock()) })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return cookieOf(answer)
}
const fresh = async (...people: Human[]): Promise<void> => { for (const human of people) human.cookie = await comeIn(human) }

/** Sets up another authenticator by a link, up to its first code. */
async function enrol(secret: string, body: object): Promise<{ ticket: string; totpSecret: string; recoveryCodes: string[]; answer: LightMyRequestResponse }> {
  const answer = await app.call(null, 'POST', '/api/resets/enrol', { secret, ...body })
  const { ticket = '', totp_secret: totpSecret = '', recovery_codes: recoveryCodes = [] } = answer.json<Record<string, never>>()
  return { ticket, totpSecret, recoveryCodes, answer }
}
const confirm = async (offer: { ticket: string; totpSecret: string }) => app.call(null, 'POST', '/api/resets/confirm', { ticket: offer.ticket, code: await codeOf(offer, app.services.clock()) })

describe('6: a focal point lets somebody of the own state back in', () => {
  test('a forgotten password: everything that was open ends at once, the second factor is proved, and the link opens once', async () => {
    const human = await newcomer()
    const token = (await browse(app, human.cookie, 'POST', '/api/tokens', { scopes: ['read'] })).json<{ token: string }>().token
    await fresh(focal)
    const started = await start(focal, human, { password: true })
    expect(started.json()).toMatchObject({ email: human.email, password: true, factor: false, notice: false, status: 'issued', may: ['stop'], link: { mailed: true } })
    expect(started.headers['cache-control']).toBe('no-store')
    expect([await isIn(human), (await app.call(null, 'GET', '/api/session', undefined, { authorization: `Bearer ${token}` })).statusCode, await firstStatus(human)]).toEqual([false, 401, 401])
    const secret = secretOf(started)
    expect((await find(secret)).json()).toMatchObject({ email: human.email, password: true, factor: false })
    const choose = async (factor: object, password = PASSWORD) => app.call(null, 'POST', '/api/resets/password', { secret, new_password: password, factor })
    expect((await choose({ code: '000000' })).json().code).toBe('auth.denied')
    expect((await choose({ code: await codeOf(human, app.services.clock()) }, 'short')).statusCode).toBe(400)
    expect((await enrol(secret, { password: human.password })).answer.statusCode, 'the authenticator was not lost').toBe(404)
    wait(app, 60)
    const chosen = await choose({ code: await codeOf(human, app.services.clock()) })
    expect(chosen.json()).toMatchObject({ email: human.email, via: 'session' })
    expect(await isIn({ ...human, cookie: cookieOf(chosen) })).toBe(true)
    expect([(await find(secret)).statusCode, (await choose({ recovery_code: human.recoveryCodes[0] })).statusCode]).toEqual([404, 404])
    expect([await firstStatus(human), await firstStatus({ ...human, password: PASSWORD }), await isIn(human)]).toEqual([401, 200, false])
  })

  test('a lost authenticator: the password is proved, the old codes and recovery codes end', async () => {
    const human = await newcomer('analyst')
    await fresh(focal)
    const secret = secretOf(await start(focal, human, { factor: true }))
    expect((await enrol(secret, { password: 'not the password' })).answer.json().code).toBe('auth.denied')
    expect((await enrol(secret, { new_password: PASSWORD })).answer.statusCode, 'the password was not lost').toBe(404)
    const offer = await enrol(secret, { password: human.password })
    expect((await app.call(null, 'POST', '/api/resets/confirm', { ticket: offer.ticket, code: '000000' })).json().code).toBe('auth.denied')
    const confirmed = await confirm(offer)
    expect(confirmed.json()).toMatchObject({ email: human.email })
    wait(app, 60)
    const inBy = async (given: object) => (await app.call(null, 'POST', '/api/session/factor', { ticket: await firstStep(app, human), ...given })).statusCode
    expect([await inBy({ code: await codeOf(human, app.services.clock()) }), await inBy({ recovery_code: human.recoveryCodes[0] }), await inBy({ recovery_code: offer.recoveryCodes[0] })]).toEqual([401, 401, 200])
  })

  test('both lost: of two who use the link at the same moment one is in', async () => {
    const human = await newcomer()
    await fresh(focal)
    const secret = secretOf(await start(focal, human, { password: true, factor: true }))
    const offers = [await enrol(secret, { new_password: PASSWORD }), await enrol(secret, { new_password: 'a third river of words' })]
    const answers = await Promise.all(offers.map(confirm))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404])
    const won = answers[0]!.statusCode === 200 ? PASSWORD : 'a third river of words'
    expect([await firstStatus({ ...human, password: won }), await firstStatus(human)]).toEqual([200, 401])
  })

  test('of a colleague too, but of nobody with whom they share no state, and never themselves', async () => {
    const foreign = await settle(app, await app.person('KHM', 'focal_point'), 'KHM', 'reporter')
    await fresh(focal)
    expect((await start(focal, second, { factor: true })).statusCode).toBe(201)
    expect((await start(focal, foreign, { factor: true })).json().code).toBe('not_found')
    expect((await start(focal, admin, { factor: true })).json().code).toBe('not_found')
    expect((await start(focal, focal, { factor: true })).json().code).toBe('not_allowed')
    expect((await start(focal, second, {})).statusCode).toBe(400)
    const [open] = (await browse(app, focal.cookie, 'GET', '/api/resets')).json<{ resets: { id: string; email: string; asked_by: string }[] }>().resets
    expect(open).toMatchObject({ email: second.email, asked_by: 'Somebody' })
    expect((await act(focal, open!.id, 'stop')).statusCode).toBe(204)
    expect(await firstStatus(second), 'what was lost counts again').toBe(200)
    expect(await isIn(second), 'what ended has ended').toBe(false)
    await fresh(second)
  })

  test('nobody else does, and not without a second factor of now, nor a program', async () => {
    const [human, other] = [await newcomer(), await newcomer('analyst')]
    expect((await start(other, human, { password: true })).json().code).toBe('not_found')
    wait(app, 360)
    expect((await start(focal, human, { password: true })).json().code).toBe('auth.fresh_factor')
    const program = await app.person('THA', 'focal_point')
    expect((await app.call(program, 'POST', `/api/people/${await idOf(human)}/reset`, { password: true, factor: false })).json().code).toBe('auth.session_needed')
    expect(await firstStatus(human)).toBe(200)
  })

  test('the person and the focal points are told, and the state\'s chain says all of it', async () => {
    const human = await newcomer()
    await fresh(focal, second)
    const from = mail.mails.length
    const secret = secretOf(await start(focal, human, { password: true }))
    const told = mail.mails.slice(from)
    expect(told.find(({ to }) => to === human.email)?.text).toContain(secret)
    expect(told.filter(({ text }) => text.includes(secret)).map(({ to }) => to)).toEqual([human.email])
    expect(told.map(({ to }) => to)).toEqual(expect.arrayContaining([focal.email, second.email]))
    expect(told.map(({ text }) => text).join()).not.toMatch(/\{[a-z]+\}/)
    await app.call(null, 'POST', '/api/resets/password', { secret, new_password: PASSWORD, factor: { recovery_code: human.recoveryCodes[0] } })
    expect(mail.mails.slice(from + told.length).map(({ to }) => to)).toEqual(expect.arrayContaining([human.email, focal.email, second.email]))
    expect((await actionsOf('THA')).slice(-2)).toEqual(['reset.started', 'reset.used'])
    expect(app.logged.join()).not.toContain(secret)
  })
})

describe('6: a link ends', () => {
  test('with its day; sign-in stays closed until another is made or it is stopped', async () => {
    const human = await newcomer()
    await fresh(focal)
    const secret = secretOf(await start(focal, human, { password: true }))
    wait(app, 86_400)
    expect((await find(secret)).statusCode).toBe(404)
    expect((await app.call(null, 'POST', '/api/resets/password', { secret, new_password: PASSWORD, factor: { recovery_code: human.recoveryCodes[0] } })).statusCode).toBe(404)
    expect(await firstStatus(human)).toBe(401)
    await fresh(focal, second)
    const again = secretOf(await start(second, human, { password: true }))
    expect([(await find(secret)).statusCode, (await find(again)).statusCode]).toEqual([404, 200])
  })

  test('when the person gets another role, or is disabled', async () => {
    const [promoted, gone] = [await newcomer(), await newcomer()]
    await fresh(focal)
    const [first, last] = [secretOf(await start(focal, promoted, { password: true, factor: true })), secretOf(await start(focal, gone, { password: true, factor: true }))]
    const offer = await enrol(first, { new_password: PASSWORD })
    expect((await browse(app, focal.cookie, 'PATCH', `/api/people/${await idOf(promoted)}`, { role: 'focal_point' })).statusCode).toBe(200)
    expect((await browse(app, focal.cookie, 'POST', `/api/people/${await idOf(gone)}/disable`)).statusCode).toBe(200)
    expect([(await find(first)).statusCode, (await find(last)).statusCode, (await confirm(offer)).statusCode]).toEqual([404, 404, 404])
  })

  test('when who made it is no focal point any more', async () => {
    const [human, leaving] = [await newcomer(), await newcomer('focal_point')]
    const secret = secretOf(await start(leaving, human, { password: true }))
    await fresh(focal)
    await browse(app, focal.cookie, 'PATCH', `/api/people/${await idOf(leaving)}`, { role: 'analyst' })
    expect((await find(secret)).statusCode).toBe(404)
  })

  test('guessing at it, or at what it asks, is counted', async () => {
    const human = await newcomer()
    await fresh(focal)
    const secret = secretOf(await start(focal, human, { factor: true }))
    const tries = []
    for (let i = 0; i < 12; i++) tries.push((await enrol(secret, { password: `wrong ${i}` })).answer.statusCode)
    expect(tries).toEqual([...Array<number>(10).fill(401), 429, 429])
    wait(app, 901)
    await fresh(focal)
    const starts = []
    for (let i = 0; i < 12; i++) starts.push((await start(focal, human, { factor: true })).statusCode)
    expect(starts.at(-1)).toBe(429)
    expect((await find('x'.repeat(43))).statusCode).toBe(404)
    wait(app, 901)
  })
})

describe('6: the secretariat, where nobody of the own is left', () => {
  let lost: Human
  let colleague: Human
  const asked = async () => (await start(admin, lost, { password: true, factor: true })).json<{ id: string; link: null; status: string }>()
  const seen = async (by: Human) => (await browse(app, by.cookie, 'GET', '/api/resets')).json<{ resets: { id: string; status: string; may: string[]; member: string }[] }>().resets.filter(({ member }) => member === 'FJI')

  beforeAll(async () => {
    const before = await app.person('FJI', 'focal_point')
    ;[lost, colleague] = [await settle(app, before, 'FJI', 'focal_point'), await settle(app, before, 'FJI', 'reporter')]
    await app.migrator.updateTable('person').set({ disabled_at: app.services.clock() }).where('person_id', '=', before.person).execute()
    await fresh(focal, admin, analyst)
  })

  test('is two people and seven days: the administrator asks, an analyst seconds, all people of the state hear of it', async () => {
    const { id, link, status } = await asked()
    expect([link, status]).toEqual([null, 'asked'])
    expect((await start(admin, lost, { factor: true })).json().code).toBe('reset.open')
    expect((await act(admin, id, 'second')).json().code, 'the same person').toBe('not_allowed')
    expect((await act(focal, id, 'second')).json().code, 'another state').toBe('not_found')
    const from = mail.mails.length
    expect((await act(analyst, id, 'second')).json()).toMatchObject({ status: 'notice', may: ['stop'] })
    expect(mail.mails.slice(from).map(({ to }) => to)).toEqual(expect.arrayContaining([lost.email, colleague.email]))
    expect(await seen(colleague)).toMatchObject([{ id, status: 'notice', may: ['stop'] }])
    expect([await isIn(lost), await firstStatus(lost)], 'nothing changes meanwhile').toEqual([true, 200])
    expect((await act(admin, id, 'issue')).json().code).toBe('not_allowed')
    wait(app, 7 * 86_400 - 120)
    await fresh(admin)
    expect((await act(admin, id, 'issue')).json().code, 'a minute too early').toBe('not_allowed')
    wait(app, 120)
    const issued = await act(admin, id, 'issue')
    expect(issued.json()).toMatchObject({ status: 'issued', link: { mailed: true } })
    expect(await firstStatus(lost)).toBe(401)
    const offer = await enrol(secretOf(issued), { new_password: PASSWORD })
    const confirmed = await confirm(offer)
    expect(confirmed.json()).toMatchObject({ email: lost.email, role: 'focal_point' })
    lost = { ...lost, ...offer, password: PASSWORD, cookie: cookieOf(confirmed) }
    expect(await actionsOf('FJI')).toEqual(['reset.asked', 'reset.seconded', 'reset.issued', 'reset.used'])
    expect(await actionsOf('_SYSTEM')).toEqual(expect.arrayContaining(['reset.asked', 'reset.seconded', 'reset.issued']))
  })

  test('is stopped by anybody of the state, at any time, also by the person themselves', async () => {
    await fresh(admin, analyst, lost, colleague)
    for (const who of [colleague, lost]) {
      const { id } = await asked()
      await act(analyst, id, 'second')
      expect((await act(who, id, 'stop')).statusCode).toBe(204)
      expect(await seen(admin)).toEqual([])
      expect((await act(admin, id, 'issue')).statusCode).toBe(404)
    }
    expect((await actionsOf('FJI')).at(-1)).toBe('reset.stopped')
  })

  test('is not gone on with after the one who seconded has left, and not begun without a second factor of now', async () => {
    const other = await newAnalyst(await app.person('CAU', 'administrator'))
    await fresh(admin)
    const { id } = await asked()
    expect((await act(other, id, 'second')).statusCode).toBe(200)
    await app.migrator.updateTable('person').set({ disabled_at: app.services.clock() }).where('email', '=', other.email).execute()
    wait(app, 7 * 86_400)
    expect((await start(admin, colleague, { factor: true })).statusCode, 'the session has run out').toBe(401)
    await fresh(admin, lost)
    expect((await act(admin, id, 'issue')).json().code).toBe('not_allowed')
    expect((await act(lost, id, 'stop')).statusCode).toBe(204)
    wait(app, 360)
    expect((await start(admin, lost, { factor: true })).json().code).toBe('auth.fresh_factor')
  })

  test('takes thirty days where another focal point could have done it', async () => {
    const human = await settle(app, await app.person('LAO', 'focal_point'), 'LAO', 'focal_point')
    await fresh(admin, analyst)
    const { id } = (await start(admin, human, { factor: true })).json<{ id: string }>()
    const { opens } = (await act(analyst, id, 'second')).json<{ opens: string }>()
    expect(Math.round((Date.parse(opens) - app.services.clock().getTime()) / 86_400_000)).toBe(30)
  })

  test('the database itself keeps the seven days', async () => {
    const { person_id, name, email } = await app.migrator.selectFrom('person').selectAll().where('email', '=', lost.email).executeTakeFirstOrThrow()
    const now = app.services.clock()
    const early = app.migrator.insertInto('credential_reset').values({
      ref_area: 'FJI', reset_id: crypto.randomUUID(), person_id, name, email, password: true, factor: true, notice: true, asked_by: 'a', asked_at: now, seconded_by: 'b', seconded_at: now, opens_at: new Date(now.getTime() + 6 * 86_400_000),
      issued_by: 'a', issued_at: new Date(now.getTime() + 6 * 86_400_000), secret_hash: 'x', expires_at: new Date(now.getTime() + 7 * 86_400_000),
    }).execute()
    await expect(early).rejects.toMatchObject({ code: '23514' })
  })
})

test('6: in the secretariat each lets back in who has the same role', async () => {
  const cau = await app.person('CAU', 'administrator')
  const [otherAdmin, otherAnalyst] = [await settle(app, cau, 'CAU', 'administrator'), await newAnalyst(cau)]
  await fresh(admin, analyst)
  expect((await start(admin, otherAnalyst, { factor: true })).json().code).toBe('not_allowed')
  expect((await start(analyst, otherAdmin, { factor: true })).json().code).toBe('not_allowed')
  expect((await start(admin, otherAdmin, { factor: true })).json()).toMatchObject({ status: 'issued' })
  expect((await start(analyst, otherAnalyst, { factor: true })).json()).toMatchObject({ status: 'issued' })
  expect([await isIn(otherAdmin), await isIn(otherAnalyst)]).toEqual([false, false])
})

test('recovery codes are renewed with a second factor of now, and those before end', async () => {
  const human = await newcomer()
  wait(app, 360)
  expect((await browse(app, human.cookie, 'POST', '/api/session/recovery-codes')).json().code).toBe('auth.fresh_factor')
  await fresh(human)
  const renewed = await browse(app, human.cookie, 'POST', '/api/session/recovery-codes')
  const { recovery_codes: codes } = renewed.json<{ recovery_codes: string[] }>()
  expect([codes.length, renewed.headers['cache-control']]).toEqual([10, 'no-store'])
  const inBy = async (code: string) => (await app.call(null, 'POST', '/api/session/factor', { ticket: await firstStep(app, human), recovery_code: code })).statusCode
  expect([await inBy(human.recoveryCodes[0]!), await inBy(codes[0]!)]).toEqual([401, 200])
})
