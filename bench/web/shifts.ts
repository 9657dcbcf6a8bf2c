import type { BrowserContext } from 'playwright-core'
import { listen, slowed, type Line } from './visit.ts'

/** How far what is already seen moves while a page comes over a slow line: the sum that browsers call cumulative layout shift. */
export async function shifted(context: BrowserContext, address: string, line: Line): Promise<number> {
  const page = await context.newPage()
  try {
    await page.addInitScript(() => {
      const moved: number[] = []
      Object.assign(window, { moved })
      new PerformanceObserver((list) => moved.push(...list.getEntries().map((entry) => (entry as PerformanceEntry & { value: number }).value))).observe({ type: 'layout-shift', buffered: true })
    })
    const traffic = listen(await slowed(page, line))
    await page.goto(address)
    await page.locator('main h1').waitFor()
    await traffic.whenQuiet()
    return await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      return (window as unknown as { moved: number[] }).moved.reduce((sum, one) => sum + one, 0)
    })
  } finally {
    await page.close()
  }
}
