import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import { CLIENT, identityProvider, type IdentityProvider, type Returned, type Token } from '../../test/identity-provider.ts'
import { browse, codeOf, cookieOf, settle, wait, type Human } from '../../test/sign-in.ts'

/** Signing in by the provider of one's state, and what an attacker makes of it who has a provider of their own, or the lines to one. */
let app: TestApp
let tha: IdentityProvider
let khm: IdentityProvider
let lead: Human
let otherLead: Human
let officer: Human

const PROVIDER = '/api/federation/provider'
const set = (provider: IdentityProvider, more: object = {}) => ({ kind: 'oidc', issuer: provider.issuer, ...CLIENT, trust_factor: false, acr: [], amr: [], ...more })
const ask = (human: Pick<Human, 'cookie'>, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => browse(app, human.cookie, method, path, body)
const nobody = { cookie: '' }

beforeAll(async () => {
  app = await testApp()
  ;[tha, khm] = [await identityProvider(), await identityProvider()]
})
afterAll(async () => {
  await Promise.all([tha?.close(), khm?.close()])
  await app?.close()
})

/** Each test: two states with a provider each, and an officer of Thailand who is linked as `somchai`. */
beforeEach(async () => {
  await app.migrator.deleteFrom('identity_provider').execute()
  tha.metadata = {}
  lead = await settle(app, await app.person('THA', 'focal_point'), 'THA', 'focal_point')
  otherLead = await settle(app, await app.person('KHM', 'focal_point'), 'KHM', 'focal_point')
  officer = await settle(app, await app.person('THA', 'focal_point'), 'THA', 'reporter')
  const answers = [await ask(lead, 'PUT', PROVIDER, set(tha)), await ask(otherLead, 'PUT', PROVIDER, set(khm)), await link(officer, tha, 'somchai')]
  if (answers.some(({ statusCode }) => statusCode >= 300)) throw new Error(answers.map(({ body }) => body).join('\n'))
})

type Way = { readonly url: string; readonly ticket: string }
type Forge = (honest: Token) => Token

async function leave(member: string): Promise<Way> {
  const answer = await ask(nobody, 'POST', '/api/federation/sign-in', { member })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Way>()
}
const finish = (way: Way, returned: Returned) => ask(nobody, 'POST', '/api/federation/sign-in/finish', { ticket: way.ticket, ...returned })

async function signIn(provider: IdentityProvider, subject: string, { member = 'THA', forge }: { member?: string; forge?: Forge } = {}) {
  const way = await leave(member)
  return finish(way, provider.signIn(way.url, subject, forge))
}

async function link(human: Human, provider: IdentityProvider, subject: string) {
  const answer = await ask(human, 'POST', '/api/federation/link')
  if (answer.statusCode !== 200) return answer
  const way = answer.json<Way>()
  return ask(human, 'POST', '/api/federation/link/finish', { ticket: way.ticket, ...provider.signIn(way.url, subject) })
}

const claims = (change: object): Forge => (honest) => ({ ...honest, claims: { ...honest.claims, ...change } })
const signed = (sign: Token['sign']): Forge => (honest) => ({ ...honest, sign })
const codeIn = (answer: { json: () => { code: string } }) => answer.json().code

describe('the way in', () => {
  test('1: somebody who is linked shows who they are there, and gives our second factor here', async () => {
    const answer = await signIn(tha, 'somchai')
    expect(answer.json()).toMatchObject({ next: 'totp', ticket: expect.any(String) })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(tha.asked.at(-1)).toBe('right')
    wait(app, 30)
    const second = await ask(nobody, 'POST', '/api/session/factor', { ticket: answer.json<Way>().ticket, code: await codeOf(officer, app.services.clock()) })
    expect(second.json()).toMatchObject({ email: officer.email, role: 'reporter', factor_at: expect.any(String) })
    expect((await ask({ cookie: cookieOf(second) }, 'GET', '/api/session')).statusCode).toBe(200)
  })

  test('the address asks for a code with PKCE, a state and a nonce, and nothing of the person', async () => {
    const way = await leave('THA')
    const asked = new URL(way.url)
    expect(asked.origin).toBe(tha.issuer)
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      client_id: 'openvrs', response_type: 'code', scope: 'openid', redirect_uri: 'http://localhost/sign-in/provider', code_challenge_method: 'S256', code_challenge: expect.stringMatching(/^.{43}$/), state: expect.stringMatching(/^.{43}$/), nonce: expect.stringMatching(/^.{43}$/),
    })
    expect(way.url).not.toContain(way.ticket)
  })

  test('1: a second factor of the provider counts where the member lets it and the provider says it, and never as a fresh one', async () => {
    const amr = { forge: claims({ amr: ['pwd', 'mfa'], acr: 'urn:two' }) }
    expect((await signIn(tha, 'somchai', amr)).json().next).toBe('totp')
    expect((await ask(lead, 'PUT', PROVIDER, { ...set(tha, { trust_factor: true, acr: ['urn:two'], amr: ['mfa'] }), client_secret: undefined })).statusCode).toBe(200)
    expect(new URL((await leave('THA')).url).searchParams.get('acr_values')).toBe('urn:two')
    for (const said of [{}, { amr: ['pwd'] }, { acr: 'urn:one', amr: 'mfa' }, { acr: ['urn:two'] }, { acr: 'mfa', amr: ['urn:two'] }]) expect((await signIn(tha, 'somchai', { forge: claims(said) })).json().next, JSON.stringify(said)).toBe('totp')
    for (const said of [{ amr: ['pwd', 'mfa'] }, { acr: 'urn:two' }]) {
      const answer = await signIn(tha, 'somchai', { forge: claims(said) })
      expect(answer.json()).toMatchObject({ next: 'in', me: { email: officer.email, factor_at: null } })
      expect(codeIn(await ask({ cookie: cookieOf(answer) }, 'POST', '/api/tokens', { scopes: ['approve'] }))).toBe('auth.fresh_factor')
    }
  })

  test('whoever comes by a provider has the role that stands here', async () => {
    const answer = await signIn(tha, 'somchai', { forge: claims({ role: 'administrator', roles: ['focal_point'], groups: ['focal_point'], member: 'KHM' }) })
    wait(app, 30)
    expect((await ask(nobody, 'POST', '/api/session/factor', { ticket: answer.json<Way>().ticket, code: await codeOf(officer, app.services.clock()) })).json()).toMatchObject({ role: 'reporter', member: 'THA' })
  })
})

describe('who gets in by nobody\'s leave', () => {
  const refused = async (answer: Awaited<ReturnType<typeof signIn>>, code: string) => {
    expect([answer.statusCode, codeIn(answer)]).toEqual([code === 'provider.not_linked' ? 403 : 401, code])
    expect(answer.headers['set-cookie']).toBeUndefined()
  }

  test('another member\'s provider that says it is our person', async () => {
    await refused(await signIn(khm, 'somchai', { member: 'KHM' }), 'provider.not_linked')
    await refused(await signIn(khm, 'somchai', { member: 'KHM', forge: claims({ iss: tha.issuer }) }), 'provider.denied')
    const way = await leave('THA')
    const theirs = await leave('KHM')
    await refused(await finish(way, { ...khm.signIn(theirs.url, 'somchai'), state: new URL(way.url).searchParams.get('state')! }), 'provider.denied')
  })

  test('the same subject of another issuer that takes the place of the first', async () => {
    expect((await ask(lead, 'PUT', PROVIDER, set(khm))).statusCode).toBe(200)
    await refused(await signIn(khm, 'somchai'), 'provider.not_linked')
  })

  test('an address of somebody\'s: nobody is linked by it', async () => {
    await refused(await signIn(tha, 'a stranger', { forge: claims({ email: officer.email, email_verified: true, preferred_username: officer.email }) }), 'provider.not_linked')
    await refused(await signIn(tha, officer.email), 'provider.not_linked')
  })

  test.each([
    ['another nonce', claims({ nonce: 'another' })], ['no nonce', claims({ nonce: undefined })], ['another audience', claims({ aud: 'another' })], ['several audiences', claims({ aud: ['openvrs', 'another'] })], ['another issuer', claims({ iss: 'https://another.example' })],
    ['expired', claims({ iat: 1_000_000_000, exp: 1_000_000_300 })], ['no expiry', claims({ exp: undefined })], ['from tomorrow', claims({ nbf: Math.floor(Date.now() / 1000) + 86_400 })], ['no subject', claims({ sub: undefined })],
    ['no signature', signed('none')], ['signed with the public key as if it were a secret', signed('HS256')], ['signed by a stranger', signed('stranger')], ['altered under its signature', signed('altered')],
  ] as const)('an ID token: %s', async (_, forge) => {
    await refused(await signIn(tha, 'somchai', { forge }), 'provider.denied')
    expect(tha.asked.at(-1)).toBe('right')
  })

  test('an answer a second time, with the state of another, to another browser, too late, or a refusal', async () => {
    const way = await leave('THA')
    const returned = tha.signIn(way.url, 'somchai')
    await refused(await finish(await leave('THA'), returned), 'provider.denied')
    expect((await finish(way, returned)).statusCode).toBe(200)
    await refused(await finish(way, returned), 'provider.denied')
    await refused(await finish(way, tha.signIn(way.url, 'somchai')), 'provider.denied')
    await refused(await finish({ ...way, ticket: 'x'.repeat(43) }, tha.signIn(way.url, 'somchai')), 'provider.denied')
    const other = await leave('THA')
    await refused(await finish(other, { ...tha.signIn(other.url, 'somchai'), iss: khm.issuer }), 'provider.denied')
    const late = await leave('THA')
    wait(app, 601)
    await refused(await finish(late, tha.signIn(late.url, 'somchai')), 'provider.denied')
    const turned = await leave('THA')
    const { state, iss } = tha.signIn(turned.url, 'somchai')
    await refused(await ask(nobody, 'POST', '/api/federation/sign-in/finish', { ticket: turned.ticket, state, iss, error: 'access_denied' }), 'provider.denied')
  })

  test('a code that another client got: the provider asks for the verifier, which never left this server', async () => {
    const [victims, attackers] = [await leave('THA'), await leave('THA')]
    const stolen = tha.signIn(victims.url, 'somchai')
    await refused(await finish(attackers, { ...stolen, state: new URL(attackers.url).searchParams.get('state')! }), 'provider.denied')
    expect(tha.asked.at(-1)).toBe('wrong verifier')
  })

  test('a person who is disabled', async () => {
    const { person } = (await ask(officer, 'GET', '/api/session')).json<{ person: string }>()
    expect((await ask(lead, 'POST', `/api/people/${person}/disable`)).statusCode).toBe(200)
    await refused(await signIn(tha, 'somchai'), 'provider.not_linked')
  })

  test('a ticket of signing in is none of linking, and the other way round, nor is another person\'s', async () => {
    const way = await leave('THA')
    expect(codeIn(await ask(lead, 'POST', '/api/federation/link/finish', { ticket: way.ticket, ...tha.signIn(way.url, 'lead') }))).toBe('provider.denied')
    for (const by of [nobody, otherLead]) {
      const mine = (await ask(lead, 'POST', '/api/federation/link')).json<Way>()
      const returned = tha.signIn(mine.url, 'lead')
      expect(codeIn(await ask(by, 'POST', by === nobody ? '/api/federation/sign-in/finish' : '/api/federation/link/finish', { ticket: mine.ticket, ...returned }))).toBe('provider.denied')
    }
    await refused(await signIn(tha, 'lead'), 'provider.not_linked')
  })
})

describe('links', () => {
  test('an account is one person\'s, and a person has one; making and removing a link needs a fresh factor and stands in the chain', async () => {
    expect(codeIn(await link(lead, tha, 'somchai'))).toBe('provider.linked_already')
    expect(codeIn(await link(officer, tha, 'another'))).toBe('provider.linked_already')
    wait(app, 301)
    expect(codeIn(await link(lead, tha, 'lead'))).toBe('auth.fresh_factor')
    expect(codeIn(await ask(officer, 'DELETE', '/api/federation/link'))).toBe('auth.fresh_factor')
    const again = { cookie: cookieOf(await ask(officer, 'POST', '/api/session/reauthenticate', { code: await codeOf(officer, app.services.clock()) })) }
    expect((await ask(again, 'DELETE', '/api/federation/link')).statusCode).toBe(204)
    expect((await ask(again, 'GET', PROVIDER)).json()).toMatchObject({ linked: false, provider: { people: null } })
    expect((await signIn(tha, 'somchai')).statusCode).toBe(403)
    const actions = (await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', 'THA').orderBy('seq').execute()).map(({ body }) => (body as unknown as { action: string }).action)
    expect(actions).toEqual(expect.arrayContaining(['provider.connected', 'provider.linked', 'provider.unlinked']))
  })

  test('3: what came by a provider ends with it, also after the factor was given anew, and between the steps', async () => {
    const half = async () => (await signIn(tha, 'somchai')).json<Way>().ticket
    const code = async () => { wait(app, 30); return codeOf(officer, app.services.clock()) }
    const second = async (ticket: string) => ask(nobody, 'POST', '/api/session/factor', { ticket, code: await code() })
    const opened = { cookie: cookieOf(await second(await half())) }
    const again = { cookie: cookieOf(await ask(opened, 'POST', '/api/session/reauthenticate', { code: await code() })) }
    const waiting = await half()
    expect((await ask(again, 'GET', '/api/session')).statusCode).toBe(200)
    expect((await ask(lead, 'DELETE', PROVIDER)).statusCode).toBe(204)
    expect((await ask(again, 'GET', '/api/session')).statusCode).toBe(401)
    expect((await second(waiting)).statusCode).toBe(401)
    expect((await ask(officer, 'GET', '/api/session')).statusCode).toBe(200) // by the password
    expect(codeIn(await ask(nobody, 'POST', '/api/federation/sign-in', { member: 'THA' }))).toBe('provider.none')
  })
})

describe('the provider of a member', () => {
  test('is connected, changed, tested and removed by its focal point alone, at the screen, with a fresh factor', async () => {
    const acts = [['PUT', PROVIDER, set(tha)], ['POST', `${PROVIDER}/test`], ['DELETE', PROVIDER]] as const
    const token = await app.person('THA', 'focal_point')
    for (const [method, path, body] of acts) {
      expect(codeIn(await ask(officer, method, path, body))).toBe('not_allowed')
      expect(codeIn(await app.call(token, method, path, body))).toBe('auth.session_needed')
    }
    expect((await ask(lead, 'POST', `${PROVIDER}/test`)).json()).toEqual({ issuer: tha.issuer, sign_in_at: `${tha.issuer}/authorize`, algorithms: ['RS256'], keys: 1 })
    wait(app, 301)
    for (const [method, path, body] of acts) expect(codeIn(await ask(lead, method, path, body))).toBe('auth.fresh_factor')
  })

  test('is shown to its own people without its secret, which lies sealed', async () => {
    const shown = await ask(lead, 'GET', PROVIDER)
    expect(shown.json()).toEqual({ provider: { kind: 'oidc', issuer: tha.issuer, client_id: 'openvrs', trust_factor: false, acr: [], amr: [], made: expect.any(String), changed: expect.any(String), people: 1 }, linked: false, redirect_uri: 'http://localhost/sign-in/provider', saml_address: 'http://localhost/api/federation/saml/THA' })
    expect((await app.migrator.selectFrom('identity_provider').select('client_secret').execute()).filter((row) => row.client_secret?.includes(CLIENT.client_secret))).toEqual([])
    expect(app.logged.join('')).not.toContain(CLIENT.client_secret)
    expect((await ask(nobody, 'GET', '/api/federation/members')).json()).toEqual({ members: [{ code: 'KHM', name: 'KHM' }, { code: 'THA', name: 'THA' }] })
  })

  test('is not sent the secret of another: a new issuer or client asks for its own', async () => {
    for (const change of [{ issuer: khm.issuer }, { client_id: 'another' }]) expect(codeIn(await ask(lead, 'PUT', PROVIDER, { ...set(tha, change), client_secret: undefined }))).toBe('provider.secret_needed')
  })

  test.each([
    ['sends people elsewhere', { authorization_endpoint: 'https://elsewhere.example/authorize' }, 'provider.elsewhere'], ['takes the secret elsewhere', { token_endpoint: 'http://localhost:1/token' }, 'provider.elsewhere'], ['has its keys elsewhere', { jwks_uri: 'https://elsewhere.example/jwks' }, 'provider.elsewhere'],
    ['is another than it is asked as', { issuer: 'https://elsewhere.example' }, 'provider.unreachable'], ['signs with a shared secret alone', { id_token_signing_alg_values_supported: ['HS256', 'none'] }, 'provider.weak'], ['sends on from its keys', { jwks_uri: 'MOVED' }, 'provider.unreachable'],
    ['says more than is read', { padding: 'x'.repeat(300_000) }, 'provider.unreachable'],
  ])('is refused where it %s', async (_, metadata, code) => {
    tha.metadata = Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, value === 'MOVED' ? `${tha.issuer}/moved` : value]))
    expect(codeIn(await ask(lead, 'PUT', PROVIDER, set(tha)))).toBe(code)
  })

  test('has a public address: no server of this or another network is asked', async () => {
    const addresses = ['http://login.example.org', 'https://127.0.0.1', 'https://[::1]:8443', 'https://10.0.0.1', 'https://169.254.169.254/latest', 'https://[::ffff:10.0.0.1]', 'https://2130706433', 'https://0x7f.1', 'https://[fd00::1]', 'https://user:pass@login.example.org', 'https://login.example.org?x=1', 'https://login.example.org#x', 'file:///etc/passwd']
    for (const issuer of addresses) {
      const { statusCode, body } = await ask(lead, 'PUT', PROVIDER, { ...set(tha), issuer })
      if (/^https:\/\/(127|\[::1|2130706433|0x7f)/.test(issuer)) expect([issuer, statusCode], body).toEqual([issuer, 422]) // this machine, which training may ask: nobody answers
      else expect([issuer, [400, 422].includes(statusCode), /request\.invalid|provider\.address_refused/.test(body)]).toEqual([issuer, true, true])
    }
  })
})
