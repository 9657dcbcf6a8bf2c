import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { newDevice, type Device } from '../../test/passkey.ts'
import { browse, cookieOf, settle, wait, type Human } from '../../test/sign-in.ts'
import type { AuthTables } from './tables.ts'

type Asked = { readonly challenge: string; readonly rp_id: string; readonly passkeys: readonly string[] }
let app: TestApp
let focal: Actor
beforeAll(async () => {
  app = await testApp()
  focal = await app.person('THA', 'focal_point')
})
afterAll(() => app?.close())

const newcomer = (): Promise<Human> => settle(app, focal, 'THA', 'focal_point')
const asked = async (path: string, cookie = ''): Promise<Asked> => (await browse(app, cookie, 'POST', `/api/passkeys/${path}`)).json()
const add = async (human: Human, device: Device, name = 'Office') => browse(app, human.cookie, 'POST', '/api/passkeys', { name, ...device.add(await asked('new', human.cookie)) })
const signIn = (body: object) => browse(app, '', 'POST', '/api/passkeys/sign-in', body)
const listOf = async (human: Human) => (await browse(app, human.cookie, 'GET', '/api/passkeys')).json<{ passkeys: { id: string; name: string; used: string | null }[] }>().passkeys

async function withPasskey(): Promise<{ human: Human; device: Device; id: string }> {
  const [human, device] = [await newcomer(), newDevice()]
  const answer = await add(human, device)
  expect(answer.statusCode, answer.body).toBe(201)
  return { human, device, id: answer.json<{ id: string }>().id }
}

describe('1: a passkey', () => {
  test('is two factors: signs in alone, with a fresh factor, and is worth nothing once it is removed', async () => {
    const { human, device, id } = await withPasskey()
    expect(await listOf(human)).toMatchObject([{ id, name: 'Office', used: null }])
    const answer = await signIn(device.give(await asked('offer')))
    expect([answer.statusCode, answer.json()]).toEqual([200, expect.objectContaining({ email: human.email, via: 'session', factor_at: expect.any(String) })])
    const again: Human = { ...human, cookie: cookieOf(answer) }
    expect((await listOf(again))[0]!.used).not.toBeNull()
    expect((await browse(app, again.cookie, 'DELETE', `/api/passkeys/${id}`)).statusCode).toBe(204)
    expect((await signIn(device.give(await asked('offer')))).statusCode).toBe(401)
    const actions = (await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', 'THA').orderBy('seq').execute()).map((row) => (row.body as { action: string }).action)
    expect(actions).toEqual(expect.arrayContaining(['passkey.added', 'passkey.removed']))
  })

  test('is a fresh second factor, in a new session that takes the place of the old', async () => {
    const { human, device } = await withPasskey()
    wait(app, 301)
    const make = (cookie: string) => browse(app, cookie, 'POST', '/api/tokens', { scopes: ['read'] })
    expect((await make(human.cookie)).json().code).toBe('auth.fresh_factor')
    const question = await asked('ask', human.cookie)
    expect(question.passkeys).toEqual([device.id])
    const given = await browse(app, human.cookie, 'POST', '/api/passkeys/give', device.give(question))
    expect((await make(cookieOf(given))).statusCode).toBe(201)
    expect((await browse(app, human.cookie, 'GET', '/api/session')).statusCode, 'the old session').toBe(401)
  })

  test('is added with a fresh factor alone, on a challenge of the own session that was not used', async () => {
    const [human, other, device] = [await newcomer(), await newcomer(), newDevice()]
    const question = await asked('new', human.cookie)
    expect((await browse(app, other.cookie, 'POST', '/api/passkeys', { name: 'x', ...device.add(question) })).statusCode, 'another session\'s').toBe(401)
    expect((await browse(app, human.cookie, 'POST', '/api/passkeys', { name: 'x', ...device.add(question) })).statusCode, 'it is used up by that').toBe(401)
    expect((await add(human, device)).statusCode).toBe(201)
    expect((await add(other, device)).statusCode, 'a key of somebody else').toBe(401)
    wait(app, 301)
    expect((await browse(app, human.cookie, 'POST', '/api/passkeys/new')).json().code).toBe('auth.fresh_factor')
  })

  test('is refused with a challenge that is used, late, of another purpose, of another session or invented', async () => {
    const { human, device } = await withPasskey()
    const used = await asked('offer')
    expect((await signIn(device.give(used))).statusCode).toBe(200)
    const late = await asked('offer')
    wait(app, 301)
    const other = await newcomer()
    const challenges: Asked[] = [used, late, await asked('ask', other.cookie), { ...used, challenge: 'invented' }]
    for (const question of challenges) expect((await signIn(device.give(question))).statusCode).toBe(401)
    const mine = async (question: Asked) => (await browse(app, human.cookie, 'POST', '/api/passkeys/give', device.give(question))).statusCode
    expect([await mine(await asked('ask', other.cookie)), await mine(await asked('offer')), await mine(await asked('ask', human.cookie))]).toEqual([401, 401, 200])
  })

  test('is refused from another page or host, without the person verified, with a counter that does not grow, or under another signature', async () => {
    const { human, device } = await withPasskey()
    for (const bent of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { verified: false }, { counter: 1 }, { counter: 0 }]) expect([bent, (await signIn(device.give(await asked('offer'), bent))).statusCode]).toEqual([bent, 401])
    const question = await asked('offer')
    expect((await signIn({ ...device.give(question), signature: (newDevice().give(question) as { signature: string }).signature })).statusCode).toBe(401)
    expect((await signIn(newDevice().give(await asked('offer')))).statusCode, 'unknown').toBe(401)
    expect((await signIn(device.give(await asked('offer')))).statusCode).toBe(200)
    expect((await browse(app, '', 'POST', '/api/passkeys/sign-in', device.give(await asked('offer')), { origin: 'https://evil.example' })).json().code).toBe('request.wrong_origin')
    await app.migrator.updateTable('person').set({ disabled_at: app.services.clock() }).where('email', '=', human.email).execute()
    expect((await signIn(device.give(await asked('offer')))).statusCode, 'disabled').toBe(401)
  })

  test('of another person gives no fresh factor, and is neither named nor removed', async () => {
    const [one, two] = [await withPasskey(), await withPasskey()]
    expect((await browse(app, one.human.cookie, 'POST', '/api/passkeys/give', two.device.give(await asked('ask', one.human.cookie)))).statusCode).toBe(401)
    expect((await browse(app, one.human.cookie, 'DELETE', `/api/passkeys/${two.id}`)).statusCode).toBe(404)
    expect((await browse(app, one.human.cookie, 'PATCH', `/api/passkeys/${two.id}`, { name: 'mine' })).statusCode).toBe(404)
    expect((await browse(app, one.human.cookie, 'PATCH', `/api/passkeys/${one.id}`, { name: 'Home' })).json()).toMatchObject({ name: 'Home' })
    expect([await listOf(one.human), await listOf(two.human)]).toMatchObject([[{ name: 'Home' }], [{ name: 'Office' }]])
  })

  test('that is the last factor stays', async () => {
    const { human, id } = await withPasskey()
    const { person_id: person } = await app.migrator.selectFrom('person').select('person_id').where('email', '=', human.email).executeTakeFirstOrThrow()
    await app.migrator.withTables<AuthTables>().deleteFrom('auth.two_factor').where('user_id', '=', person).execute()
    expect((await browse(app, human.cookie, 'DELETE', `/api/passkeys/${id}`)).json().code).toBe('passkey.last')
    expect(await listOf(human)).toHaveLength(1)
  })
})
