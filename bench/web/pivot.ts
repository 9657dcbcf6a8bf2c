import type { BrowserContext } from 'playwright-core'
import { longest, slowPage } from './long-tasks.ts'

export type PivotTasks = { readonly opening: number; readonly down: number; readonly across: number; readonly keys: number }

const SEXES = ['F', 'M', '_U', 'OTH']
const MONTHS = Array.from({ length: 100 }, (_, at) => `${2018 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`)

/**
 * The longest task of the page, in milliseconds, while a table of 1,000 rows and 100 columns, a figure in each of its 100,000 cells, is opened, scrolled down and
 * across, and walked through by keys on a slowed processor. So many figures are in no training region: the server's answer is handed to the page with more rows.
 */
export async function pivotTasks(context: BrowserContext, url: string, slowed: number): Promise<PivotTasks> {
  const page = await slowPage(context, slowed)
  await page.goto(`${url}/home`)
  const areas = await page.evaluate(async () => {
    const { codelists } = await (await fetch('/api/collections/vrs-msrc?language=en')).json() as { codelists: { id: string; codes: { id: string }[] }[] }
    return codelists.find(({ id }) => id === 'CL_AREA')!.codes.map(({ id }) => id)
  })
  await page.route('**/VRS_DETECT/query?*', async (route) => {
    const answer = await route.fetch()
    const told = await answer.json() as { rows: unknown[]; [part: string]: unknown }
    const rows = areas.slice(0, 250).flatMap((area, i) => SEXES.flatMap((sex, j) => MONTHS.map((month, k) => [area, sex, month, 'M', 'ENTRY_IRREG', 'DET', (i * 7919 + j * 104729 + k * 1299709) % 9973])))
    await route.fulfill({ response: answer, json: { ...told, rows } })
  })
  await longest(page)
  await page.goto(`${url}/explore/VRS_DETECT?show=table&down=CITIZENSHIP,SEX`)
  const box = page.locator('.pivot-box')
  await box.getByRole('gridcell').first().waitFor()
  const opening = await longest(page)
  const scroll = (by: 'scrollTop' | 'scrollLeft', step: number) => box.evaluate(async (element, [side, pixels]) => {
    for (let times = 0; times < 90; times += 1) {
      element[side] += pixels
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }, [by, step] as const)
  await scroll('scrollTop', 370)
  const down = await longest(page)
  await scroll('scrollLeft', -90)
  const across = await longest(page)
  await box.locator('a.figure').nth(40).focus()
  for (const key of ['PageDown', 'ArrowDown', 'ArrowRight', 'PageUp']) for (let times = 0; times < 8; times += 1) await page.keyboard.press(key)
  const keys = await longest(page)
  await page.close()
  return { opening, down, across, keys }
}
