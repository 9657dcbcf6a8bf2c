import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { stage } from './stage.ts'

/** Around the figures: what anybody may read, what is new at home, the register and its past, the chain and its proof, how the server fares. Laos' home and one place of the register are this journey's own. */
const { system, become, stranger } = stage()

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })
const open = (page: Page, path: string) => page.goto(system.url + path)
const expectNarrow = async (page: Page): Promise<void> => {
  await page.setViewportSize({ width: 375, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('a stranger reads what this is, who takes part and every definition, and no figure', async () => {
  const page = await stranger()
  await open(page, '/')
  await heading(page, 'Figures on migrant smuggling that states can trust').waitFor()
  await page.getByRole('listitem').filter({ hasText: /^Thailand$/ }).waitFor()
  await page.getByText('Write to the secretariat').waitFor()
  await expectAccessible(page)
  await expectNarrow(page)
  await page.getByRole('link', { name: 'Migrant smuggling and related conduct' }).click()
  await page.getByRole('navigation', { name: 'Parts of the collection' }).waitFor()
  await page.locator('summary').filter({ hasText: 'Detections of irregular entry, stay and exit' }).click()
  await page.getByText('What is counted').first().waitFor()
  await page.getByRole('link', { name: /^Code lists/ }).click()
  await page.getByRole('combobox', { name: 'Code list' }).selectOption({ label: 'Transport (14)' })
  await page.getByRole('rowheader', { name: 'SEA_SMALL' }).waitFor()
  await expectAccessible(page)
  await expectNarrow(page)
  await page.getByRole('link', { name: /^Rules/ }).click()
  await page.getByRole('searchbox', { name: 'Search the rules' }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Main' }).count()).toBe(0)
})

test('a focal point sees at home what is new, says so once, and sees it no more', async () => {
  const page = await become('LAO', 'focal_point')
  await heading(page, 'New for you').waitFor()
  await page.getByRole('link', { name: /^Detections of irregular entry, stay and exit: \d+ states that you had not seen$/ }).waitFor()
  await expectAccessible(page)
  await expectNarrow(page)
  // What others release in these seconds is told first.
  await expect.poll(async () => {
    await page.getByRole('button', { name: 'I have seen this' }).click({ timeout: 2000 }).catch(() => undefined)
    return page.getByText(/^Nothing new\./).count()
  }, { timeout: 30_000, interval: 500 }).toBe(1)
  await page.reload()
  await heading(page, 'New for you').waitFor()
  expect(await page.getByText(/that you had not seen/).count()).toBe(0)
})

test('an analyst of the secretariat adds a place, takes it off the offer, and everybody reads its past', async () => {
  const page = await become('CAU', 'cau_analyst')
  await open(page, '/collections/vrs-msrc?part=register')
  await page.getByRole('button', { name: 'Places' }).click()
  await page.getByRole('button', { name: 'Add a place' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Code/ }).fill('AROUND_PIER')
  await dialog.getByRole('textbox', { name: 'Name: English' }).fill('Pier of the journey')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('was saved as version 1').waitFor()
  await page.getByRole('button', { name: 'Edit Pier of the journey' }).click()
  await dialog.getByRole('checkbox', { name: /^No longer offered/ }).check()
  await dialog.getByRole('group', { name: 'Followed by' }).getByRole('searchbox').fill('bangkok')
  await dialog.getByRole('checkbox', { name: 'Bangkok', exact: true }).check()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('was saved as version 2').waitFor()

  const anybody = await stranger()
  await open(anybody, '/collections/vrs-msrc?part=register')
  await anybody.getByRole('button', { name: 'Places' }).click()
  await anybody.getByRole('searchbox').fill('pier of the')
  await anybody.getByRole('button', { name: 'Pier of the journey' }).click()
  await anybody.getByRole('dialog').getByText('followed by Bangkok').waitFor()
  await anybody.getByRole('dialog').getByText(/^Version 2 · written by the secretariat/).waitFor()
  expect(await anybody.getByRole('dialog').getByText('no longer offered').count()).toBe(1)
  await expectAccessible(anybody)
})

test('a focal point looks through the chain of the own state by what was done, a page at a time', async () => {
  const page = await become('LAO', 'focal_point')
  await open(page, '/audit')
  await heading(page, 'What happened lately').waitFor()
  const entries = page.locator('.entries')
  await entries.getByText(/^Submitted the report LAO-/).first().waitFor()
  await page.getByRole('combobox', { name: 'What was done' }).selectOption({ label: 'Approved the report …' })
  await expect.poll(() => entries.getByText(/^Submitted the report/).count()).toBe(0)
  expect(await entries.getByText(/^Approved the report LAO-/).count()).toBeGreaterThan(0)
  await page.getByRole('searchbox').fill('nothing that there is')
  await page.getByText('No entry is like this.').waitFor()
  await expectAccessible(page)
  await expectNarrow(page)
})

test('the administrator sees how the server fares, and nobody else has the page', async () => {
  const page = await become('CAU', 'administrator')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'System' }).click()
  await heading(page, 'Everything runs').waitFor()
  await page.getByText(/free of/).waitFor()
  await expectAccessible(page)
  await expectNarrow(page)
  const analyst = await become('LAO', 'analyst')
  expect(await analyst.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'System' }).count()).toBe(0)
  await open(analyst, '/system')
  await analyst.getByRole('alert').waitFor()
})
