import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Fails where what the page shows now breaks WCAG 2.2 AA, in the light or in the dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' }) // no colour is seen half-way between the two
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
    expect(violations.map((violation) => `${theme}: ${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
}
