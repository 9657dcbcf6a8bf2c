import type { BrowserContext, Page } from 'playwright-core'

/** A page on a slowed processor that remembers its long tasks. */
export async function slowPage(context: BrowserContext, slowed: number): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const tasks: number[] = []
    Object.assign(window, { takeTasks: () => tasks.splice(0) })
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  })
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowed })
  return page
}

/** The longest task in milliseconds since it was last asked; what follows the last key a little later is among them. */
export const longest = (page: Page): Promise<number> => page.evaluate(async () => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 1500))))
  return Math.max(0, ...(window as unknown as { takeTasks(): number[] }).takeTasks())
})
