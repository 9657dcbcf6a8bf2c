import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import type { Role } from '../../src/db/viewer.ts'
import { testApp, TODAY, type TestApp } from '../app.ts'
import { addMember, type Actor } from '../cast.ts'
import { browse, sessionOf, settle, type Human } from '../sign-in.ts'

/**
 * Requirement 11: nobody invites, changes, disables, confirms, resets or makes tokens for a person with more rights than their own.
 * Every role asks for every act on every role, in the own state, in another, and in the secretariat.
 */

const STATE: readonly Role[] = ['reporter', 'focal_point', 'analyst', 'liaison']
const ALL: readonly Role[] = [...STATE, 'cau_analyst', 'administrator']
const homeOf = (role: Role): string => (STATE.includes(role) ? 'THA' : 'CAU')

let app: TestApp
const askers = new Map<Role, Actor>()
beforeAll(async () => {
  app = await testApp()
  for (const role of ALL) askers.set(role, await app.person(homeOf(role), role))
  await app.person('KHM', 'focal_point')
  await addMember(app.migrator, 'LAO', TODAY)
  await app.migrator.updateTable('member').set({ had_focal_point: false }).where('code', '=', 'LAO').execute()
})
afterAll(() => app?.close())

const done = ({ statusCode }: LightMyRequestResponse): boolean => statusCode < 300
const refused = ({ statusCode }: LightMyRequestResponse): boolean => statusCode === 403 || statusCode === 404
let made = 0

/** Which of all pairs an act was allowed for, asked one by one: `focal_point: THA analyst`. */
async function allowed(targets: readonly (readonly [string, Role])[], act: (asker: Actor, member: string, role: Role) => Promise<LightMyRequestResponse>): Promise<string[]> {
  const granted: string[] = []
  for (const asker of askers.values()) {
    for (const [member, role] of targets) {
      const answer = await act(asker, member, role)
      expect(done(answer) || refused(answer), `${asker.role}: ${member} ${role} ${answer.statusCode} ${answer.body}`).toBe(true)
      if (done(answer)) granted.push(`${asker.role}: ${member} ${role}`)
    }
  }
  return granted
}

const everywhere = [...['THA', 'KHM', 'LAO'].flatMap((member) => ALL.map((role) => [member, role] as const)), ...ALL.map((role) => ['CAU', role] as const)]
const people = [...['THA', 'KHM'].flatMap((member) => STATE.map((role) => [member, role] as const)), ['CAU', 'cau_analyst'] as const, ['CAU', 'administrator'] as const]

describe('11: who does what to whom', () => {
  test('invites', async () => {
    const granted = await allowed(everywhere, (asker, member, role) => app.call(asker, 'POST', '/api/invitations', { email: `invited${++made}@example.test`, member, role }))
    expect(granted).toEqual([...STATE.map((role) => `focal_point: THA ${role}`).sort(byRole), 'administrator: LAO focal_point', 'administrator: CAU cau_analyst', 'administrator: CAU administrator'])
  })

  test('disables', async () => {
    const granted = await allowed(people, async (asker, member, role) => app.call(asker, 'POST', `/api/people/${(await app.person(member, role)).person}/disable`))
    expect(granted).toEqual([...STATE.map((role) => `focal_point: THA ${role}`), 'administrator: CAU cau_analyst', 'administrator: CAU administrator'])
  })

  test.each(ALL)('gives the role of %s', async (given) => {
    const granted = await allowed(people, async (asker, member, role) => app.call(asker, 'PATCH', `/api/people/${(await app.person(member, role)).person}`, { role: given }))
    expect(granted).toEqual(STATE.includes(given) ? STATE.map((role) => `focal_point: THA ${role}`) : [])
  })

  test('resets: at once the own people, with a second factor of now; the administrator asks for those of states', async () => {
    const seen = await allowed(people, async (asker, member, role) => {
      const { person } = await app.person(member, role)
      return browse(app, await sessionOf(app, asker), 'POST', `/api/people/${person}/reset`, { password: true, factor: true })
    })
    expect(seen).toEqual([
      ...STATE.map((role) => `focal_point: THA ${role}`), 'cau_analyst: CAU cau_analyst',
      ...['THA', 'KHM'].flatMap((member) => STATE.map((role) => `administrator: ${member} ${role}`)), 'administrator: CAU administrator',
    ])
  })

  test('confirms: not the administrator who invites, nobody twice, nobody themselves', async () => {
    const granted = await allowed([['CAU', 'cau_analyst']], async (asker) => {
      const fresh = await app.person('CAU', 'cau_analyst')
      await app.migrator.updateTable('person').set({ awaits_confirmation: true }).where('person_id', '=', fresh.person).execute()
      const first = await app.call(asker, 'POST', `/api/people/${fresh.person}/confirm`)
      expect(done(await app.call(asker, 'POST', `/api/people/${fresh.person}/confirm`)), 'twice').toBe(false)
      expect((await app.call(fresh, 'POST', `/api/people/${fresh.person}/confirm`)).statusCode, 'themselves').toBe(401)
      return first
    })
    expect(granted).toEqual(['focal_point: CAU cau_analyst', 'cau_analyst: CAU cau_analyst'])
  })

  test('nobody does any of it to themselves', async () => {
    for (const asker of askers.values()) {
      const other: Role = asker.role === 'analyst' ? 'reporter' : 'analyst'
      expect([asker.role, done(await app.call(asker, 'POST', `/api/people/${asker.person}/disable`)), done(await app.call(asker, 'PATCH', `/api/people/${asker.person}`, { role: other }))]).toEqual([asker.role, false, false])
    }
  })
})

const byRole = (a: string, b: string): number => ALL.findIndex((role) => a.endsWith(role)) - ALL.findIndex((role) => b.endsWith(role))

describe('11: tokens', () => {
  test('a token speaks for who made it, reaches no further than was asked, and makes no other', async () => {
    const human: Human = await settle(app, askers.get('focal_point')!, 'THA', 'analyst')
    const make = (body: object) => browse(app, human.cookie, 'POST', '/api/tokens', body)
    const { token } = (await make({ scopes: ['read'] })).json<{ token: string }>()
    const actor = { ...askers.get('analyst')!, token }
    expect((await app.call(actor, 'GET', '/api/session')).json()).toMatchObject({ email: human.email, member: 'THA', role: 'analyst', via: 'token', scopes: ['read'] })
    for (const more of [{ email: askers.get('focal_point')!.email }, { user: 'somebody' }, { role: 'focal_point' }, { person: askers.get('focal_point')!.person }]) expect((await make({ scopes: ['read'], ...more })).statusCode).toBe(400)
    for (const scopes of [['admin'], [], ['read', '*'], 'read']) expect((await make({ scopes })).statusCode).toBe(400)
    expect((await app.call(actor, 'POST', '/api/tokens', { scopes: ['read'] })).json()).toMatchObject({ status: 403, code: 'auth.session_needed' })
  })

  test('a scope is a ceiling on every route, whatever the role', async () => {
    const focal = askers.get('focal_point')!
    const narrow = async (scopes: string[]): Promise<Actor> => {
      const person = await app.person('THA', 'focal_point')
      await app.migrator.updateTable('api_token').set({ scopes }).where('person_id', '=', person.person).execute()
      return person
    }
    const [reading, drafting] = [await narrow(['read']), await narrow(['read', 'draft'])]
    for (const route of allRoutes.filter(({ scope, params, query, body }) => scope && !params && !query && !body)) {
      expect([route.id, (await app.call(reading, route.method, route.path)).body.includes('"auth.scope"')]).toEqual([route.id, route.scope !== 'read'])
    }
    const asked = [['POST', '/api/units', { code: 'X', name: 'X' }], ['POST', '/api/groups', { name: 'G', members: ['THA', 'KHM'] }], ['POST', '/api/invitations', { email: 'a@b.example', member: 'THA', role: 'reporter' }], ['PUT', '/api/default-terms/VRS_DETECT', { level: 'PUBLIC' }], ['PATCH', '/api/members/THA', { four_eyes: false }], ['POST', `/api/people/${focal.person}/disable`, undefined]] as const
    for (const [method, path, body] of asked) for (const actor of [reading, drafting]) expect((await app.call(actor, method, path, body)).json()).toMatchObject({ status: 403, code: 'auth.scope' })
    expect((await app.call(reading, 'POST', '/api/reports', { freq: 'M', from: '2026-01', to: '2026-02' })).json()).toMatchObject({ code: 'auth.scope' })
  })

  test('on a training system only its administrator makes tokens for others, and of the cast alone; nobody becomes a person with an account', async () => {
    const email = askers.get('focal_point')!.email
    for (const asker of askers.values()) {
      expect((await app.call(asker, 'POST', '/api/training/tokens', { email, scopes: ['read'] })).json()).toMatchObject({ code: asker.role === 'administrator' ? 'not_found' : 'not_allowed' })
      expect((await app.call(asker, 'POST', '/api/training/session', { email }, { origin: 'http://localhost' })).json()).toMatchObject({ code: 'not_found' })
    }
    expect((await app.call(null, 'POST', '/api/training/tokens', { email, scopes: ['read'] })).json()).toMatchObject({ code: 'auth.required' })
  })

  test('a live system has no way at all to speak for somebody else', async () => {
    const live = await testApp({ mode: 'live' })
    try {
      const administrator = await live.person('CAU', 'administrator')
      for (const route of allRoutes.filter(({ who }) => who === 'training')) expect((await live.call(administrator, route.method, route.path, route.body ? { email: administrator.email, scopes: ['read'] } : undefined)).statusCode).toBe(404)
    } finally {
      await live.close()
    }
  })
})
