import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { stage } from './stage.ts'

/** Indonesia's analyst looks for things and keeps a search; a stranger looks for the same. Writes nothing but the saved search. */
const { become, stranger, system } = stage()

const results = (page: Page) => page.locator('ol.rows > li')
const found = (page: Page) => page.locator('#found')
/** The answer to what is asked stands there. */
const settled = (page: Page): Promise<void> => page.locator('.found[aria-busy=false]').waitFor()
const open = (page: Page): Promise<void> => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Search', exact: true }).click()
const look = async (page: Page, words: string): Promise<void> => {
  const box = page.getByLabel('What you look for')
  await box.fill(words)
  await box.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('q') === words)
  await settled(page)
}

describe("Indonesia's analyst", () => {
  let page: Page
  beforeAll(async () => { page = await become('IDN', 'analyst') })

  test('opens the box from the menu and finds figures by what codes are called, marked where the words stand', async () => {
    await open(page)
    await page.getByLabel('What you look for').waitFor()
    await expectAccessible(page)
    await look(page, 'Myanmar female')
    const first = results(page).first()
    expect(await first.innerText()).toMatch(/^Figures/)
    expect(await first.locator('mark').allInnerTexts()).toEqual(expect.arrayContaining(['Myanmar', 'Female']))
    expect(await first.innerText()).toContain('Every contributor')
    await expectAccessible(page)
  })

  test('narrows by member, and comes back to all by the same press', async () => {
    const total = await found(page).innerText()
    await page.getByRole('link', { name: /^Thailand \d+$/ }).click()
    await page.waitForURL(/member=THA/)
    await expect.poll(async () => (await results(page).allInnerTexts()).every((text) => text.includes('Thailand'))).toBe(true)
    expect(await results(page).count()).toBeGreaterThan(0)
    await page.getByRole('link', { name: /^Thailand \d+$/ }).click()
    await expect.poll(() => found(page).innerText()).toBe(total)
  })

  test('reads on where a result leads: the figures in Explore, held to what was meant', async () => {
    await results(page).filter({ hasText: '· Thailand' }).first().getByRole('link').click()
    await page.waitForURL(/\/explore\/VRS_\w+\?.*only=/)
    expect(new URL(page.url()).searchParams.get('only')!.split(';').toSorted()).toEqual(['CITIZENSHIP:MMR', 'REF_AREA:THA', 'SEX:F'])
    await page.goBack()
    await settled(page)
  })

  test('is told what was meant, and finds it by one press', async () => {
    await look(page, 'Mianmar')
    expect(await found(page).innerText()).toBe('Nothing found')
    await page.getByRole('link', { name: 'Myanmar', exact: true }).click()
    await expect.poll(() => results(page).count()).toBeGreaterThan(3)
  })

  test('keeps a search, finds it where the box is empty, and removes it', async () => {
    await page.getByRole('button', { name: 'Save and tell me of new results' }).click()
    await page.getByText('Once a day you get a mail').waitFor()
    await open(page)
    const saved = page.getByRole('listitem').filter({ hasText: 'You are told once a day' })
    await saved.waitFor()
    await expectAccessible(page)
    await saved.getByRole('link', { name: 'Myanmar' }).click()
    await page.waitForURL(/q=Myanmar/)
    await open(page)
    await page.getByRole('button', { name: 'Remove the saved search Myanmar' }).click()
    await expect.poll(() => saved.count()).toBe(0)
  })
})

test("who shows narratives finds those of others by words of their language, and opens one", async () => {
  const page = await become('KHM', 'analyst')
  await open(page)
  await look(page, 'เรือ')
  const narrative = results(page).filter({ hasText: /^Narrative/ }).first()
  await narrative.waitFor()
  expect(await narrative.locator('[lang=th]').count()).toBeGreaterThan(0)
  await narrative.getByRole('link').click()
  await page.waitForURL(/\/narratives\/[A-Z]+-\d+$/)
  await page.getByRole('heading', { level: 1 }).waitFor()
})

test('a stranger on a phone finds definitions and places, no figure, and can save nothing', async () => {
  const page = await stranger({ viewport: { width: 375, height: 700 } })
  await page.goto(`${system.url}/search?q=Myanmar`)
  await settled(page)
  expect(await page.locator('ol.rows .eyebrow').allInnerTexts()).not.toContain('Figures')
  expect(await page.getByRole('button', { name: /Save/ }).count()).toBe(0)
  await page.getByText('Narrow the results').click()
  await page.getByRole('link', { name: /^Place \d+$/ }).click()
  await page.waitForURL(/kind=place/)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
  await expectAccessible(page)
})
