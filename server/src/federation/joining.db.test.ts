import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LightMyRequestResponse } from 'fastify'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import { CLIENT, identityProvider, type IdentityProvider } from '../../test/identity-provider.ts'
import { samlProvider, type Forgery, type SamlProvider } from '../../test/saml-provider.ts'
import { browse, codeOf, cookieOf, secretOf, settle, wait, type Human } from '../../test/sign-in.ts'

/** Accepting an invitation by showing who one is at the provider of the state that invites, and what somebody tries who was not invited. */
let app: TestApp
let tha: SamlProvider
let khm: SamlProvider
let openId: IdentityProvider
let lead: Human
let otherLead: Human
let invited = 0

const PROVIDER = '/api/federation/provider'
const set = ({ issuer, signOn, signer }: SamlProvider, more: object = {}) => ({ kind: 'saml', issuer, sign_on: signOn, certificates: [signer.certificate], subject: null, trust_factor: false, acr: [], ...more })
const TWO = { trust_factor: true, acr: ['urn:two'] }
const two: Forgery = { say: () => ({ classRef: 'urn:two' }) }
const ask = (human: Pick<Human, 'cookie'>, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => browse(app, human.cookie, method, path, body)
const nobody = { cookie: '' }
const codeIn = (answer: LightMyRequestResponse) => answer.json<{ code: string }>().code

beforeAll(async () => {
  app = await testApp()
  ;[tha, khm] = [samlProvider('login.tha.example', TODAY), samlProvider('login.khm.example', TODAY)]
  openId = await identityProvider()
  lead = await settle(app, await app.person('THA', 'focal_point'), 'THA', 'focal_point')
  otherLead = await settle(app, await app.person('KHM', 'focal_point'), 'KHM', 'focal_point')
})
afterAll(async () => {
  await openId?.close()
  await app?.close()
})
beforeEach(async () => {
  app.setNow(TODAY)
  await app.migrator.deleteFrom('identity_provider').execute()
  for (const [human, provider] of [[lead, tha], [otherLead, khm]] as const) {
    const answer = await ask(human, 'PUT', PROVIDER, set(provider))
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }
})

type Way = { readonly url: string; readonly ticket: string }
const invite = async (by: Human, member: string, role = 'reporter'): Promise<LightMyRequestResponse> => {
  const answer = await ask(by, 'POST', '/api/invitations', { email: `joining${++invited}@${member.toLowerCase()}.example`, member, role })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer
}
const begin = (invitation: LightMyRequestResponse, name = 'Somchai') => ask(nobody, 'POST', '/api/federation/invitation', { secret: secretOf(invitation), name })

async function finish(way: Way, provider: SamlProvider, subject: string, forgery?: Forgery, path = '/api/federation/invitation/finish') {
  const { action, form } = provider.post(way.url, subject, app.services.clock(), forgery)
  const posted = await app.http.inject({ method: 'POST', url: new URL(action).pathname, headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded', origin: 'null' }, payload: new URLSearchParams(form).toString() })
  return ask(nobody, 'POST', path, { ticket: way.ticket, ...Object.fromEntries(new URL(String(posted.headers.location)).searchParams) })
}
async function join(invitation: LightMyRequestResponse, subject: string, forgery?: Forgery, provider = tha) {
  const answer = await begin(invitation)
  return answer.statusCode === 200 ? finish(answer.json<Way>(), provider, subject, forgery) : answer
}
async function signIn(subject: string, forgery?: Forgery) {
  return finish((await ask(nobody, 'POST', '/api/federation/sign-in', { member: 'THA' })).json<Way>(), tha, subject, forgery, '/api/federation/sign-in/finish')
}
const firstCode = async (offer: { ticket: string; totp_secret: string }) => ask(nobody, 'POST', '/api/invitations/confirm', { ticket: offer.ticket, code: await codeOf({ totpSecret: offer.totp_secret }, app.services.clock()) })

describe('an invitation taken up at the provider', () => {
  test('makes an account with our second factor and no password, linked to the one there; both then sign in', async () => {
    const invitation = await invite(lead, 'THA')
    const offered = await join(invitation, 'b-1')
    expect(offered.json()).toMatchObject({ next: 'enrol', email: (invitation.json() as { email: string }).email, recovery_codes: expect.any(Array) })
    expect((await signIn('b-1')).statusCode).toBe(403) // nothing is kept before the first code
    const made = await firstCode(offered.json())
    expect([made.statusCode, made.json()], made.body).toMatchObject([201, { name: 'Somchai', role: 'reporter', member: 'THA', factor_at: expect.any(String) }])
    expect((await ask({ cookie: cookieOf(made) }, 'GET', PROVIDER)).json()).toMatchObject({ linked: true })
    wait(app, 30)
    const again = await signIn('b-1')
    expect((await ask(nobody, 'POST', '/api/session/factor', { ticket: again.json<Way>().ticket, code: await codeOf({ totpSecret: offered.json<{ totp_secret: string }>().totp_secret }, app.services.clock()) })).statusCode).toBe(200)
    for (const password of ['', 'a river of quiet words', 'undefined']) expect([400, 401]).toContain((await ask(nobody, 'POST', '/api/session', { email: (invitation.json() as { email: string }).email, password })).statusCode)
    const entries = await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', 'THA').orderBy('seq', 'desc').limit(3).execute()
    expect(entries.map(({ body }) => body as unknown as { action: string; detail: object }).find(({ action }) => action === 'person.joined')?.detail).toMatchObject({ provider: expect.any(String), role: 'reporter' })
    expect((await ask({ cookie: cookieOf(made) }, 'GET', '/api/session/ways')).json()).toEqual({ password: false, authenticator: true, passkey: false, provider: true, factor: true })
    // The session of the first day ends with the provider, too.
    expect((await ask(lead, 'DELETE', PROVIDER)).statusCode).toBe(204)
    expect((await ask({ cookie: cookieOf(made) }, 'GET', '/api/session')).statusCode).toBe(401)
  })

  test('signs in at once where the provider\'s second factor counts, and opens nothing that needs ours', async () => {
    expect((await ask(lead, 'PUT', PROVIDER, set(tha, TWO))).statusCode).toBe(200)
    expect((await join(await invite(lead, 'THA'), 'b-2')).json(), 'without their second factor').toMatchObject({ next: 'enrol' })
    expect((await join(await invite(lead, 'THA', 'focal_point'), 'b-2', two)).json(), 'whose work asks for ours').toMatchObject({ next: 'enrol' })
    const answer = await join(await invite(lead, 'THA'), 'b-3', two)
    expect(answer.json()).toMatchObject({ next: 'in', me: { role: 'reporter', factor_at: null } })
    const human = { cookie: cookieOf(answer) }
    expect((await ask(human, 'GET', '/api/session')).statusCode).toBe(200)
    expect((await ask(human, 'GET', '/api/session/ways')).json()).toEqual({ password: false, authenticator: false, passkey: false, provider: true, factor: false })
    expect(codeIn(await ask(human, 'POST', '/api/tokens', { scopes: ['read'] }))).toBe('auth.no_factor')
    expect(codeIn(await ask(human, 'POST', '/api/session/reauthenticate', { code: '000000' }))).toBe('auth.no_factor')
    expect((await signIn('b-3', two)).json()).toMatchObject({ next: 'in' })
    const half = await signIn('b-3')
    expect((await ask(nobody, 'POST', '/api/session/factor', { ticket: half.json<Way>().ticket, code: '000000' })).statusCode).toBe(401)
  })

  test('who so has neither password nor second factor here gets both by a link of a focal point, and then does what needs one', async () => {
    expect((await ask(lead, 'PUT', PROVIDER, set(tha, TWO))).statusCode).toBe(200)
    const { person } = (await join(await invite(lead, 'THA'), 'b-5', two)).json<{ me: { person: string } }>().me
    const link = (await ask(lead, 'POST', `/api/people/${person}/reset`, { password: true, factor: true })).json<{ link: { url: string } }>().link.url
    const offer = (await ask(nobody, 'POST', '/api/resets/enrol', { secret: link.split('#')[1], new_password: 'a river of quiet words' })).json<{ ticket: string; totp_secret: string }>()
    const human = { cookie: cookieOf(await ask(nobody, 'POST', '/api/resets/confirm', { ticket: offer.ticket, code: await codeOf({ totpSecret: offer.totp_secret }, app.services.clock()) })) }
    expect((await ask(human, 'GET', '/api/session/ways')).json()).toEqual({ password: true, authenticator: true, passkey: false, provider: true, factor: true })
    expect((await ask(human, 'POST', '/api/tokens', { scopes: ['read'] })).statusCode).toBe(201)
    const again = { cookie: cookieOf(await signIn('b-5', two)) }
    expect(codeIn(await ask(again, 'POST', '/api/tokens', { scopes: ['read'] })), 'now there is one to give').toBe('auth.fresh_factor')
  })

  test('by OpenID Connect as well', async () => {
    expect((await ask(lead, 'PUT', PROVIDER, { kind: 'oidc', issuer: openId.issuer, ...CLIENT, trust_factor: false, acr: [], amr: [] })).statusCode).toBe(200)
    const way = (await begin(await invite(lead, 'THA'))).json<Way>()
    const offered = await ask(nobody, 'POST', '/api/federation/invitation/finish', { ticket: way.ticket, ...openId.signIn(way.url, 'somchai') })
    expect((await firstCode(offered.json())).statusCode).toBe(201)
  })

  test('lets nobody saw off the branch they sit on', async () => {
    const offered = await join(await invite(lead, 'THA', 'focal_point'), 'b-4')
    const human = { cookie: cookieOf(await firstCode(offered.json())) }
    for (const [method, path] of [['DELETE', '/api/federation/link'], ['DELETE', PROVIDER]] as const) expect(codeIn(await ask(human, method, path))).toBe('provider.only_way_in')
    expect(codeIn(await ask(human, 'PUT', PROVIDER, set(khm)))).toBe('provider.only_way_in')
    expect((await ask(human, 'PUT', PROVIDER, set(tha, TWO))).statusCode).toBe(200)
    expect((await ask(human, 'GET', '/api/session')).statusCode).toBe(200)
  })
})

describe('who was not invited', () => {
  test('an invitation is used once, by whichever way came first', async () => {
    const invitation = await invite(lead, 'THA')
    const [one, other] = [await join(invitation, 'c-1'), await join(invitation, 'c-2')]
    expect((await firstCode(one.json())).statusCode).toBe(201)
    expect(codeIn(await firstCode(other.json()))).toBe('not_found')
    expect(codeIn(await join(invitation, 'c-3'))).toBe('not_found')
    expect((await signIn('c-2')).statusCode).toBe(403)
    const password = await invite(lead, 'THA')
    const way = (await begin(password)).json<Way>()
    const chosen = await ask(nobody, 'POST', '/api/invitations/accept', { secret: secretOf(password), name: 'Another', password: 'a river of quiet words' })
    expect((await firstCode(chosen.json())).statusCode).toBe(201)
    expect(codeIn(await finish(way, tha, 'c-4'))).toBe('not_found')
  })

  test('another member\'s provider opens no invitation, nor does this one open another\'s', async () => {
    const [ours, theirs] = [await invite(lead, 'THA'), await invite(otherLead, 'KHM')]
    const way = (await begin(ours)).json<Way>()
    expect(codeIn(await finish(way, khm, 'd-1', { say: () => ({ issuer: tha.issuer }) }))).toBe('provider.denied')
    expect(codeIn(await join(theirs, 'd-2'))).toBe('provider.denied')
    expect((await join(theirs, 'd-2', undefined, khm)).json()).toMatchObject({ next: 'enrol' })
  })

  test('an account there that is linked already makes no second person', async () => {
    expect((await firstCode((await join(await invite(lead, 'THA'), 'e-1')).json())).statusCode).toBe(201)
    const second = await invite(lead, 'THA')
    expect(codeIn(await firstCode((await join(second, 'e-1')).json()))).toBe('provider.linked_already')
    expect((await firstCode((await join(second, 'e-2')).json())).statusCode, 'the invitation stays open').toBe(201)
  })

  test('a secret that is wrong, an invitation withdrawn or over meanwhile, a provider removed meanwhile', async () => {
    expect(codeIn(await ask(nobody, 'POST', '/api/federation/invitation', { secret: 'x'.repeat(43), name: 'Nobody' }))).toBe('not_found')
    const withdrawn = await invite(lead, 'THA')
    const way = (await begin(withdrawn)).json<Way>()
    const { invitations } = (await ask(lead, 'GET', '/api/invitations')).json<{ invitations: { id: string; email: string }[] }>()
    const { email } = withdrawn.json<{ email: string }>()
    expect((await ask(lead, 'DELETE', `/api/invitations/${invitations.find((one) => one.email === email)!.id}`)).statusCode).toBe(204)
    expect(codeIn(await finish(way, tha, 'f-1'))).toBe('not_found')
    const old = await invite(lead, 'THA')
    wait(app, 7 * 86_400 - 60)
    const late = (await begin(old)).json<Way>()
    wait(app, 61)
    expect(codeIn(await finish(late, tha, 'f-2'))).toBe('not_found')
    app.setNow(TODAY)
    const offered = await join(await invite(lead, 'THA'), 'f-3')
    expect((await ask(lead, 'DELETE', PROVIDER)).statusCode).toBe(204)
    expect(codeIn(await firstCode(offered.json()))).toBe('provider.denied')
    expect(codeIn(await begin(await invite(lead, 'THA')))).toBe('provider.none')
  })

  test('a first focal point, who accepts the terms for the member, does so with a password', async () => {
    const administrator = await app.person('CAU', 'administrator')
    expect((await app.call(administrator, 'POST', '/api/members', { code: 'LAO', name: 'Laos' })).statusCode).toBe(201)
    const invitation = await app.call(administrator, 'POST', '/api/invitations', { email: 'first@lao.example', member: 'LAO', role: 'focal_point' })
    expect(codeIn(await begin(invitation))).toBe('invitation.terms_needed')
  })

  test('a ticket is for what it was given for', async () => {
    const way = (await begin(await invite(lead, 'THA'))).json<Way>()
    expect(codeIn(await finish(way, tha, 'g-1', undefined, '/api/federation/sign-in/finish'))).toBe('provider.denied')
    const signing = (await ask(nobody, 'POST', '/api/federation/sign-in', { member: 'THA' })).json<Way>()
    expect(codeIn(await finish(signing, tha, 'g-1'))).toBe('provider.denied')
    const given = await ask(nobody, 'POST', '/api/federation/invitation', { secret: secretOf(await invite(lead, 'THA')), name: 'Somebody', role: 'administrator' })
    expect(codeIn(given)).toBe('request.invalid')
  })
})
