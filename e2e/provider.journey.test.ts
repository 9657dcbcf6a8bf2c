import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { codeOf, plugIn } from './authenticator.ts'
import { ACCOUNT, runProvider, runSamlProvider, type RunningProvider, type SamlProvider } from './identity-provider.ts'
import { stage } from './stage.ts'

/** A state lets its people sign in where it already knows them, at a real provider with pages of its own. The provider of Sri Lanka is this journey's. */
const { system, become, stranger } = stage()
const CLIENT = { id: 'openvrs', secret: 'a secret of this provider' }
const EMAIL = 'aida@lka.example.org'

let provider: RunningProvider
let saml: SamlProvider
beforeAll(async () => { [provider, saml] = [await runProvider({ ...CLIENT, redirect: `${system.url}/sign-in/provider` }), await runSamlProvider()] })
afterAll(() => Promise.all([provider?.close(), saml?.close()]))

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

/** The provider's own pages: who one is, and that OpenVRS may know it. */
async function showWho(page: Page, account: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/**`)
  await page.locator('input[name=login]').fill(account)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

/** The SAML provider's own page. */
async function showNumber(page: Page, number: string): Promise<void> {
  await page.waitForURL(`${saml.issuer}/**`)
  await page.getByLabel('Number').fill(number)
  await page.getByRole('button', { name: 'Show it' }).click()
}

/** The address of an invitation that the focal point makes. */
async function invite(email: string): Promise<string> {
  await focal.goto(`${system.url}/members`)
  await focal.getByRole('button', { name: 'Invite somebody' }).click()
  const dialog = focal.getByRole('dialog')
  await dialog.getByLabel('E-mail address').fill(email)
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  return dialog.getByRole('group', { name: 'Address of the invitation' }).locator('code').innerText()
}

async function leave(page: Page): Promise<void> {
  await page.goto(`${system.url}/sign-in`)
  await page.getByRole('link', { name: 'Sign in with your state’s provider' }).click()
  await page.getByLabel('Your state or organisation').selectOption({ label: 'Sri Lanka' })
  await page.getByRole('button', { name: 'Go to its page' }).click()
}

let focal: Page
let officer: Page
let inside: Page
let key: string

test('the focal point connects the provider; what does not answer is not connected', async () => {
  focal = await become('LKA', 'focal_point')
  await focal.goto(`${system.url}/members`)
  await focal.getByRole('link', { name: 'Open it' }).click()
  await heading(focal, 'Sign-in provider of Sri Lanka').waitFor()
  expect(await focal.getByRole('group', { name: 'Address to send people back to' }).locator('code').innerText()).toBe(`${system.url}/sign-in/provider`)
  await focal.getByLabel('Issuer').fill('http://localhost:1')
  await focal.getByLabel('Client ID').fill(CLIENT.id)
  await focal.getByLabel('Client secret').fill(CLIENT.secret)
  await focal.getByRole('button', { name: 'Connect it' }).click()
  await focal.getByRole('alert').getByText('did not answer as OpenID Connect asks').waitFor()
  await expectAccessible(focal)
  await focal.getByLabel('Issuer').fill(provider.issuer)
  await focal.getByRole('button', { name: 'Connect it' }).click()
  await focal.getByText('Nobody has linked an account yet.').waitFor()
  await focal.getByRole('button', { name: 'Ask it now' }).click()
  await focal.getByText('It answers, with').waitFor()
  await expectAccessible(focal)
})

test('whom nobody linked is turned away; an officer links the account once, then signs in by it and gives our second factor', async () => {
  const somebody = await stranger()
  await leave(somebody)
  await showWho(somebody, EMAIL)
  await somebody.getByRole('alert').getByText('Nobody who may sign in here is linked').waitFor()
  expect(new URL(somebody.url()).search).toBe('')
  await expectAccessible(somebody)

  officer = await stranger()
  await officer.goto(await invite(EMAIL))
  await officer.getByLabel('With a password').check()
  await officer.getByLabel('Your name').fill('Aida')
  await officer.getByLabel('Choose a password').fill('a river of quiet words')
  await officer.getByRole('button', { name: 'Continue to the second factor' }).click()
  key = await officer.locator('.key-groups').innerText()
  await officer.getByLabel('Code of your authenticator').fill(codeOf(key))
  await officer.getByRole('button', { name: 'Finish and go in' }).click()
  await officer.waitForURL('**/home')
  await officer.goto(`${system.url}/account`)
  await officer.getByRole('button', { name: 'Link my account' }).click()
  await showWho(officer, 'aida.binti')
  await officer.getByText('It can stand in for your password.').waitFor()
  await expectAccessible(officer)

  const page = await stranger()
  await leave(page)
  await showWho(page, 'aida.binti')
  await heading(page, 'Your second factor').waitFor()
  await expectAccessible(page)
  await page.getByLabel('Code of your authenticator').fill(codeOf(key, new Date(Date.now() + 30_000))) // the present one made the account
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/home')
  await page.getByRole('link', { name: /Sri Lanka/ }).first().waitFor()

  await focal.goto(`${system.url}/members/provider`)
  await focal.getByText('One person has linked an account.').waitFor()
  inside = page
})

test('a SAML provider takes its place, by its metadata: the links of the one before end, and who came by them is out', async () => {
  await focal.getByLabel('SAML 2.0').check()
  expect(await focal.getByRole('group', { name: 'Entity ID, and address to post answers to' }).locator('code').innerText()).toBe(`${system.url}/api/federation/saml/LKA`)
  await focal.getByLabel('Metadata of the provider (XML)').fill(`<!DOCTYPE x>${saml.metadata}`)
  await focal.getByRole('button', { name: 'Read it' }).click()
  await focal.getByRole('alert').getByText('XML is read here without document type').waitFor()
  await focal.getByLabel('Metadata of the provider (XML)').fill(saml.metadata)
  await focal.getByRole('button', { name: 'Read it' }).click()
  await focal.getByText('Read. Look at the fields, then connect.').waitFor()
  expect(await focal.getByLabel('Entity ID of the provider').inputValue()).toBe(saml.issuer)
  await focal.getByLabel('An attribute').check()
  await focal.getByLabel('Name of the attribute').fill(ACCOUNT)
  await focal.getByText('one person’s link ends').waitFor()
  await expectAccessible(focal)
  await focal.getByRole('button', { name: 'Replace the provider' }).click()
  await focal.getByText('Certificate, in force until').waitFor()
  await expectAccessible(focal)
  await inside.reload()
  await heading(inside, 'Sign in').waitFor()
})

test('somebody invited joins by showing who they are there, with no password of ours; then signs in so; a refusal leads back to the invitation', async () => {
  const page = await stranger()
  await page.goto(await invite('nuwan@lka.example.org'))
  await page.getByRole('group', { name: 'How will you sign in?' }).waitFor()
  await expectAccessible(page)
  await page.getByLabel('Your name').fill('Nuwan')
  await page.getByRole('button', { name: 'Go to its page' }).click()
  await showNumber(page, '7')
  await heading(page, 'Your second factor').waitFor()
  expect(new URL(page.url()).search).toBe('')
  await expectAccessible(page)
  const itsKey = await page.locator('.key-groups').innerText()
  await page.getByLabel('Code of your authenticator').fill(codeOf(itsKey))
  await page.getByRole('button', { name: 'Finish and go in' }).click()
  await page.waitForURL('**/home')

  // The way in by the provider is the only one, until a device of their own is another.
  await page.goto(`${system.url}/account`)
  await page.getByRole('region', { name: 'How you sign in' }).getByText('You have no password here and need none.').waitFor()
  expect(await heading(page, 'Password').count()).toBe(0)
  await page.getByRole('button', { name: 'Remove the link' }).click()
  await page.getByRole('alert').getByText('You have no password here').waitFor()
  await expectAccessible(page)
  await plugIn(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Office computer')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('strong').getByText('Office computer').waitFor()

  const again = await stranger()
  await leave(again)
  await showNumber(again, '7')
  await again.getByLabel('Code of your authenticator').fill(codeOf(itsKey, new Date(Date.now() + 30_000)))
  await again.getByRole('button', { name: 'Sign in', exact: true }).click()
  await again.waitForURL('**/home')

  const other = await stranger()
  await other.goto(await invite('other@lka.example.org'))
  await other.getByLabel('Your name').fill('Other')
  await other.getByRole('button', { name: 'Go to its page' }).click()
  await showNumber(other, '')
  await other.getByRole('alert').getByText('does not belong to this sign-in').waitFor()
  await expectAccessible(other)
  await other.getByRole('button', { name: 'Back to the invitation' }).click()
  await other.getByRole('group', { name: 'How will you sign in?' }).waitFor()

  await focal.goto(`${system.url}/members/provider`)
  await focal.getByText('One person has linked an account.').waitFor()
  // The session came by the link and ends with it.
  await page.getByRole('button', { name: 'Remove the link' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL(/\/(home|account)$/)
  await page.goto(`${system.url}/account`)
  await page.getByRole('button', { name: 'Link my account' }).click()
  await showNumber(page, '7')
  await page.getByText('It can stand in for your password.').waitFor()
  await focal.getByRole('button', { name: 'Remove it' }).click()
  await focal.getByRole('alertdialog').getByText('One person’s link ends').waitFor()
  await expectAccessible(focal)
  await focal.getByRole('button', { name: 'Remove the provider' }).click()
  await focal.getByRole('button', { name: 'Connect it' }).waitFor()
  await again.reload()
  await heading(again, 'Sign in').waitFor()
})
