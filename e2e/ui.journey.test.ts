import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { openPictureBrowser } from './browser.ts'
import { differenceOf } from './picture.ts'
import './shared.ts'

/** Every component in every state, against the pictures that were looked at and kept. The page asks nobody for figures. */
const { url } = inject('shared')
let browser: Browser
beforeAll(async () => { browser = await openPictureBrowser() })
afterAll(() => browser?.close())

const heading = (page: Page) => page.getByRole('heading', { level: 1, name: 'What the screens are made of' })

async function openUi(theme: 'light' | 'dark', width: number): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en', timezoneId: 'UTC', colorScheme: theme, reducedMotion: 'reduce', viewport: { width, height: 900 } })).newPage()
  await page.clock.setFixedTime('2026-11-21T12:00:00Z') // the calendar of the day picker ends with today
  await page.goto(`${url}/ui`)
  await heading(page).waitFor()
  await page.evaluate(() => document.fonts.ready)
  await page.locator('.training').evaluate((bar) => { bar.style.position = 'static' }) // nothing lies over what is taller than the window
  await page.locator('.skip').evaluate((link) => { link.style.display = 'none' })
  return page
}

const FORCED = { hover: ['hover'], active: ['hover', 'active'], 'focus-visible': ['focus', 'focus-visible'] }

/** Samples that show the pointer or the keyboard on them are drawn as if it were so. */
async function force(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument')
  for (const state of ['hover', 'active', 'focus-visible'] as const) {
    const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: `[data-force="${state}"] :is(a, button, input)` })
    for (const nodeId of nodeIds) await session.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: FORCED[state] })
  }
}

/** Each picture is of one part, in a place that does not depend on how tall the others are. */
const showAlone = (page: Page, name: string) => page.locator('[data-part]').evaluateAll((parts, name) => { for (const part of parts as HTMLElement[]) part.hidden = part.dataset['part'] !== name }, name)

describe.each([1440, 375])('at %i', (width) => {
  test.each(['light', 'dark'] as const)('looks as it was kept, in the %s', async (theme) => {
    const page = await openUi(theme, width)
    await force(page)
    const differences: (string | undefined)[] = []
    const look = async (name: string, at: Locator) => { differences.push(differenceOf(`${name}-${width}-${theme}`, await at.screenshot())) }
    for (const name of await page.locator('[data-part]').evaluateAll((parts) => parts.map((part) => part.getAttribute('data-part')!))) {
      await showAlone(page, name)
      await look(name, page.locator(`[data-part="${name}"]`))
    }
    await showAlone(page, 'dialogs')
    for (const [name, button] of [['dialog', 'Narrow who can see'], ['alert', 'End an access'], ['factor', 'Ask for the second factor']] as const) {
      await page.getByRole('button', { name: button }).first().click()
      await look(name, page.getByRole('dialog').or(page.getByRole('alertdialog')))
      await page.keyboard.press('Escape')
    }
    await showAlone(page, 'grid')
    const cell = page.getByRole('grid', { name: 'Detections of October' }).locator('[data-row="0"][data-col="0"]')
    await cell.click()
    await page.keyboard.press('Enter')
    await look('codes', page.getByRole('listbox'))
    expect(differences.filter(Boolean)).toEqual([])
    await page.locator('[data-part]').evaluateAll((parts) => { for (const part of parts as HTMLElement[]) part.hidden = false })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    await page.context().close()
  })
})

test('can be turned: dense or roomy, from right to left, dark on a light device; and nobody is kept out', async () => {
  const page = await openUi('light', 1440)
  await expectAccessible(page)
  const button = page.getByRole('button', { name: 'Approve and sign' }).first()
  const before = await button.boundingBox()
  await page.getByRole('button', { name: 'Roomy' }).click()
  expect((await button.boundingBox())!.height).toBeGreaterThan(before!.height)
  await page.getByRole('button', { name: 'Right to left' }).click()
  expect((await button.boundingBox())!.x).toBeGreaterThan(before!.x)
  await page.getByRole('button', { name: 'Dark', exact: true }).click()
  expect(await page.getByRole('main').evaluate((main) => getComputedStyle(main).colorScheme)).toBe('dark')
  await expectAccessible(page)
  await page.context().close()
})

test('the switch of light and dark follows the device while a page is open, until somebody chooses', async () => {
  const page = await (await browser.newContext({ locale: 'en', colorScheme: 'light' })).newPage()
  await page.goto(`${url}/sign-in`)
  const head = page.getByRole('banner')
  await head.getByRole('button', { name: 'Change to dark' }).waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await head.getByRole('button', { name: 'Change to light' }).click()
  await head.getByRole('button', { name: 'Change to dark' }).waitFor()
  await page.emulateMedia({ colorScheme: 'light' })
  await page.emulateMedia({ colorScheme: 'dark' })
  await head.getByRole('button', { name: 'Change to dark' }).waitFor() // chosen light stays light
  await page.context().close()
})

test('is not there on a live system', async () => {
  const page = await (await browser.newContext({ locale: 'en' })).newPage()
  await page.route('**/api/status', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), mode: 'live' } })
  })
  await page.goto(`${url}/ui`)
  await page.getByRole('heading', { name: 'There is no page at this address.' }).waitFor()
  expect(await heading(page).count()).toBe(0)
})
