import type { BrowserContext } from 'playwright-core'
import { longest, slowPage } from './long-tasks.ts'

export type LongTasks = { readonly loading: number; readonly typing: number; readonly paging: number }

/** The longest task of the page, in milliseconds, while a section is loaded, typed in and paged through on a slowed processor. */
export async function longTasks(context: BrowserContext, address: string, slowed: number): Promise<LongTasks> {
  const page = await slowPage(context, slowed)
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
