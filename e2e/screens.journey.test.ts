import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { breachesOf } from './access.ts'
import { openBrowser } from './browser.ts'
import { makeContent, type Content } from './screens/content.ts'
import { MEMBER, SCREENS } from './screens/table.ts'
import { enterAs, visit } from './screens/visit.ts'
import { joinSystem, root } from './system.ts'
import './shared.ts'

/** Every screen with real content: nobody is kept out of it, and it fits a phone. Owns Viet Nam. */
const { url, home } = inject('shared')
let browser: Browser
let content: Content
beforeAll(async () => {
  ;[browser, content] = await Promise.all([openBrowser(), makeContent(joinSystem(url, home), MEMBER)])
})
afterAll(() => browser?.close())

test('every address of web/src/screens.ts is in the table of screens', () => {
  const routes = [...readFileSync(join(root, 'web/src/screens.ts'), 'utf8').matchAll(/^ {2}'(\/[^']*)': \{ part/gm)].map(([, path]) => path!)
  expect(routes.length).toBeGreaterThan(20)
  expect([...new Set(SCREENS.map(({ route }) => route))].sort()).toEqual(routes.sort())
})

const people = Map.groupBy(SCREENS, ({ who }) => who ?? 'nobody')
test.each([...people])('%s: no screen keeps anybody out', async (who, screens) => {
  const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } })
  if (who !== 'nobody') await enterAs(context, url, who)
  const page = await context.newPage()
  const found: string[] = []
  for (const screen of screens) {
    await visit(page, url, screen, content)
    found.push(...(await breachesOf(page)).map((breach) => `${screen.name}: ${breach}`))
    await page.setViewportSize({ width: 375, height: 812 })
    const fits = await page.waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth, undefined, { timeout: 5000 }).then(() => true, () => false)
    if (!fits) found.push(`${screen.name}: too wide for a phone`)
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  expect(found).toEqual([])
  await context.close()
})
