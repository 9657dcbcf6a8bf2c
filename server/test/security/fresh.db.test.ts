import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { browse, sessionOf, settle, wait } from '../sign-in.ts'
import { requestOf, validInput, type Request } from './valid.ts'

/** Approving, changing rights and terms, and making tokens ask for a second factor of the last five minutes: on the server, from the route table, before anything is loaded. */

/** What takes the scope of approving and yet no fresh factor: why a stolen session does no harm by it. */
const WITHOUT: { readonly [route: string]: string } = {
  'invitations.withdraw': 'takes a right away, and is asked for in haste',
  'resets.stop': 'a notice is stopped by anybody of the member, in haste; the handler asks where a link of a peer is stopped',
  'returning.stop': 'keeps things as they are, and is asked for in haste',
  'leaving.stop': 'keeps things as they are, and is asked for in haste',
  'groups.make': 'names states; who sees something by it is said by terms',
  'sharing.plausible_zero': 'says that nothing happened',
  'collections.install': 'metadata, public',
  'register.write': 'metadata, public',
}

/** What takes no scope and makes something that lasts. */
const MADE_BY_A_PERSON = ['devices.forget', 'tokens.make', 'session.renewRecoveryCodes', 'passkeys.begin', 'passkeys.add', 'passkeys.remove', 'federation.link', 'federation.unlink']

const asking = allRoutes.filter((route) => route.fresh)
let app: TestApp
let focal: Actor
beforeAll(async () => {
  app = await testApp()
  focal = await app.person('THA', 'focal_point')
})
afterAll(() => app?.close())

const send = (cookie: string, { method, url, payload }: Request) => browse(app, cookie, method as 'POST', url, payload === undefined ? undefined : JSON.parse(String(payload)) as object)
const audited = () => app.migrator.selectFrom('audit_entry').select((entry) => entry.fn.countAll().as('entries')).executeTakeFirstOrThrow()
const codeOf = (answer: { statusCode: number; body: string }): string => (answer.statusCode < 300 ? '' : (JSON.parse(answer.body) as { code: string }).code)

describe('1: a fresh second factor', () => {
  test('is what every route asks for that approves, but for those said here', () => {
    const approving = allRoutes.filter(({ scope }) => scope === 'approve').map(({ id }) => id)
    expect(approving.filter((id) => !asking.some((route) => route.id === id)).toSorted()).toEqual(Object.keys(WITHOUT).toSorted())
    expect(asking.filter(({ scope }) => scope !== 'approve').map(({ id }) => id).toSorted()).toEqual(MADE_BY_A_PERSON.toSorted())
    expect(asking.every(({ who }) => who === 'signed_in')).toBe(true)
  })

  test.each(asking.map((route) => [route.id, route] as const))('%s does not go on without it', async (_id, route) => {
    const request = requestOf(route, validInput(route))
    // Within five minutes of the factor something else may be wrong with the request, but not this.
    const fresh = await sessionOf(app, focal)
    wait(app, 299)
    expect(codeOf(await send(fresh, request))).not.toBe('auth.fresh_factor')
    const late = await sessionOf(app, focal)
    wait(app, 301)
    const before = await audited()
    expect((await send(late, request)).json()).toMatchObject({ status: 403, code: 'auth.fresh_factor' })
    expect(await audited(), 'nothing was done').toEqual(before)
  })

  test.each(asking.filter(({ fresh }) => fresh === 'person').map((route) => [route.id, route] as const))('%s is not done by a program, whatever its token', async (_id, route) => {
    const program = await app.person('THA', 'focal_point')
    const { method, url, payload } = requestOf(route, validInput(route))
    const answer = await app.call(program, method as 'POST', url, payload === undefined ? undefined : JSON.parse(String(payload)) as object)
    expect(codeOf(answer)).toBe('auth.session_needed')
  })

  test('counts from the last time it was given, not from the session\'s use', async () => {
    const human = await settle(app, focal, 'THA', 'focal_point')
    wait(app, 200)
    expect((await browse(app, human.cookie, 'GET', '/api/session')).statusCode).toBe(200)
    wait(app, 101)
    expect((await browse(app, human.cookie, 'POST', '/api/tokens', { scopes: ['read'] })).json().code).toBe('auth.fresh_factor')
  })
})
