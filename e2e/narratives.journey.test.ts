import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { stage } from './stage.ts'

/** Pakistan tells of a route in words: written, mended, submitted, reviewed, released, and read by a state that tells of routes too. Owns the reports of Pakistan; Malaysia and Indonesia only read. */
const { becomeOne } = stage({ viewport: { width: 1280, height: 900 } })

const ask = <T>(page: Page, method: string, path: string, body?: object): Promise<T> =>
  page.evaluate(async ([method, path, body]) => (await fetch(path!, { method, headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), prefer: 'wait=20' }, ...(body !== undefined && { body }) })).json() as Promise<T>, [method, path, body === undefined ? undefined : JSON.stringify(body)] as const)

/** Chooses a code by name, with the keyboard alone. */
async function choose(page: Page, name: string, typed: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().focus()
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { expanded: true }).waitFor()
  await page.keyboard.type(typed)
  await page.keyboard.press('Enter')
}

test('a route is told in words, comes back with what it lacks, and is read where it was shared', { timeout: 90_000 }, async () => {
  const officer = await becomeOne('reporter@pak.example.org')
  officer.setDefaultTimeout(15_000)
  await officer.goto(new URL('/reports/new', officer.url()).href)
  await officer.getByRole('button', { name: /Routes in words/ }).click()
  await officer.getByLabel('Summary (needed)').fill('Over Chaman and Taftan, then on to the coast.')
  await officer.getByText('Not sent yet; it stays on this device.').waitFor()
  expect(await officer.evaluate(() => JSON.stringify(localStorage)), 'sealed').not.toContain('Chaman')
  await officer.reload()
  await officer.getByText(/You wrote this on this device on .* and have not sent it/).waitFor()
  expect(await officer.getByLabel('Summary (needed)').inputValue()).toBe('Over Chaman and Taftan, then on to the coast.')
  await officer.getByRole('button', { name: 'Add a leg' }).click()
  await choose(officer, 'From (needed): Choose', 'Chaman')
  await choose(officer, 'To (needed): Choose', 'Quetta')
  await officer.getByRole('button', { name: 'Add a leg' }).click()
  const second = officer.getByRole('listitem').filter({ hasText: 'Leg 2' })
  expect(await second.getByRole('button', { name: /^Take out Quetta/ }).count(), 'a leg begins where the last one ends').toBe(1)
  await second.getByRole('button', { name: 'Earlier' }).focus()
  await officer.keyboard.press('Enter')
  await officer.context().setOffline(true)
  await officer.getByRole('button', { name: 'Keep' }).click()
  await officer.getByText('No line: it stays on this device, and is sent when there is one.').waitFor()
  await officer.context().setOffline(false)
  const first = officer.getByRole('listitem').filter({ hasText: 'Leg 1' })
  await first.getByText('Legs, leg 1, To is missing.').waitFor()
  await officer.getByText(/things are still to be mended/).waitFor()
  await expectAccessible(officer)
  expect(await officer.getByRole('button', { name: 'Submit to the focal point' }).getAttribute('aria-disabled')).toBe('true')

  // The leg that was moved goes back, and is finished.
  await first.getByRole('button', { name: 'Later' }).click()
  await choose(officer, 'To (needed): Choose', 'Taftan')
  for (const leg of await officer.getByLabel('Transport (needed)').all()) await leg.selectOption('ROAD_TRUCK')
  await officer.getByLabel('Text (needed)').fill('Groups of ten wait in Quetta for a lorry. The crossing answers at +92 81 1234567.')
  await officer.getByLabel('Source (needed)', { exact: true }).selectOption('OFFICERS')
  await officer.getByLabel('Reliability of the source (needed)').selectOption('B')
  await officer.getByLabel('Credibility of what it says (needed)').selectOption('2')
  await officer.getByRole('button', { name: 'Keep' }).click()
  await officer.getByRole('button', { name: /^Edit/ }).waitFor()
  expect(await officer.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('openvrs.text.')))).toEqual([])

  // What looks like a way to a person is taken out, or somebody says why it is none.
  await officer.getByText('One warning wants a comment').waitFor()
  await officer.getByRole('textbox', { name: /looks like a telephone number: “\+92 81 1234567”/ }).fill('The number of the office at the crossing.')
  await officer.keyboard.press('Enter')
  await officer.getByText('The number of the office at the crossing.').waitFor()
  await expectAccessible(officer)
  await officer.getByRole('button', { name: 'Submit to the focal point' }).click()
  await officer.getByText(/^Submitted on/).waitFor()
  const report = /reports\/([A-Z]+-\d+)/.exec(officer.url())![1]!

  const focal = await becomeOne('focal@pak.example.org')
  await focal.goto(new URL(`/review/${report}`, focal.url()).href)
  await focal.getByRole('heading', { name: 'Told in words' }).waitFor()
  await focal.getByText('Groups of ten wait in Quetta for a lorry. The crossing answers at +92 81 1234567.').waitFor()
  await focal.getByText('“The number of the office at the crossing.”').waitFor()
  await expectAccessible(focal)
  const { narratives: [told] } = await ask<{ narratives: [{ narrative: string }] }>(focal, 'GET', `/api/reports/${report}/narratives`)
  const approved = await ask<{ status: string }>(focal, 'POST', `/api/reports/${report}/approve`, { terms: { level: 'CONTRIBUTORS' } })
  expect(approved).toMatchObject({ status: 'done' })

  const reader = await becomeOne('analyst@idn.example.org')
  reader.setDefaultTimeout(15_000)
  await reader.goto(new URL('/narratives?member=PAK', reader.url()).href)
  await reader.getByRole('link', { name: 'Over Chaman and Taftan, then on to the coast.' }).click()
  await reader.waitForURL(`**/narratives/${told.narrative}`)
  await reader.getByRole('list', { name: 'Legs' }).waitFor()
  expect(await reader.getByRole('list', { name: 'Legs' }).locator('strong').allInnerTexts()).toEqual(['Chaman', 'Quetta', 'Taftan'])
  await reader.getByText('Usually reliable').waitFor()
  await expectAccessible(reader)

  // Whoever tells of no route finds nothing, with the words of what is not there.
  const stranger = await becomeOne('analyst@lka.example.org')
  expect(await ask(stranger, 'GET', `/api/narratives/${told.narrative}`)).toMatchObject({ code: 'not_found' })
})
