import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { still } from './still.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** All that the theme decides; the rest is asked once. */
const OF_THE_THEME = ['color-contrast', 'link-in-text-block']

/** Fails where what the page shows now breaks WCAG 2.2 AA, in the light or in the dark. */
export const expectAccessible = async (page: Page): Promise<void> => expect(await breachesOf(page)).toEqual([])

/** What breaks WCAG 2.2 AA now, in the light or in the dark: theme, rule and place. */
export async function breachesOf(page: Page): Promise<readonly string[]> {
  const breaches: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' }) // no colour is seen half-way between the two
    await still(page)
    const axe = new AxeBuilder({ page })
    const { violations } = await (theme === 'light' ? axe.withTags(RULES) : axe.withRules(OF_THE_THEME)).analyze()
    breaches.push(...violations.map((violation) => `${theme}: ${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`))
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  return breaches
}
