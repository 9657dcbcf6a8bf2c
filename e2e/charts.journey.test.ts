import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { stage } from './stage.ts'

/** Every way of drawing figures, from those of the training region. Laos's analyst reads. */
const { system, become } = stage()

const drawing = (page: Page) => page.locator('figure [role=img]')
const notes = (page: Page): Promise<string> => page.locator('.chart-notes').innerText()

describe("Laos's analyst", () => {
  let page: Page
  beforeAll(async () => { page = await become('LAO', 'analyst') })
  const open = async (view: string): Promise<void> => {
    await page.goto(`${system.url}/explore/${view}`)
    await drawing(page).locator('svg > *').first().waitFor({ state: 'attached' })
  }

  test('is told what a map of flows lacks, and gets it by one press', async () => {
    await page.goto(`${system.url}/explore/VRS_DETECT`)
    await page.getByRole('link', { name: 'Map of flows' }).click()
    await page.getByText('A map of flows needs two areas').waitFor()
    await page.getByRole('button', { name: 'Break down by Citizenship and Reporting member' }).click()
    await drawing(page).locator('[data-mark]').first().waitFor()
    expect(await drawing(page).getAttribute('aria-label')).toMatch(/^Map of flows\. The largest flow is Myanmar to Thailand: [\d,]+ of [\d,]+\. \d+ flows\./)
    expect(await notes(page)).toMatch(/do not imply official endorsement or acceptance by the United Nations/)
    await expectAccessible(page)
  })

  test('takes the map away with what has to be said of it', async () => {
    await page.getByText('Take away').click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^SVG/ }).click()])
    const svg = readFileSync(await download.path(), 'utf8')
    expect(svg).toMatch(/Malaysia.*do not imply official endorsement.*Source: 10 states/s)
    expect(svg).not.toMatch(/var\(--|NaN/)
  })

  test('goes from a line of the map to the rows beneath it, whose sum it is', async () => {
    const widest = drawing(page).locator('[data-mark]').last()
    await widest.dispatchEvent('click')
    await page.locator('figure table').waitFor()
    expect(decodeURIComponent(page.url())).toMatch(/CITIZENSHIP:MMR/)
    expect(decodeURIComponent(page.url())).toMatch(/REF_AREA:THA/)
    await page.goBack()
    await drawing(page).locator('[data-mark]').first().waitFor()
  })

  test('walks through the lines by the keys, hears each, and comes as far', async () => {
    const mark = page.locator('.chart-place .mark-stop')
    await page.getByRole('button', { name: 'Turn around' }).focus()
    await page.keyboard.press('Tab')
    expect(await mark.getAttribute('aria-label')).toMatch(/^Myanmar to Thailand: Irregular entries [\d,]+\. Mark 1 of \d+$/)
    await page.locator('.chart-tip').getByText('Myanmar to Thailand').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('link', { name: /Mark 2 of/ }).and(page.locator(':focus')).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.locator('figure table').waitFor()
    expect(decodeURIComponent(page.url())).toMatch(/CITIZENSHIP:MMR.*REF_AREA:THA|REF_AREA:THA.*CITIZENSHIP:MMR/)
  })

  test.each([
    ['VRS_DETECT?show=trend', /^Line chart\..*\d+ lines break where nothing was reported/, 'Thailand'], ['VRS_DETECT?show=bar', /^Bar chart\./, 'Malaysia'], ['VRS_DETECT?show=panels', /line charts side by side.*same scale/, 'Myanmar'],
    ['VRS_DETECT?show=heat', /^Heat map chart\. Highest: /, 'Thailand'], ['VRS_DETECT?show=heat&down=none', /^Heat map chart\. Highest: /, '2026'], ['VRS_DETECT?show=corridors&down=CITIZENSHIP,REF_AREA', /^Chord chart of corridors\. The largest flow/, 'Malaysia'],
    ['VRS_DETECT?show=routes&down=CITIZENSHIP,ROUTE_ID,REF_AREA', /^Sankey chart of routes\. Most take the way/, 'Andaman Sea'], ['VRS_SMUGGLED?show=ages&down=AGE,SEX', /^Pyramid chart of age and sex\. The largest group is/, '25 to 34 years'],
    ['VRS_FEE?show=prices&down=ORIGIN_AREA,DEST_AREA', /^Range chart of prices\..*\d+ dashed rings are a median alone/, 'Thai Baht'],
  ])('sees %s drawn, and hears it told', async (view, said, written) => {
    await open(view)
    expect(await drawing(page).getAttribute('aria-label')).toMatch(said)
    expect(await drawing(page).locator('svg').textContent()).toContain(written)
    expect(await drawing(page).locator('svg').innerHTML()).not.toMatch(/NaN|undefined/)
  })

  test('chooses one month of figures that are not added over several, and sees routes leg by leg', async () => {
    await page.goto(`${system.url}/explore/VRS_ROUTE?show=routes&down=LEG_NO,FROM_PLACE,TO_PLACE`)
    await page.getByRole('button', { name: 'Only October 2026' }).click()
    await drawing(page).getByText('Mae Sot').waitFor()
    expect(await drawing(page).getAttribute('aria-label')).toMatch(/^Sankey chart of routes\. The most used leg is Yangon – Myawaddy/)
    expect(await drawing(page).locator('svg text').filter({ hasText: /^Bangkok$/ }).count()).toBeGreaterThan(1)
    await expectAccessible(page)
  })

})
