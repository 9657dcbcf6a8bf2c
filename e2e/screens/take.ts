import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openPictureBrowser } from '../browser.ts'
import { root, startSystem } from '../system.ts'
import { makeContent } from './content.ts'
import { MEMBER, PICTURES, type Screen } from './table.ts'
import { enterAs, settled, visit } from './visit.ts'

/**
 * Takes a picture of every screen, to be looked at: 375 and 1440 points wide, light and dark, some in Thai and Arabic too.
 *   npm run pictures [part of a name ...]
 * They are written to var/pictures; what goes wrong on the way is said, and the others are taken.
 */
const asked = process.argv.slice(2)
const place = join(root, 'var', 'pictures')
const wanted = PICTURES.filter(({ name }) => asked.length === 0 || asked.some((part) => name.includes(part)))
const system = await startSystem()
const browser = await openPictureBrowser()
let failed = 0
try {
  const content = await makeContent(system, MEMBER)
  if (asked.length === 0) rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  for (const screen of wanted) {
    for (const language of screen.worded ? ['en', 'th', 'ar'] : ['en']) {
      await take(screen, language).catch((problem: unknown) => {
        failed += 1
        console.error(`${screen.name} (${language}): ${String(problem)}`)
      })
    }
  }

  async function take(screen: Screen, language: string): Promise<void> {
    const context = await browser.newContext({ locale: language, timezoneId: 'UTC', reducedMotion: 'reduce' })
    try {
      if (screen.who) await enterAs(context, system.url, screen.who)
      const page = await context.newPage()
      for (const width of [375, 1440]) {
        await page.setViewportSize({ width, height: width === 375 ? 812 : 900 })
        await page.emulateMedia({ colorScheme: 'light' })
        await visit(page, system.url, screen, content)
        // As tall as the page, so that what sticks to an end of the window stands at that end.
        await page.setViewportSize({ width, height: Math.max(page.viewportSize()!.height, await page.evaluate(() => document.documentElement.scrollHeight)) })
        await settled(page)
        for (const theme of language === 'en' ? ['light', 'dark'] as const : ['light'] as const) {
          await page.emulateMedia({ colorScheme: theme })
          await settled(page)
          await page.screenshot({ path: join(place, `${screen.name}${language === 'en' ? '' : `-${language}`}-${width}-${theme}.png`) })
        }
      }
      console.log(`${screen.name} (${language})`)
    } finally {
      await context.close()
    }
  }
} finally {
  await browser.close()
  await system.stop()
}
console.log(`${wanted.length} screens in ${place}${failed > 0 ? `, ${failed} failed` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
