import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LightMyRequestResponse } from 'fastify'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { accept, browse, codeOf, cookieOf, settle, wait, type Human } from '../../test/sign-in.ts'
import { identityExpiry } from './expiry.ts'
import { countAttempt, signInLimits } from './limits.ts'
import type { AuthTables } from './tables.ts'

/** Nobody locks another out: strangers share their attempts, a device that an account knows has its own. */
let app: TestApp
let focal: Actor
beforeAll(async () => {
  app = await testApp({ env: { TRUSTED_PROXY: '127.0.0.1' }, mode: 'live' })
  focal = await app.person('THA', 'focal_point')
})
afterAll(() => app?.close())

type Owner = Human & { device: string }
const kept = (answer: LightMyRequestResponse): string => [answer.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0]!).find((cookie) => cookie.startsWith('vrs_device_'))!

async function newOwner(): Promise<Owner> {
  const human = await accept(app, await app.call(focal, 'POST', '/api/invitations', { email: `owner${crypto.randomUUID()}@tha.example`, member: 'THA', role: 'reporter' }))
  const answer = await app.call(null, 'POST', '/api/invitations/confirm', { ticket: human.ticket, code: await codeOf(human, app.services.clock()) })
  return { ...human, device: kept(answer) }
}

const first = (human: Human, { device = '', from = '198.51.100.1', password = human.password }: { device?: string; from?: string; password?: string } = {}) =>
  browse(app, device, 'POST', '/api/session', { email: human.email, password }, { 'x-forwarded-for': from })
const second = (device: string, ticket: string, code: string) => browse(app, device, 'POST', '/api/session/factor', { ticket, code })
const ticketOf = (answer: LightMyRequestResponse): string => answer.json<{ ticket: string }>().ticket

/** Guesses at an account from many addresses, until nobody unknown is let near it. */
async function flood(human: Human): Promise<void> {
  const statuses: number[] = []
  for (let i = 0; i < 60; i++) statuses.push((await first(human, { from: `203.0.113.${i}`, password: 'guess guess guess' })).statusCode)
  expect(statuses.lastIndexOf(401), 'each address is new, so only the account itself ends it').toBe(49)
  expect((await first(human)).json().code, 'strangers are locked, the owner at a strange device too').toBe('auth.locked')
}

/** As many attempts of strangers as a flood leaves, without checking a password for each of them. */
async function lockStrangers(human: Human): Promise<void> {
  for (let i = 0; i < 50; i++) await countAttempt(app.services.db, signInLimits(`203.0.113.${i}`, human.email, undefined), app.services.clock())
  expect((await first(human)).json().code).toBe('auth.locked')
}

describe('1: a flood of wrong passwords', () => {
  test('from many addresses leaves the owner\'s device free, which is another one after each sign-in', async () => {
    const owner = await newOwner()
    await flood(owner)
    wait(app, 30)
    const answer = await second(owner.device, ticketOf(await first(owner, owner)), await codeOf(owner, app.services.clock()))
    expect(answer.statusCode).toBe(200)
    expect([kept(answer).split('=')[0], kept(answer) === owner.device]).toEqual([owner.device.split('=')[0], false])
    expect((await first(owner, { device: kept(answer), from: '203.0.113.7' })).statusCode, 'also from an address that guessed').toBe(200)
    expect((await first(owner)).statusCode, 'strangers stay out meanwhile').toBe(429)
  })

  test('by who has stolen the cookie is no more than ten guesses, and leaves the owner free who has signed in since', async () => {
    const owner = await newOwner()
    await lockStrangers(owner)
    wait(app, 30)
    const again = kept(await second(owner.device, ticketOf(await first(owner, owner)), await codeOf(owner, app.services.clock())))
    const guesses: number[] = []
    for (let i = 0; i < 12; i++) guesses.push((await first(owner, { device: owner.device, from: `192.0.2.${i}`, password: 'guess guess guess' })).statusCode)
    expect(guesses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
    expect((await first(owner, { device: again })).statusCode).toBe(200)
    expect((await browse(app, owner.device, 'GET', '/api/session')).statusCode, 'it opens nothing').toBe(401)
    expect((await browse(app, owner.device.replace(/^[^=]+/, 'vrs_session'), 'GET', '/api/session')).statusCode).toBe(401)
  })

  test('is not let through by a cookie of another account, of another making, or too old', async () => {
    const [owner, thief] = [await newOwner(), await newOwner()]
    await lockStrangers(owner)
    const [name, value] = owner.device.split('=') as [string, string]
    const [id, count, since, mark] = value.split('.') as [string, string, string, string]
    const other = thief.device.split('=')[1]!
    const forged = [`${name}=${other}`, thief.device, `${name}=${id}.${count}.${since}.${mark.slice(1)}`, `${name}=${id}.${count}x.${since}.${mark}`, `${name}=${other.split('.')[0]}.${count}.${since}.${mark}`, `${name}=${id}.${count}.${Number(since) + 1}.${mark}`, `${name}=${id}.${count}.${since}`, `${name}=..`, `${name}=`]
    for (const device of forged) expect([device, (await first(owner, { device })).statusCode]).toEqual([device, 429])
    expect((await first(owner, owner)).statusCode).toBe(200)
    wait(app, 181 * 86_400)
    await lockStrangers(owner)
    expect((await first(owner, owner)).statusCode).toBe(429)
  })
})

test('1: wrong codes of a stranger who has the password lock strangers, not the owner\'s device; that has five of its own', async () => {
  const owner = await newOwner()
  for (let i = 0; i < 5; i++) expect((await second('', ticketOf(await first(owner)), '000000')).statusCode).toBe(401)
  wait(app, 30)
  expect((await second('', ticketOf(await first(owner)), await codeOf(owner, app.services.clock()))).statusCode).toBe(429)
  const inAgain = await second(owner.device, ticketOf(await first(owner, owner)), await codeOf(owner, app.services.clock()))
  expect(inAgain.statusCode).toBe(200)
  const device = kept(inAgain)
  for (let i = 0; i < 5; i++) expect((await second(device, ticketOf(await first(owner, { device })), '000000')).statusCode).toBe(401)
  wait(app, 30)
  expect((await second(device, ticketOf(await first(owner, { device })), await codeOf(owner, app.services.clock()))).statusCode).toBe(429)
  wait(app, 15 * 60)
  expect((await second(device, ticketOf(await first(owner, { device })), await codeOf(owner, app.services.clock()))).statusCode).toBe(200)
})

test('the cookie is out of reach for scripts and other sites, and its name says nothing', async () => {
  const human = await settle(app, focal, 'THA', 'reporter')
  wait(app, 30)
  const cookie = [(await second('', ticketOf(await first(human)), await codeOf(human, app.services.clock()))).headers['set-cookie'] ?? []].flat()[1]!
  expect(cookie).toMatch(/^vrs_device_[\w-]{12}=[\w-]{36}\.[\w-]{22}\.\d+\.[\w-]{43}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Strict$/)
})

type Listed = { readonly id: string; readonly made: string; readonly used: string; readonly device: string; readonly current: boolean }

/** A sign-in on a device; resolves to what the browser keeps from then on, and sends. */
async function comeIn(owner: Owner, device: string, agent: string): Promise<{ readonly device: string; readonly all: string }> {
  wait(app, 60)
  const ticket = ticketOf(await first(owner, { device }))
  const answer = await browse(app, device, 'POST', '/api/session/factor', { ticket, code: await codeOf(owner, app.services.clock()) }, { 'user-agent': agent })
  return { device: kept(answer), all: `${cookieOf(answer)}; ${kept(answer)}` }
}
const listed = async (cookies: string) => (await browse(app, cookies, 'GET', '/api/devices')).json<{ devices: Listed[] }>().devices
const lastSignIn = async (cookies: string) => (await browse(app, cookies, 'GET', '/api/security')).json<{ device_known: boolean; sign_ins: { known: boolean }[] }>()

describe('the devices that know an account', () => {
  test('are listed to their owner: since when, last used, and as what; a device that comes again is the same one', async () => {
    const owner = await newOwner()
    const laptop = await comeIn(owner, owner.device, 'Firefox/133.0 (Linux)')
    const phone = await comeIn(owner, '', 'Firefox/133.0 (Android)')
    const rows = await listed(phone.all)
    expect(rows.map(({ device, current }) => [device, current])).toEqual([['Firefox/133.0 (Android)', true], ['Firefox/133.0 (Linux)', false]])
    expect(Math.floor((Date.parse(rows[1]!.used) - Date.parse(rows[1]!.made)) / 60_000), 'known since the invitation, used a minute later').toBe(1)
    expect((await listed(laptop.all)).map(({ current }) => current)).toEqual([false, true])
  })

  test('are forgotten by their owner alone: the next who comes from one is a stranger, what is open on it goes on, and the chain tells', async () => {
    const [owner, colleague] = [await newOwner(), await newOwner()]
    const laptop = await comeIn(owner, owner.device, 'Firefox/133.0 (Linux)')
    const [row] = await listed(laptop.all)
    const theirs = await comeIn(colleague, colleague.device, 'Firefox/133.0 (Linux)')
    expect((await listed(theirs.all)).map(({ id }) => id)).not.toContain(row!.id)
    expect((await browse(app, theirs.all, 'DELETE', `/api/devices/${row!.id}`)).statusCode).toBe(404)
    expect((await lastSignIn(laptop.all)).device_known).toBe(true)
    expect((await browse(app, laptop.all, 'DELETE', `/api/devices/${row!.id}`)).statusCode).toBe(204)
    expect((await browse(app, laptop.all, 'DELETE', `/api/devices/${row!.id}`)).statusCode, 'once').toBe(404)
    expect([await listed(laptop.all), (await lastSignIn(laptop.all)).device_known]).toEqual([[], false])
    expect(JSON.stringify((await app.call(focal, 'GET', '/api/audit')).json())).toContain('device.forgotten')
    await lockStrangers(owner)
    expect((await first(owner, { device: laptop.device })).statusCode, 'its attempts are those of strangers').toBe(429)
    wait(app, 16 * 60)
    const again = await comeIn(owner, laptop.device, 'Firefox/133.0 (Linux)')
    expect((await lastSignIn(again.all)).sign_ins[0]!.known, 'and is known anew once the factor was given on it').toBe(false)
    expect((await listed(again.all)).map(({ id }) => id === row!.id)).toEqual([false])
  })

  test('are gone half a year after their last use', async () => {
    const owner = await newOwner()
    const { all } = await comeIn(owner, owner.device, 'Firefox/133.0 (Linux)')
    const kept = () => app.migrator.withTables<AuthTables>().selectFrom('auth.known_device').select('id').execute()
    const [row] = await listed(all)
    wait(app, 181 * 86_400)
    await identityExpiry(app.services.jobs, app.services.clock).run()
    expect((await kept()).map(({ id }) => id)).not.toContain(row!.id)
  })
})
