import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { codeOf } from './authenticator.ts'
import { runProvider, type RunningProvider } from './identity-provider.ts'
import { stage } from './stage.ts'

/** A state lets its people sign in where it already knows them, at a real provider with pages of its own. The provider of Sri Lanka is this journey's. */
const { system, become, stranger } = stage()
const CLIENT = { id: 'openvrs', secret: 'a secret of this provider' }
const EMAIL = 'aida@lka.example.org'

let provider: RunningProvider
beforeAll(async () => { provider = await runProvider({ ...CLIENT, redirect: `${system.url}/sign-in/provider` }) })
afterAll(() => provider?.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

/** The provider's own pages: who one is, and that OpenVRS may know it. */
async function showWho(page: Page, account: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/**`)
  await page.locator('input[name=login]').fill(account)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function leave(page: Page): Promise<void> {
  await page.goto(`${system.url}/sign-in`)
  await page.getByRole('link', { name: 'Sign in with your state’s provider' }).click()
  await page.getByLabel('Your state or organisation').selectOption({ label: 'Sri Lanka' })
  await page.getByRole('button', { name: 'Go to its page' }).click()
}

let focal: Page
let officer: Page
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

  await focal.goto(`${system.url}/members`)
  await focal.getByRole('button', { name: 'Invite somebody' }).click()
  const dialog = focal.getByRole('dialog')
  await dialog.getByLabel('E-mail address').fill(EMAIL)
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  const address = await dialog.getByRole('group', { name: 'Address of the invitation' }).locator('code').innerText()
  officer = await stranger()
  await officer.goto(address)
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
  await focal.getByRole('button', { name: 'Remove it' }).click()
  await focal.getByRole('alertdialog').getByText('One person’s link ends').waitFor()
  await expectAccessible(focal)
  await focal.getByRole('button', { name: 'Remove the provider' }).click()
  await focal.getByRole('button', { name: 'Connect it' }).waitFor()
  await page.reload()
  await heading(page, 'Sign in').waitFor()
})
