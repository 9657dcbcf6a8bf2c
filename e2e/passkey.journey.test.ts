import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { apiInSession } from './api.ts'
import { codeOf, plugIn } from './authenticator.ts'
import { stage } from './stage.ts'

/** A passkey from its making to its end, by a device that Chromium plays. An analyst of Sri Lanka is invited for it. */
const { stranger, system } = stage()

/** Somebody new of Sri Lanka, with password and authenticator, at home. */
async function accepted(email: string): Promise<Page> {
  const focal = await apiInSession(system.url, 'focal@lka.example.org')
  const { url } = await focal<{ url: string }>('POST', '/api/invitations', { email, member: 'LKA', role: 'analyst', unit: 'MAIN' })
  const page = await stranger()
  await page.goto(url)
  await page.getByLabel('Your name').fill('Nimal')
  await page.getByLabel('Choose a password').fill('a river of quiet words')
  await page.getByRole('button', { name: 'Continue to the second factor' }).click()
  await page.getByLabel('Code of your authenticator').fill(codeOf(await page.locator('.key-groups').innerText()))
  await page.getByRole('button', { name: 'Finish and go in' }).click()
  await page.waitForURL('**/home')
  return page
}

test('security 1: a passkey is added, signs in alone, and is worth nothing once it is removed', async () => {
  const page = await accepted('passkeys@lka.example.org')
  await plugIn(page)
  await page.goto(`${system.url}/account`)
  await page.getByText('You have no passkey.').waitFor()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Office computer')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('strong').getByText('Office computer').waitFor()
  await expectAccessible(page)

  const signIn = async () => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto(`${system.url}/sign-in`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  }
  await signIn()
  await page.waitForURL('**/home')
  await page.goto(`${system.url}/account`)
  await page.getByText(/^Added .* last used/).waitFor()
  await page.getByRole('button', { name: 'Remove Office computer' }).click()
  await page.getByText('You have no passkey.').waitFor()

  await signIn()
  await page.getByText('This passkey was not accepted.').waitFor()
  await expectAccessible(page)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
})
