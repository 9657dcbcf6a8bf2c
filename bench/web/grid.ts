import type { BrowserContext, Page } from 'playwright-core'

export type LongTasks = { readonly loading: number; readonly typing: number; readonly paging: number }

/** The longest task of the page, in milliseconds, while a section is loaded, typed in and paged through on a slowed processor. */
export async function longTasks(context: BrowserContext, address: string, slowed: number): Promise<LongTasks> {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const tasks: number[] = []
    Object.assign(window, { takeTasks: () => tasks.splice(0) })
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  })
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowed })
  await page.goto(address)
  await page.getByRole('grid').getByRole('gridcell').first().waitFor()
  const loading = await longest(page)
  await page.getByRole('grid').getByRole('gridcell').nth(4).click()
  for (const figure of ['11', '22', '33', '44', '55', '66', '77', '88']) {
    await page.keyboard.type(figure)
    await page.keyboard.press('Enter')
  }
  const typing = await longest(page)
  for (let times = 0; times < 12; times += 1) await page.keyboard.press('PageDown')
  for (let times = 0; times < 12; times += 1) await page.keyboard.press('PageUp')
  const paging = await longest(page)
  await page.close()
  return { loading, typing, paging }
}

/** Of the tasks since it was last asked; what follows the last key a little later is among them. */
const longest = (page: Page): Promise<number> => page.evaluate(async () => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 1500))))
  return Math.max(0, ...(window as unknown as { takeTasks(): number[] }).takeTasks())
})
