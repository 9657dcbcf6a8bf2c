import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LightMyRequestResponse } from 'fastify'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { accept, browse, codeOf, settle, wait, type Human } from '../../test/sign-in.ts'

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
    await flood(owner)
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
    await flood(owner)
    const [name, value] = owner.device.split('=') as [string, string]
    const [id, since, mark] = value.split('.') as [string, string, string]
    const forged = [`${name}=${thief.device.split('=')[1]}`, thief.device, `${name}=${id}.${since}.${mark.slice(1)}`, `${name}=${id}x.${since}.${mark}`, `${name}=${id}.${Number(since) + 1}.${mark}`, `${name}=${id}.${since}`, `${name}=..`, `${name}=`]
    for (const device of forged) expect([device, (await first(owner, { device })).statusCode]).toEqual([device, 429])
    expect((await first(owner, owner)).statusCode).toBe(200)
    wait(app, 181 * 86_400)
    await flood(owner)
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
  expect(cookie).toMatch(/^vrs_device_[\w-]{12}=[\w-]+\.\d+\.[\w-]{43}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Strict$/)
})
