import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import { testApp, TODAY, type TestApp } from '../../../test/app.ts'
import { makeSigner } from '../../../test/certificate.ts'
import { encode, PASSWORD_CLASS, PERSISTENT, readRequest, samlProvider, type Forgery, type SamlProvider } from '../../../test/saml-provider.ts'
import { browse, codeOf, cookieOf, settle, wait, type Human } from '../../../test/sign-in.ts'

/** Signing in by a provider that speaks SAML 2.0, and what an attacker makes of it who has a provider of their own, an old assertion, or the lines. */
let app: TestApp
let tha: SamlProvider
let khm: SamlProvider
let lead: Human
let otherLead: Human
let officer: Human

const PROVIDER = '/api/federation/provider'
const here = (member: string): string => `http://localhost/api/federation/saml/${member}`
const set = ({ issuer, signOn, signer }: SamlProvider, more: object = {}) => ({ kind: 'saml', issuer, sign_on: signOn, certificates: [signer.certificate], subject: null, trust_factor: false, acr: [], ...more })
const ask = (human: Pick<Human, 'cookie'>, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => browse(app, human.cookie, method, path, body)
const nobody = { cookie: '' }
const now = () => app.services.clock()

beforeAll(async () => {
  app = await testApp()
  ;[tha, khm] = [samlProvider('login.tha.example', TODAY), samlProvider('login.khm.example', TODAY)]
  lead = await settle(app, await app.person('THA', 'focal_point'), 'THA', 'focal_point')
  otherLead = await settle(app, await app.person('KHM', 'focal_point'), 'KHM', 'focal_point')
  officer = await settle(app, await app.person('THA', 'focal_point'), 'THA', 'reporter')
})
afterAll(() => app?.close())

/** Each test: two states with a provider each, and an officer of Thailand who is linked as `a-7`. */
beforeEach(async () => {
  app.setNow(TODAY)
  await app.migrator.deleteFrom('identity_provider').execute()
  await sql`delete from auth.attempt`.execute(app.migrator)
  const answers = [await ask(lead, 'PUT', PROVIDER, set(tha)), await ask(otherLead, 'PUT', PROVIDER, set(khm)), await link(officer, tha, 'a-7')]
  if (answers.some(({ statusCode }) => statusCode >= 300)) throw new Error(answers.map(({ body }) => body).join('\n'))
})

type Way = { readonly url: string; readonly ticket: string }
type Posted = ReturnType<SamlProvider['post']>

async function leave(member: string): Promise<Way> {
  const answer = await ask(nobody, 'POST', '/api/federation/sign-in', { member })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Way>()
}

/** The provider's page posts its form: as browsers do, with no cookie of ours and the name of another site. */
const post = (action: string, form: Record<string, string> | string, headers: Record<string, string> = {}) =>
  app.http.inject({ method: 'POST', url: new URL(action).pathname, headers: { host: 'localhost', origin: 'https://login.tha.example', 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded', ...headers }, payload: typeof form === 'string' ? form : new URLSearchParams(form).toString() })

async function returnedBy({ action, form }: Posted): Promise<Record<string, string>> {
  const answer = await post(action, form)
  expect([answer.statusCode, answer.body, answer.headers['set-cookie']]).toEqual([303, '', undefined])
  const to = new URL(String(answer.headers.location))
  expect(to.origin + to.pathname).toBe('http://localhost/sign-in/provider')
  return Object.fromEntries(to.searchParams)
}
const finish = async (way: Way, posted: Posted) => ask(nobody, 'POST', '/api/federation/sign-in/finish', { ticket: way.ticket, ...(await returnedBy(posted)) })

async function signIn(provider: SamlProvider, subject: string, { member = 'THA', ...forgery }: Forgery & { member?: string } = {}) {
  const way = await leave(member)
  return finish(way, provider.post(way.url, subject, now(), forgery))
}

async function link(human: Human, provider: SamlProvider, subject: string) {
  const answer = await ask(human, 'POST', '/api/federation/link')
  if (answer.statusCode !== 200) return answer
  const way = answer.json<Way>()
  return ask(human, 'POST', '/api/federation/link/finish', { ticket: way.ticket, ...(await returnedBy(provider.post(way.url, subject, now()))) })
}

const codeIn = (answer: { json: () => { code: string } }) => answer.json().code
const refused = (answer: Awaited<ReturnType<typeof signIn>>, code = 'provider.denied', status = 401) => {
  expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code])
  expect(answer.headers['set-cookie']).toBeUndefined()
}
const accepted = (answer: Awaited<ReturnType<typeof signIn>>) => expect([answer.statusCode, answer.json().next], answer.body).toEqual([200, 'totp'])

describe('the way in', () => {
  test('1: somebody who is linked shows who they are there, and gives our second factor here', async () => {
    const answer = await signIn(tha, 'a-7')
    accepted(answer)
    expect(answer.headers['set-cookie']).toBeUndefined()
    wait(app, 30)
    const second = await ask(nobody, 'POST', '/api/session/factor', { ticket: answer.json<Way>().ticket, code: await codeOf(officer, now()) })
    expect(second.json()).toMatchObject({ email: officer.email, role: 'reporter', factor_at: expect.any(String) })
  })

  test('the request names us, where to post and an account for good, and nothing of the person', async () => {
    const way = await leave('THA')
    expect(way.url.startsWith(`${tha.signOn}?`)).toBe(true)
    const { xml, relay, ...request } = readRequest(way.url)
    expect(request).toMatchObject({ here: here('THA'), entity: here('THA'), id: expect.stringMatching(/^_[0-9a-f]{40}$/) })
    expect(relay).toMatch(/^[\w-]{43}$/)
    expect(xml).toContain(PERSISTENT)
    expect(xml).not.toContain('RequestedAuthnContext')
    expect([way.url.includes(way.ticket), relay === way.ticket]).toEqual([false, false])
  })

  test.each([['the assertion', ['assertion']], ['the response', ['response']], ['both', ['assertion', 'response']]] as const)('%s may be what is signed', async (_, parts) => {
    accepted(await signIn(tha, 'a-7', { sign: { parts } }))
    accepted(await signIn(tha, 'a-7', { sign: { parts, signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', digest: 'http://www.w3.org/2001/04/xmlenc#sha512' } }))
  })

  test('1: a second factor of the provider counts where the member lets it and the class of the sign-in is one that was agreed, and never as a fresh one', async () => {
    const two = { say: () => ({ classRef: 'urn:two' }) }
    accepted(await signIn(tha, 'a-7', two))
    expect((await ask(lead, 'PUT', PROVIDER, set(tha, { trust_factor: true, acr: ['urn:two'] }))).statusCode).toBe(200)
    for (const classRef of [PASSWORD_CLASS, 'urn:two:more', '', 'urn:one']) accepted(await signIn(tha, 'a-7', { say: () => ({ classRef }) }))
    accepted(await signIn(tha, 'a-7', { say: () => ({ attributes: '<saml:Attribute Name="acr"><saml:AttributeValue>urn:two</saml:AttributeValue></saml:Attribute>' }) }))
    const answer = await signIn(tha, 'a-7', two)
    expect(answer.json()).toMatchObject({ next: 'in', me: { email: officer.email, factor_at: null } })
    expect(codeIn(await ask({ cookie: cookieOf(answer) }, 'POST', '/api/tokens', { scopes: ['approve'] }))).toBe('auth.fresh_factor')
  })

  test('an attribute may say which account it is, once, and what else is said gives no right', async () => {
    const one = (value: string, name = 'urn:example:number') => `<saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`
    const by = (attributes: string, format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress') => signIn(tha, 'somebody@tha.example', { say: () => ({ attributes, format }) })
    expect((await ask(lead, 'PUT', PROVIDER, set(tha, { subject: 'urn:example:number' }))).statusCode).toBe(200)
    accepted(await by(`${one('a-7')}${one('administrator', 'role')}`))
    expect(readRequest((await leave('THA')).url).xml).not.toContain('Format=')
    for (const attributes of ['', one('a-7', 'another'), one('a-7') + one('a-7'), '<saml:Attribute Name="urn:example:number"><saml:AttributeValue>a-7</saml:AttributeValue><saml:AttributeValue>a-8</saml:AttributeValue></saml:Attribute>', one('<b xmlns="">a-7</b>'), one('')]) refused(await by(attributes))
    refused(await by(one('a-8')), 'provider.not_linked', 403)
  })
})

describe('who gets in by nobody\'s leave', () => {
  test('another member\'s provider that says it is our person, in its own name or in ours', async () => {
    refused(await signIn(khm, 'a-7', { member: 'KHM' }), 'provider.not_linked', 403)
    refused(await signIn(khm, 'a-7', { member: 'KHM', say: () => ({ issuer: tha.issuer }) }))
    refused(await signIn(khm, 'a-7', { say: () => ({ issuer: tha.issuer }) }))
    const [way, theirs] = [await leave('THA'), await leave('KHM')]
    const { form } = khm.post(theirs.url, 'a-7', now())
    refused(await finish(way, { action: here('THA'), form: { ...form, RelayState: readRequest(way.url).relay } }))
    // What is posted to the address of another member is not taken at all.
    const mine = await leave('THA')
    expect(await returnedBy({ action: here('KHM'), form: tha.post(mine.url, 'a-7', now()).form })).toEqual({ state: 'unknown', error: 'unknown' })
  })

  test('a provider that takes the place of the first, also with the same names, and one whose issuer is kept but whose key is another', async () => {
    expect((await ask(lead, 'DELETE', PROVIDER)).statusCode).toBe(204)
    expect((await ask(lead, 'PUT', PROVIDER, set(tha))).statusCode).toBe(200)
    refused(await signIn(tha, 'a-7'), 'provider.not_linked', 403)
    expect((await ask(lead, 'PUT', PROVIDER, set(tha, { certificates: [khm.signer.certificate] }))).statusCode).toBe(200)
    refused(await signIn(tha, 'a-7'))
  })

  test.each<[string, Forgery]>([
    ['another audience', { say: () => ({ audience: here('KHM') }) }],
    ['another destination', { say: () => ({ destination: here('KHM') }) }],
    ['no destination', { say: () => ({ destination: '' }) }],
    ['another recipient', { say: () => ({ recipient: 'https://another.example/acs' }) }],
    ['another request', { say: () => ({ responseTo: '_another' }) }],
    ['another request in the assertion', { say: () => ({ confirmedTo: '_another' }) }],
    ['no request', { say: () => ({ confirmedTo: '', responseTo: '' }) }],
    ['no bearer', { say: () => ({ method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' }) }],
    ['over', { say: ({ issued }) => ({ until: new Date(issued.getTime() - 61_000) }) }],
    ['confirmed until before now', { say: ({ issued }) => ({ confirmedUntil: new Date(issued.getTime() - 61_000) }) }],
    ['to come', { say: ({ issued }) => ({ from: new Date(issued.getTime() + 61_000 + 5_000) }) }],
    ['no success', { say: () => ({ status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }) }],
    ['another issuer', { say: () => ({ issuer: 'https://another.example' }) }],
    ['an address for a name', { say: () => ({ format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' }) }],
    ['a name for this time', { say: () => ({ format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }) }],
    ['a name of another provider', { say: () => ({ nameAttributes: ' NameQualifier="https://another.example"' }) }],
    ['a name for another system', { say: () => ({ nameAttributes: ' SPNameQualifier="https://another.example"' }) }],
    ['no name', { say: () => ({ nameId: '' }) }],
    ['a name cut by a comment', { say: () => ({ nameId: 'a-7<!-- -->x' }) }],
    ['a name cut by a comment after signing', { after: (xml) => xml.replace('a-7<', 'a-<!-- -->7<') }],
    ['a name within a section', { say: () => ({ nameId: '<![CDATA[a-7]]>' }) }],
    ['altered after signing', { say: () => ({ nameId: 'a-8' }), after: (xml) => xml.replace('a-8', 'a-7') }],
    ['not signed', { sign: { parts: [] } }],
    ['signed by a stranger, whose certificate it brings along', { sign: { by: makeSigner(TODAY) } }],
    ['signed with SHA-1', { sign: { signature: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', digest: 'http://www.w3.org/2000/09/xmldsig#sha1' } }],
    ['with a SHA-1 digest', { sign: { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' } }],
    ['canonical with comments', { sign: { transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments'] } }],
    ['with another algorithm named', { after: (xml) => xml.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha256') }],
    ['without the value of its signature', { after: (xml) => xml.replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>') }],
    ['without a reference', { after: (xml) => xml.replace(/<ds:Reference .*<\/ds:Reference>/, '') }],
    ['with a reference to all', { after: (xml) => xml.replace(/URI="#[^"]+"/, 'URI=""') }],
    ['another version', { after: (xml) => xml.replaceAll('Version="2.0"', 'Version="1.1"') }],
    ['no XML', { after: () => 'SAML' }],
    ['cut off', { after: (xml) => xml.slice(0, -20) }],
    ['two roots', { after: (xml) => `${xml}${xml}` }],
    ['deep', { after: () => `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}` }],
  ])('an assertion: %s', async (name, forgery) => {
    const xml = ['no XML', 'cut off', 'two roots'].includes(name)
    refused(await signIn(tha, 'a-7', forgery), xml ? 'provider.xml_refused' : 'provider.denied', xml ? 400 : 401)
  })

  test('a person who is not linked, or by their address', async () => {
    for (const subject of ['a-8', officer.email, 'A-7', 'a-7 x']) refused(await signIn(tha, subject), 'provider.not_linked', 403)
  })

  test('an encrypted assertion is refused with a sentence of its own', async () => {
    const secret = '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><x/></saml:EncryptedAssertion>'
    refused(await signIn(tha, 'a-7', { after: (xml) => xml.replace(/<saml:Assertion .*<\/saml:Assertion>/, secret), sign: { parts: [] } }), 'provider.encrypted')
  })

  test('an answer a second time, to another browser, too late, after another, or when nobody asked', async () => {
    const way = await leave('THA')
    const posted = tha.post(way.url, 'a-7', now())
    const returned = await returnedBy(posted)
    const back = (ticket: string) => ask(nobody, 'POST', '/api/federation/sign-in/finish', { ticket, ...returned })
    // Each has the place of its own and may be posted once.
    expect(await returnedBy(posted)).toEqual({ state: 'unknown', error: 'unknown' })
    refused(await back((await leave('THA')).ticket))
    refused(await back('x'.repeat(43)))
    accepted(await back(way.ticket))
    refused(await back(way.ticket))
    const other = await leave('THA')
    refused(await finish(other, { ...posted, form: { ...posted.form, RelayState: readRequest(other.url).relay } }))
    for (const [seconds, before] of [[121, true], [301, false]] as const) {
      const late = await leave('THA')
      const answer = tha.post(late.url, 'a-7', now())
      const came = before ? await returnedBy(answer) : undefined
      wait(app, seconds)
      refused(await ask(nobody, 'POST', '/api/federation/sign-in/finish', { ticket: late.ticket, ...(came ?? (await returnedBy(answer))) }))
    }
    const asked = await leave('THA')
    for (const form of [{ SAMLResponse: encode('<x/>') }, { SAMLResponse: encode('<x/>'), RelayState: '' }, { SAMLResponse: encode('<x/>'), RelayState: 'https://evil.example/' }] as Record<string, string>[]) {
      expect(await returnedBy({ action: here('THA'), form: form as Posted['form'] })).toEqual({ state: 'unknown', error: 'unknown' })
    }
    accepted(await finish(asked, tha.post(asked.url, 'a-7', now())))
  })

  test('an assertion that was used before, though it is made out to another request', async () => {
    const say = () => ({ id: '_the-same' })
    accepted(await signIn(tha, 'a-7', { say }))
    refused(await signIn(tha, 'a-7', { say }))
    expect((await ask(otherLead, 'POST', '/api/federation/link')).statusCode).toBe(200)
    refused(await signIn(khm, 'a-7', { member: 'KHM', say }), 'provider.not_linked', 403) // the name is another provider's
  })

  test('a certificate that has run out since it was given', async () => {
    const soon = makeSigner(TODAY, { until: new Date(TODAY.getTime() + 3_600_000) })
    expect((await ask(lead, 'PUT', PROVIDER, set(tha, { certificates: [soon.certificate, tha.signer.certificate] }))).statusCode).toBe(200)
    accepted(await signIn(tha, 'a-7', { sign: { by: soon } }))
    wait(app, 3_601)
    refused(await signIn(tha, 'a-7', { sign: { by: soon } }))
    accepted(await signIn(tha, 'a-7'))
    wait(app, 40 * 86_400)
    expect(codeIn(await ask(nobody, 'POST', '/api/federation/sign-in', { member: 'THA' }))).toBe('provider.certificate')
  })

  test('a ticket of signing in is none of linking, and nobody else\'s', async () => {
    const way = await leave('THA')
    expect(codeIn(await ask(lead, 'POST', '/api/federation/link/finish', { ticket: way.ticket, ...(await returnedBy(tha.post(way.url, 'lead', now()))) }))).toBe('provider.denied')
    const mine = (await ask(lead, 'POST', '/api/federation/link')).json<Way>()
    expect(codeIn(await ask(otherLead, 'POST', '/api/federation/link/finish', { ticket: mine.ticket, ...(await returnedBy(tha.post(mine.url, 'lead', now()))) }))).toBe('provider.denied')
  })
})

/** Signature wrapping (Somorovsky and others 2012): the signed piece stays whole somewhere, and another stands where it is read. */
describe('a signature that is wrapped', () => {
  const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/
  const SIGNATURE = /<ds:Signature .*?<\/ds:Signature>/
  const evil = (assertion: string, id = '_evil') => assertion.replace(SIGNATURE, '').replace(/ ID="[^"]+"/, ` ID="${id}"`).replace('>a-8<', '>a-7<')
  const inside = (xml: string, element: string, more: string) => xml.replace(new RegExp(`</${element}>`), `${more}</${element}>`)
  const whole = (xml: string) => ASSERTION.exec(xml)![0]
  const signatureOf = (xml: string) => SIGNATURE.exec(xml)![0]
  const ofResponse = { sign: { parts: ['response'] as const } }
  const wrapped = (xml: string) => { const root = xml.replace(SIGNATURE, ''); return root.replace(/ ID="[^"]+"/, ' ID="_evil-root"').replace('>a-8<', '>a-7<') }

  const VARIANTS: readonly [string, Forgery][] = [
    ['XSW1: the signed response within the signature of another', { ...ofResponse, after: (xml) => wrapped(xml).replace('<samlp:Status>', `${signatureOf(xml).replace('</ds:Signature>', `<ds:Object>${xml.replace(SIGNATURE, '')}</ds:Object></ds:Signature>`)}<samlp:Status>`) }],
    ['XSW2: the signed response beside the signature of another', { ...ofResponse, after: (xml) => wrapped(xml).replace('<samlp:Status>', `${signatureOf(xml)}<samlp:Extensions>${xml.replace(SIGNATURE, '')}</samlp:Extensions><samlp:Status>`) }],
    ['XSW3: another assertion before the signed one', { after: (xml) => xml.replace(ASSERTION, evil(whole(xml)) + whole(xml)) }],
    ['XSW4: the signed assertion within another', { after: (xml) => xml.replace(ASSERTION, inside(evil(whole(xml)), 'saml:Assertion', whole(xml))) }],
    ['XSW5: the signature moved to another, the signed one behind', { after: (xml) => xml.replace(ASSERTION, evil(whole(xml)).replace('<saml:Subject>', `${signatureOf(xml)}<saml:Subject>`) + whole(xml).replace(SIGNATURE, '')) }],
    ['XSW6: the signed assertion within the signature of another', { after: (xml) => xml.replace(ASSERTION, evil(whole(xml)).replace('<saml:Subject>', `${signatureOf(xml).replace('</ds:Signature>', `<ds:Object>${whole(xml).replace(SIGNATURE, '')}</ds:Object></ds:Signature>`)}<saml:Subject>`)) }],
    ['XSW7: the signed assertion among extensions', { after: (xml) => xml.replace(ASSERTION, evil(whole(xml))).replace('<samlp:Status>', `<samlp:Extensions>${whole(xml)}</samlp:Extensions><samlp:Status>`) }],
    ['XSW8: the signed assertion within an object of the signature, which another holds', { after: (xml) => xml.replace(ASSERTION, evil(whole(xml)).replace('<saml:Subject>', `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Object>${whole(xml)}</ds:Object></ds:Signature><saml:Subject>`)) }],
    ['two of one name', { after: (xml) => xml.replace(ASSERTION, evil(whole(xml), / ID="(_[0-9a-f]{32})"/.exec(whole(xml))![1]) + whole(xml)) }],
    ['the signed assertion under another root', { after: (xml) => xml.replace('<samlp:Response ', '<samlp:LogoutResponse ').replace('</samlp:Response>', '</samlp:LogoutResponse>').replace('>a-8<', '>a-7<') }],
    ['an assertion of no namespace beside the signed one', { after: (xml) => xml.replace(ASSERTION, `${evil(whole(xml)).replaceAll('saml:', '').replace(/ xmlns="[^"]+"| xmlns:saml="[^"]+"/, '')}${whole(xml)}`) }],
  ]

  test.each(VARIANTS)('%s', async (_, forgery) => {
    // The attacker's own account is a-8; they want to be a-7.
    accepted(await signIn(tha, 'a-7'))
    const honest = await signIn(tha, 'a-8', { ...(forgery.sign && { sign: forgery.sign }) })
    refused(honest, 'provider.not_linked', 403)
    const before = app.services.clock()
    const way = await leave('THA')
    const posted = tha.post(way.url, 'a-8', before, forgery)
    expect(Buffer.from(posted.form.SAMLResponse, 'base64').toString()).toMatch(/>a-7<|LogoutResponse/)
    refused(await finish(way, posted))
  })
})

describe('15: what is posted', () => {
  test.each([
    ['a document type', '<!DOCTYPE x>'], ['an entity', '<!DOCTYPE x [<!ENTITY e "a-7">]>'], ['an entity of a file', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'], ['an entity of an address', '<!DOCTYPE x SYSTEM "http://localhost:1/x.dtd">'],
    ['a billion laughs', `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'.split('').map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghij'[at]};`.repeat(10)}">`).join('')}]>`], ['a style sheet', '<?xml-stylesheet href="http://localhost:1/x.xsl"?>'], ['an instruction', '<?php x?>'],
  ])('%s is 400, and nothing is fetched', async (_, before) => {
    refused(await signIn(tha, 'a-7', { after: (xml) => `${before}${xml}` }), 'provider.xml_refused', 400)
    expect(codeIn(await ask(lead, 'POST', `${PROVIDER}/metadata`, { xml: `${before}${tha.metadata.replace('<?xml version="1.0"?>', '')}` }))).toBe('provider.xml_refused')
    const entity = await signIn(tha, 'a-7', { after: (xml) => xml.replace('a-7', '&e;') })
    refused(entity, 'provider.xml_refused', 400)
  })

  test('is a form with one text of each name, no JSON, no file, and not long; no cookie is read and none is set', async () => {
    const form = { SAMLResponse: encode('<x/>'), RelayState: 'x' }
    const text = new URLSearchParams(form).toString()
    for (const [body, type, status] of [[JSON.stringify(form), 'application/json', 415], [text, 'text/plain', 415], [text, 'multipart/form-data; boundary=x', 415], [`${text}&RelayState=y`, 'application/x-www-form-urlencoded', 400], [`${text}&role=administrator`, 'application/x-www-form-urlencoded', 400], [`${text}&__proto__=x`, 'application/x-www-form-urlencoded', 400], [`SAMLResponse=${'x'.repeat(200_001)}`, 'application/x-www-form-urlencoded', 400]] as const) {
      expect([type, (await post(here('THA'), body, { 'content-type': type })).statusCode]).toEqual([type, status])
    }
    const answer = await post(here('THA'), form, { cookie: lead.cookie })
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([303, undefined])
    // What another site may post is this alone.
    expect(allRoutes.filter(({ fromElsewhere }) => fromElsewhere).map(({ id, who }) => [id, who])).toEqual([['federation.samlPost', 'anyone']])
    for (const path of ['/api/federation/sign-in', PROVIDER]) expect(codeIn(await post(`http://localhost${path}`, form, { cookie: lead.cookie }))).toBe('request.wrong_origin')
  })
})

describe('the provider of a member', () => {
  test('is read from its metadata, then connected, shown with its certificates, and kept in the chain', async () => {
    const read = await ask(lead, 'POST', `${PROVIDER}/metadata`, { xml: tha.metadata })
    expect(read.json()).toEqual({ issuer: tha.issuer, sign_on: tha.signOn, certificates: [{ pem: expect.stringContaining('BEGIN CERTIFICATE'), fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/), from: '2026-11-20T12:00:00.000Z', until: '2026-12-21T12:00:00.000Z' }] })
    const { certificates, ...rest } = read.json()
    expect((await ask(lead, 'PUT', PROVIDER, { ...set(tha), ...rest, certificates: certificates.map(({ pem }: { pem: string }) => pem) })).statusCode).toBe(200)
    expect((await ask(lead, 'GET', PROVIDER)).json()).toMatchObject({ saml_address: here('THA'), provider: { kind: 'saml', issuer: tha.issuer, sign_on: tha.signOn, subject: null, people: 1, certificates } })
    accepted(await signIn(tha, 'a-7')) // the link stays where the issuer does
    const entries = await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', 'THA').orderBy('seq', 'desc').limit(5).execute()
    expect(entries.map(({ body }) => body as unknown as { action: string; detail: object }).find(({ action }) => action === 'provider.changed')?.detail).toMatchObject({ kind: 'saml', issuer: tha.issuer, sign_on: tha.signOn, certificates: [certificates[0].fingerprint] })
    expect(codeIn(await ask(lead, 'POST', `${PROVIDER}/test`))).toBe('provider.not_asked')
  })

  test.each<[string, (metadata: string) => string, string]>([
    ['is of no provider', (xml) => xml.replaceAll('IDPSSODescriptor', 'SPSSODescriptor'), 'provider.metadata_lacks'],
    ['speaks another protocol', (xml) => xml.replace('SAML:2.0:protocol', 'SAML:1.1:protocol'), 'provider.metadata_lacks'],
    ['names nobody', (xml) => xml.replace(/entityID="[^"]+"/, ''), 'provider.metadata_lacks'],
    ['has no way there', (xml) => xml.replace('HTTP-Redirect', 'SOAP'), 'provider.metadata_lacks'],
    ['has no key', (xml) => xml.replace('use="signing"', 'use="encryption"'), 'provider.metadata_lacks'],
    ['has no whole key', (xml) => xml.replace('<ds:X509Certificate>MII', '<ds:X509Certificate>MIX'), 'provider.certificate'],
    ['sends people over an open line', (xml) => xml.replace(/Location="https:\/\/login.tha.example\/saml\/sign-on"/, 'Location="http://login.tha.example/"'), 'provider.address_refused'],
    ['sends people to a script', (xml) => xml.replace(/Location="https:\/\/login.tha.example\/saml\/sign-on"/, 'Location="javascript:alert(1)"'), 'provider.address_refused'],
    ['is no XML', () => 'https://login.tha.example/metadata', 'provider.xml_refused'],
  ])('metadata that %s is refused', async (_, change, code) => {
    expect(codeIn(await ask(lead, 'POST', `${PROVIDER}/metadata`, { xml: change(tha.metadata) }))).toBe(code)
  })

  test('has a key that is strong and in force, an https address, and an account that is no address', async () => {
    const certificate = (of: object) => ({ certificates: [makeSigner(TODAY, of).certificate] })
    const day = 86_400_000
    const wrong: readonly [object, string][] = [
      [certificate({ bits: 1024 }), 'provider.certificate'], [certificate({ type: 'ec' }), 'provider.certificate'], [certificate({ from: new Date(TODAY.getTime() - 2 * day), until: new Date(TODAY.getTime() - day) }), 'provider.certificate'],
      [certificate({ from: new Date(TODAY.getTime() + day) }), 'provider.certificate'], [{ certificates: ['MIIB'] }, 'provider.certificate'], [{ sign_on: 'http://login.tha.example' }, 'provider.address_refused'], [{ sign_on: 'https://user:pass@login.tha.example' }, 'provider.address_refused'],
      ...['mail', 'email', 'urn:oid:0.9.2342.19200300.100.1.3', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn', 'userPrincipalName'].map((subject): [object, string] => [{ subject }, 'provider.subject_is_address']),
    ]
    for (const [change, code] of wrong) expect([JSON.stringify(change).slice(0, 80), codeIn(await ask(lead, 'PUT', PROVIDER, set(tha, change)))]).toEqual([JSON.stringify(change).slice(0, 80), code])
    for (const body of [set(tha, { certificates: [] }), set(tha, { client_secret: 'x' }), set(tha, { kind: 'ldap' }), set(tha, { amr: [] }), set(tha, { sign_on: 'javascript:alert(1)' })]) expect(codeIn(await ask(lead, 'PUT', PROVIDER, body))).toBe('request.invalid')
    expect((await ask(lead, 'PUT', PROVIDER, set(tha, { sign_on: 'https://login.tha.example/sso?idp=7' }))).statusCode).toBe(200)
    expect(new URL((await leave('THA')).url).searchParams.get('idp')).toBe('7')
  })

  test('is given our metadata by its address, which is our name; it says nothing of the member', async () => {
    const [own, other] = [await app.call(null, 'GET', '/api/federation/saml/THA'), await app.call(null, 'GET', '/api/federation/saml/ZZZ')]
    expect([own.statusCode, own.headers['content-type']]).toEqual([200, expect.stringContaining('application/samlmetadata+xml')])
    expect(own.body.replaceAll('/THA"', '/ZZZ"')).toBe(other.body)
    for (const part of [`entityID="${here('THA')}"`, `Location="${here('THA')}"`, 'bindings:HTTP-POST', 'WantAssertionsSigned="true"', PERSISTENT]) expect(own.body).toContain(part)
  })
})
