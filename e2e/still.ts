import type { Page } from 'playwright-core'

/**
 * Puts every movement at its end, so that no colour is seen half-way. Nothing is waited for: a page that nobody looks at draws
 * no frames, and its animations would never finish by themselves; what turns as long as something is awaited has no end.
 */
export async function still(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
  })
}
